"""Words of five languages around an amount: ranges, minima, maxima, and labels of a price."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

RANGE: Final = re.compile(
    r"[\s.,;]*(?:[-–—−~]|\.{2,3}|…|to|and|until|up\s+to|до|и|і|та|a|à|á|al|e|y|até|ate|hasta)\s*",
    re.IGNORECASE,
)
_FROM: Final = (
    r"\bот|\bвід|\bfrom|\bdesde|\ba\s+partir\s+de|\bmin(?:imum|imo|\.)?|\bмин(?:имум|\.)?"
    r"|\bмінімум|\bmínimo|\bstarting\s+at|\bat\s+least|\bне\s+мен(?:ее|ьше|ше)|\bover|>=?|≥"
    r"|(?<!не )\bбол(?:ее|ьше)(?:\s+чем)?|(?<!не )\bбільше|\bпонад|\bсвыше"
    r"|(?<!no )(?<!not )\bmore\s+than|(?<!no )\bm(?:ás|as|ais)\s+de"
)
_UP_TO: Final = (
    r"\bдо|\bup\s+to|\bnot?\s+more\s+than|\bhasta|\baté|\bate|\bmax(?:imum|imo|\.)?|\bмакс(?:имум|\.)?|\bm[áa]ximo"
    r"|\bне\s+б(?:олее|ольше|ільше)|\bunder|\bless\s+than|\bbelow|\bat\s+most|<=?|≤"
    r"|(?<!не )\bмен(?:ее|ьше|ше)(?:\s+чем)?|\bменш\s+ніж|\bmenos\s+de|\bno\s+más\s+de"
)
_LABEL: Final = (
    r"бюджет|ц[еі]на|оплата|плачу|стоимость|вартість|зарплата|з/п|зп|оклад|ставка|гонорар|сумма|сума"
    r"|budget|price|pay|payment|salary|rate|cost|fee|range"
    r"|or[çc]amento|pre[çc]o|faixa|valor|sal[áa]rio|pago|presupuesto|precio|pagamento"
)
_UP_TO_HERE: Final = re.compile(rf"(?:{_UP_TO})\W{{0,3}}$", re.IGNORECASE)
_FROM_HERE: Final = re.compile(rf"(?:{_FROM})\W{{0,3}}$", re.IGNORECASE)
_LABELLED: Final = re.compile(rf"\b(?:{_LABEL})\s{{0,2}}[:=–—-]?\s{{0,2}}$", re.IGNORECASE)
_BEGINS: Final = re.compile(r"(?:^|[,;.(|\n]|:(?=\s))[\s≈~±]{0,3}$")
_ENDS: Final = re.compile(
    r"\s{0,2}(?:$|[,;.)!|\n/]|(?:за|в|на|for|por|per|al|ao|la|fixed|fijo|fixo|total|net|gross|all"
    r"|всего|торг|обсужд\w*|договор\w*|примерно|negotiable|each|monthly|hourly|мес|руками)\b)",
    re.IGNORECASE,
)
_LONGEST_WORDS: Final = 24  # characters: `a partir de `, `starting at `, `стоимость: `
_MOST_ALONE: Final = Decimal(100_000_000)  # a longer number without a currency is a phone


def is_price_alone(line: str, start: int, end: int, amount: Decimal) -> bool:
    """Whether a number without a currency at [start, end) stands where a price would.

    Behind a label (`бюджет 5000`), or as a member of its own (`5000, обсудим`, `от 5000 за сайт`):
    not `python 3`, `3d` or `4 in 1`.
    """
    if line[end : end + 1].isalpha() or amount > _MOST_ALONE:
        return False
    limited = from_before(line, start) or up_to_before(line, start)
    begin = limited.start() if limited else start
    if _ends_at(_LABELLED, line, start) or _ends_at(_LABELLED, line, begin):
        return True
    return bool(_ENDS.match(line, end)) and _ends_at(_BEGINS, line, begin) is not None


def from_before(line: str, start: int) -> re.Match[str] | None:
    """The word of a minimum that stands before `start`."""
    return _ends_at(_FROM_HERE, line, start)


def up_to_before(line: str, start: int) -> re.Match[str] | None:
    """The word of a maximum that stands before `start`."""
    return _ends_at(_UP_TO_HERE, line, start)


def _ends_at(pattern: re.Pattern[str], line: str, end: int) -> re.Match[str] | None:
    # Not the whole line for each number: that would be quadratic.
    return pattern.search(line, max(0, end - _LONGEST_WORDS), end)
