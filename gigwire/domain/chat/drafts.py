"""A filter put together by chips: what is chosen, as text of the language and as screens.

Serves the first steps (`first`) and every later filter (`new`): the same screens, the same record.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gigwire.contracts.ids import digest
from gigwire.domain.cards.html import cut, escape, shown
from gigwire.domain.cards.money import money
from gigwire.domain.chat.preview import count_line, looked_at
from gigwire.domain.chat.show import Screen, back, button, choice, rows, titled
from gigwire.domain.chat.skills import OWN, PAGE, label_of, query_of, skills
from gigwire.domain.filters import filter_of
from gigwire.domain.rates import minor_digits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gigwire.contracts.delivery import Button
    from gigwire.contracts.people import Draft, Locale
    from gigwire.domain.cards.keyboards import Keyboard
    from gigwire.domain.chat.turn import Turn
    from gigwire.domain.filters import ParsedFilter

MAX_LABEL: Final = 24
# Whole units: what people ask at least, from an errand to a month's work.
BUDGETS: Final[dict[str, tuple[int, ...]]] = {
    "USD": (30, 100, 300, 500, 1_000),
    "EUR": (30, 100, 300, 500, 1_000),
    "GBP": (30, 100, 250, 500, 1_000),
    "UAH": (1_000, 4_000, 10_000, 20_000, 40_000),
    "RUB": (2_000, 5_000, 15_000, 30_000, 100_000),
    "BRL": (150, 500, 1_500, 3_000, 5_000),
}


def flow_of(turn: Turn) -> str:
    """The screen that a draft belongs to: of a person's first steps, or of any other filter."""
    return "new" if turn.person.filters or turn.person.group else "first"


def own_code(words: str) -> str:
    """How a button names a person's own words."""
    return digest("own", words, size=4)


def text_of(draft: Draft, currency: str) -> str:
    """The draft as a person would type it; empty where nothing is chosen."""
    if not draft.skills:
        return ""
    parts = [query_of(draft.skills)]
    if draft.budget:
        parts.append(f"budget>={draft.budget}{currency.lower()}")
    return " ".join(parts)


def filter_of_draft(draft: Draft, currency: str, locale: Locale) -> ParsedFilter:
    """The filter, named by its chips."""
    name = ", ".join(label_of(one, locale) for one in draft.skills)
    return filter_of(text_of(draft, currency), currency, cut(name, 60))


def skills_view(turn: Turn, page: int, crumbs: Sequence[str], intro: str) -> Screen:
    """Chips to choose from, those chosen marked; what they would bring."""
    words, draft, flow = turn.words, turn.dialog.draft, flow_of(turn)
    lines = [intro]
    if draft.skills:
        names = ", ".join(shown(label_of(one, words.locale), 40) for one in draft.skills)
        lines += ["", words("draft-chosen", names=names), *_looked(turn)]
    every = tuple(skills().values())
    pages = -(-len(every) // PAGE)
    page %= pages
    chips = [
        _chip(one.key, one.label(words.locale), one.key in draft.skills, flow, page)
        for one in every[page * PAGE : (page + 1) * PAGE]
    ]
    further = button(words("button-page", page=page + 1, pages=pages), flow, "page", page + 1)
    keyboard = (*rows(_own_chips(turn, flow, page)), *rows(chips, 2), (further,))
    return Screen(titled(crumbs, *lines), (*keyboard, *_ends(turn, flow)))


def _ends(turn: Turn, flow: str) -> Keyboard:
    """The last rows of the chips: on, or out."""
    words = turn.words
    onward = ((button(words("button-next"), flow, "budget"),),) if turn.dialog.draft.skills else ()
    if flow == "new":
        return (*onward, back(words, "list"))
    language = button("🌐 " + words("button-language"), flow, "language")
    return (*onward, (language, button(words("button-skip"), flow, "skip")))


def _chip(key: str, label: str, is_chosen: bool, flow: str, page: int) -> Button:  # noqa: FBT001 - a column of a table
    verb = "drop" if is_chosen else "add"
    return choice(cut(label, MAX_LABEL), flow, verb, key, page, is_chosen=is_chosen)


def _own_chips(turn: Turn, flow: str, page: int) -> list[Button]:
    own = [one for one in turn.dialog.draft.skills if one.startswith(OWN)]
    return [_chip(own_code(one), one.removeprefix(OWN), True, flow, page) for one in own]  # noqa: FBT003 - same


def budget_view(turn: Turn, crumbs: Sequence[str]) -> Screen:
    """The least budget, in round sums of the person's currency."""
    words, person, flow = turn.words, turn.person, flow_of(turn)
    currency = person.currency
    sums = [
        choice(
            words("budget-from", amount=amount_text(amount, turn)),
            flow,
            "least",
            amount,
            is_chosen=turn.dialog.draft.budget == amount,
        )
        for amount in BUDGETS.get(currency, BUDGETS["USD"])
    ]
    anything = button(words("budget-any"), flow, "least", 0)
    other = button(words("button-currency", currency=currency), flow, "currency")
    text = titled(crumbs, words("budget-ask"), *_looked(turn))
    return Screen(text, (*rows((anything, *sums)), (other,), back(words, flow, "page", 0)))


def amount_text(amount: int, turn: Turn) -> str:
    """A sum as the person reads money; plain text."""
    currency = turn.person.currency
    return money(amount * 10 ** minor_digits(currency), currency, turn.words.locale)


def _looked(turn: Turn) -> list[str]:
    """What the draft would bring, as it stands."""
    made = filter_of(text_of(turn.dialog.draft, turn.person.currency), turn.person.currency)
    if made.filter is None:
        return []
    return [count_line(looked_at(turn, made.filter.query), turn.words)]


def query_line(query: str, limit: int) -> str:
    """A query as code, cut."""
    return f"<code>{escape(cut(query, limit))}</code>"
