"""`/saved`: the cards that a person keeps, a page at a time, newest first.

A page is named by the time of the card before it, not by a number: what is added or removed
meanwhile shifts nothing, and the buttons of an old list still mean the same.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from gigwire.contracts.delivery import Button
from gigwire.domain.cards.html import link, safe_url, shown
from gigwire.domain.cards.money import age
from gigwire.domain.cards.places import place_name
from gigwire.domain.chat.turn import Decision, answer, edit, out_of_date, reply

if TYPE_CHECKING:
    from gigwire.contracts.delivery import KeyboardEdit
    from gigwire.contracts.saved import SavedCard
    from gigwire.domain.cards.keyboards import Keyboard
    from gigwire.domain.chat.turn import Pressed, Turn

MARK: Final = "sv"  # what our callback data begins with
PAGE: Final = 5
MAX_TITLE: Final = 80
MAX_NAME: Final = 30
NEWEST: Final = 2**52  # milliseconds: later than any card

Saved = tuple["SavedCard", ...]


def show(turn: Turn) -> Decision:
    """The newest page, as a message of its own."""
    return Decision(says=(reply(*_page(turn, turn.person.saved, NEWEST)),))


def press(turn: Turn, pressed: Pressed, data: str) -> Decision:
    """Turn a page, or take a card out; one that is out already is only said to be."""
    _, verb, first, second = [*data.split(":"), "", "", ""][:4]
    saved = turn.person.saved
    if verb == "p" and (until := _number(first)) is not None:
        return Decision(says=(answer(pressed), *_shown(turn, pressed, saved, until)))
    if verb != "r" or (until := _number(second)) is None:
        return out_of_date(turn, pressed)
    left = tuple(one for one in saved if one.cluster_id != first)
    toast = answer(pressed, turn.words("toast-saved-removed"))
    changed = turn.changed(saved=left) if left != saved else None
    return Decision(changed, (toast, *_shown(turn, pressed, left, until)))


def _number(text: str) -> int | None:
    is_number = text.isascii() and text.isdigit() and len(text) <= 16
    return int(text) if is_number else None


def _shown(turn: Turn, pressed: Pressed, saved: Saved, until: int) -> tuple[KeyboardEdit, ...]:
    text, keyboard = _page(turn, saved, until)
    return edit(pressed, keyboard, text)


def _page(turn: Turn, saved: Saved, until: int) -> tuple[str, Keyboard]:
    """Cards that were saved before `until`, or the newest where none was."""
    words = turn.words
    if not saved:
        return words("saved-none"), ()
    ordered = sorted(saved, key=_when, reverse=True)
    begin = next((at for at, one in enumerate(ordered) if _when(one) < until), 0)
    items = ordered[begin : begin + PAGE]
    lines = [f"{number}. {_line(one, turn)}" for number, one in enumerate(items, begin + 1)]
    text = "\n".join((words("saved-title", count=len(ordered)), "", *lines))
    removes = tuple(
        Button(
            text=words("button-saved-remove", number=number),
            data=f"{MARK}:r:{one.cluster_id}:{min(until, NEWEST)}",
        )
        for number, one in enumerate(items, begin + 1)
    )
    rows = (removes[:3], removes[3:], _turning(turn, ordered, begin))
    return text, tuple(row for row in rows if row)


def _turning(turn: Turn, ordered: list[SavedCard], begin: int) -> tuple[Button, ...]:
    found = []
    if begin:
        before = begin - PAGE - 1
        until = _when(ordered[before]) if before >= 0 else NEWEST
        found.append(Button(text=turn.words("button-saved-newer"), data=f"{MARK}:p:{until}"))
    if begin + PAGE < len(ordered):
        until = _when(ordered[begin + PAGE - 1])
        found.append(Button(text=turn.words("button-saved-older"), data=f"{MARK}:p:{until}"))
    return tuple(found)


def _when(card: SavedCard) -> int:
    return int((card.at - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds() * 1000)


def _line(card: SavedCard, turn: Turn) -> str:
    words, url = turn.words, safe_url(card.url or "")
    title = link(url, shown(card.title, MAX_TITLE))
    place = shown(place_name(card.source, card.url or ""), MAX_NAME) if card.source or url else ""
    parts = [title, place, age(card.at, turn.now, words)]
    if card.is_applied:
        parts.append(words("saved-applied"))
    return " · ".join(part for part in parts if part)
