"""Queries as people type them, together with what they mean. Chance comes from `random.Random`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tests.oracle.lexicon import plain
from tests.oracle.limits import a_limit, said
from tests.oracle.trees import Ask, Bracket, Mem, Neg, Rx, Typed, Words, leaves_of, meaning_of
from tests.oracle.worlds import COUNTRIES, LANGUAGES, SOURCES, some_words

if TYPE_CHECKING:
    from random import Random

    from tests.oracle.lexicon import Spelling
    from tests.oracle.trees import AskMode, Gig, Leaf, Node

MAX_CONDITIONS: Final = 64  # of a filter, by docs/filters.md
SCOPES: Final = ("any",) * 8 + ("title", "body", "skill", "category", "client")
JOINTS: Final = (", ", "; ", "\n", " | ", " OR ", " ИЛИ ", " АБО ", " OU ", " O ", ",", "|")
SIGNS: Final = ("-", "-", "-", "NOT ", "НЕ ", "НІ ", "NÃO ", "NO ")
QUOTES: Final = ('""', '""', "«»", "“”", "„”")
VALUES: Final[dict[str, tuple[str, ...]]] = {
    "source": SOURCES,
    "lang": ("ru", "uk", "en", "pt", "es"),
    "type": ("fixed", "hourly", "monthly"),
    "client.country": COUNTRIES,
}


def a_query(r: Random, gigs: list[Gig]) -> Typed:
    """A query of one to many conditions, about words that some of the gigs have."""
    while True:
        query = _query(r, gigs)
        if len(leaves_of(meaning_of(query))) <= MAX_CONDITIONS:
            return query


def _query(r: Random, gigs: list[Gig]) -> Typed:
    if r.random() < 0.06:
        return _everything(r, gigs)
    count = r.choice((1, 1, 1, 2, 2, 3, 4, 12 if r.random() < 0.15 else 2))
    groups = tuple(_group(r, gigs, depth=2) for _ in range(count))
    return Typed(groups, r.choice(JOINTS))


def _everything(r: Random, gigs: list[Gig]) -> Typed:
    parts: list[Node] = [_condition(r, r.choice(gigs)) for _ in range(r.randint(0, 3))]
    if r.random() < 0.5:
        parts.append(Neg(_words(r, r.choice(LANGUAGES), r.choice(gigs))))
    return Typed((tuple(parts),), is_everything=True)


def _group(r: Random, gigs: list[Gig], depth: int) -> tuple[Node, ...]:
    """What must hold together: something wanted, then perhaps more."""
    language, anchor = r.choice(LANGUAGES), r.choice(gigs)
    is_bare = depth < 2 and r.random() < 0.1  # within brackets conditions may stand alone
    parts: list[Node] = [_condition(r, anchor) if is_bare else _words(r, language, anchor)]
    further = r.choice((0, 0, 0, 1, 1, 2, 3))
    parts += [_part(r, language, anchor, gigs, depth) for _ in range(further)]
    r.shuffle(parts)
    return tuple(parts)


def _part(r: Random, language: str, anchor: Gig, gigs: list[Gig], depth: int) -> Node:
    chance = r.random()
    if chance < 0.25:
        return _condition(r, anchor)
    if chance < 0.42:
        return Neg(_negated(r, language, anchor, gigs, depth), r.choice(SIGNS))
    if chance < 0.6 and depth:
        return _bracket(r, gigs, depth)
    if chance < 0.68:
        return Rx(_pattern(r, language), r.choice(SCOPES))
    return _words(r, language, anchor)


def _negated(r: Random, language: str, anchor: Gig, gigs: list[Gig], depth: int) -> Node:
    chance = r.random()
    if chance < 0.15 and depth:
        return _bracket(r, gigs, depth)
    if chance < 0.4:
        return _member(r) if r.random() < 0.3 else a_limit(r, anchor)
    return _words(r, language, anchor)


def _bracket(r: Random, gigs: list[Gig], depth: int) -> Bracket:
    groups = tuple(_group(r, gigs, depth - 1) for _ in range(r.choice((1, 2, 2, 3))))
    return Bracket(groups, r.choice(JOINTS[3:]), r.choice(SCOPES))


def _condition(r: Random, anchor: Gig) -> Leaf:
    chance = r.random()
    if chance < 0.4:
        return _member(r)
    return a_limit(r, anchor) if chance < 0.9 else said(r, anchor)


def _member(r: Random) -> Mem:
    name = r.choice(tuple(VALUES))
    values = r.sample(VALUES[name], r.choice((1, 1, 2)))
    typed = values[0] if len(values) == 1 else f"({' | '.join(values)})"
    return Mem(name, tuple(sorted(values)), f"{name}:{typed}", r.random() < 0.3)


def _words(r: Random, language: str, anchor: Gig) -> Words:
    """A word, exact word, prefix or phrase; half of them stand in the anchor."""
    chance, scope = r.random(), r.choice(SCOPES)
    if chance < 0.25:
        return _phrase(r, language, anchor, scope)
    [word] = some_words(r, language, 1)
    typed = as_typed(r, word.text)
    if chance < 0.4:
        return Words((_ask(word, "exact"),), f"={typed}", scope)
    if chance < 0.55 and len(word.text) > 3 and word.text.isalpha():
        start = typed[: r.randint(2, len(word.text))]
        return Words((Ask(-1, plain(start), "prefix"),), f"{start}*", scope)
    return Words((_ask(word, "forms"),), typed, scope)


def _phrase(r: Random, language: str, anchor: Gig, scope: str) -> Words:
    """Words in quotation marks or joined by a hyphen, often as they stand in the anchor."""
    mode: AskMode = r.choice(("forms", "forms", "exact"))
    spans = [one for one in anchor.fields if len(one.tokens) > 1]
    if spans and r.random() < 0.75:
        field = r.choice(spans)
        start = r.randrange(len(field.tokens) - 1)
        tokens = field.tokens[start : start + r.choice((2, 2, 3))]
        asks = tuple(Ask(one.entry, one.plain, mode) for one in tokens)
        words = [one.plain for one in tokens]
    else:
        spellings = some_words(r, language, 2)
        asks, words = tuple(_ask(one, mode) for one in spellings), [s.text for s in spellings]
    if mode == "forms" and all(word.isalpha() for word in words) and r.random() < 0.2:
        return Words(asks, "-".join(words), scope)
    left, right = r.choice(QUOTES)
    text = r.choice((" ", " ", ", ", "  ")).join(as_typed(r, word) for word in words)
    return Words(asks, f"{'=' if mode == 'exact' else ''}{left}{text}{right}", scope)


def _ask(word: Spelling, mode: AskMode) -> Ask:
    return Ask(word.entry, word.plain, mode)


def as_typed(r: Random, word: str) -> str:
    """As a thumb types it: a capital at the start, no accents."""
    return r.choice((word, word, word.capitalize(), word.upper(), plain(word)))


def _pattern(r: Random, language: str) -> str:
    one, two = (word.text for word in some_words(r, language, 2))
    # After a sign the product's border holds where Python's does not: `c#` is a word to people.
    has_borders = one.isalpha() and two.isalpha()
    stem, other = _escaped(one[: max(2, len(one) - 2)]), _escaped(two)
    plain_ones = (
        stem,
        rf"{stem}.{{0,12}}{other}",
        rf"^{stem}",
        rf"{other}$",
        rf"(?:{stem})\w?[ \n]+\w+",
        rf"[^\w ] ?{stem}",
    )
    borders = (rf"\b{stem}\w*\b", rf"\b(?:{stem}|{other})\b", rf"\b{other}\b")
    return r.choice((*plain_ones, *borders) if has_borders else plain_ones)


def _escaped(text: str) -> str:
    return re.escape(text).replace("/", r"\/").replace("'", ".")
