"""What a line of a channel's message says: a budget, tags, closed; and is the message a project?

A rule, not a guess at quality: a stated budget or a word of demand makes a project, unless the
message offers itself (résumés, courses, giveaways). Messages ruled out are counted as ignored.
"""

from __future__ import annotations

import re
from typing import Final

_LABEL: Final = (
    r"бюджет|оплата|ціна|цена|стоимость|budget|payment|price|or[çc]amento|pagamento"
    r"|presupuesto|pago|precio"
)
_BUDGET: Final = re.compile(rf"^\W{{0,6}}(?:{_LABEL})\s*[:\-–—]\s*(.{{1,120}})$", re.IGNORECASE)
_TAGS: Final = re.compile(r"(?:#[^\s#]{1,60}\s*)+")
_CLOSED: Final = re.compile(
    r"\W{0,6}(?:неактуально|не актуально|закрыто|закрита|закрито|выполнено|closed|no longer open"
    r"|encerrad[oa]|fechad[oa]|cerrad[oa])\W{0,6}",
    re.IGNORECASE,
)
_DEMAND: Final = re.compile(
    r"(?<!\w)(?:нуж(?:ен|на|но|ны)|ищ(?:у|ем)|требу[ею]тся|треба|потріб(?:ен|на|но|ні)|шука(?:ю|ємо)"
    r"|заказ(?:чик)?|looking for|need(?:ed)?|hiring|wanted|procur[oa](?:mos)?|preciso|precisamos"
    r"|contrata(?:mos|r)?|busco|buscamos|necesit(?:o|amos)|se busca)(?!\w)",
    re.IGNORECASE,
)
_OFFER: Final = re.compile(
    r"#(?:резюме|резюмe|resume|cv|curr[ií]cul[ou]m?|ищуработу|помогу|реклама|ad|ads)(?!\w)"
    r"|(?<!\w)(?:ищу работу|шукаю роботу|available for (?:work|hire)|procuro trabalho"
    r"|busco trabajo|подписывайтесь|підписуйтесь|subscribe now|inscreva-se|suscríbase"
    r"|розыгрыш|розіграш|giveaway|скидк[аи]|знижк[аи]|% off|desconto|descuento)(?!\w)",
    re.IGNORECASE,
)


def budget_line(line: str) -> str | None:
    """The price in `Бюджет: 150 000 ₽`, in any of our languages; None for other lines."""
    match = _BUDGET.match(line)
    return match[1].strip() if match else None


def skills_line(line: str) -> tuple[str, ...]:
    """The tags of a line of nothing but tags, underscores as blanks; else ()."""
    if not _TAGS.fullmatch(line.strip()):
        return ()
    return tuple(tag.lstrip("#").replace("_", " ") for tag in line.split())


def is_closed_mark(line: str) -> bool:
    """Whether a message's first line says that it no longer counts."""
    return _CLOSED.fullmatch(line) is not None


def is_project(lines: list[str]) -> bool:
    """Whether these lines ask for work."""
    if not lines:
        return False
    if any(budget_line(line) for line in lines):
        return True
    text = "\n".join(lines)
    return _DEMAND.search(text) is not None and _OFFER.search(text) is None
