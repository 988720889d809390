"""Settings › Peace › Muted: the list, what is typed into it, and what is taken off it again.

A mute is named in a button by a digest of itself, so old buttons mean the same whatever was added
or removed meanwhile.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, get_args

from pydantic import ValidationError

from gigwire.contracts.ids import digest
from gigwire.contracts.peace import Mute, MuteKind
from gigwire.contracts.people import Unmuted
from gigwire.domain.cards.html import cut, shown
from gigwire.domain.cards.places import BOARDS
from gigwire.domain.chat.peace_screens import page
from gigwire.domain.chat.show import (
    Screen,
    back,
    button,
    choice,
    rows,
    sent,
    shown_in_place,
    titled,
)
from gigwire.domain.filters import compiled_query
from gigwire.domain.filters.expression import All, Either, Phrase, Word
from gigwire.domain.text import term_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gigwire.contracts.delivery import Button
    from gigwire.contracts.people import Subscriber
    from gigwire.domain.cards.keyboards import Keyboard
    from gigwire.domain.cards.words import Words
    from gigwire.domain.chat.codes import ScreenPress
    from gigwire.domain.chat.turn import Decision, Pressed, Turn
    from gigwire.domain.filters.expression import Expression

ACTS: Final = ("mutes", "mute", "unmute", "remute", "board")
AWAITS: Final = "mute_"
MOST: Final = 100
PAGE: Final = 8
MAX_BUTTON: Final = 36
MAX_NAME: Final = 60
KINDS: Final[tuple[MuteKind, ...]] = get_args(MuteKind)
_BETWEEN: Final = re.compile(r"[,;\n]")


def listed(turn: Turn, at: int = 0, news: str = "") -> Screen:
    """A page of the list; a tap takes one off."""
    words, held = turn.words, turn.person.peace.mutes
    pages = max(1, -(-len(held) // PAGE))
    at = min(at, pages - 1)
    shown_here = held[at * PAGE : (at + 1) * PAGE]
    taking = [(button(f"✕ {_label(one, words)}", "peace", "unmute", key_of(one), at),)
              for one in shown_here]  # fmt: skip
    turning = () if pages == 1 else (_further(turn, at, pages),)
    adding = tuple(button(f"➕ {_kind(one, words)}", "peace", "mute", one) for one in KINDS)
    told = words("mutes-tap") if held else words("mutes-none")
    lines = ((news, "") if news else ()) + (words("peace-muted", count=len(held)), told)
    return page(words, words("crumb-mutes"), (*_undo(turn), *taking, *turning, adding), *lines)


def asked(turn: Turn, kind: MuteKind) -> Screen:
    """What is to be typed; boards can be tapped."""
    words = turn.words
    crumbs = (words("settings-title"), words("crumb-peace"), words("crumb-mutes"))
    match kind:
        case "word":
            ask = words("mute-ask-word")
        case "client":
            ask = words("mute-ask-client")
        case "source":
            ask = words("mute-ask-source")
    boards = _boards(turn) if kind == "source" else ()
    return Screen(titled(crumbs, ask), (*boards, back(words, "peace", "mutes")))


def press(turn: Turn, pressed: Pressed, read: ScreenPress) -> Decision:
    """A button of the list."""
    act, value = read.word(0), read.word(1)
    if act == "mute" and value in KINDS:
        changed = turn.at(awaits=f"{AWAITS}{value}")
        return shown_in_place(pressed, asked(turn, _kind_of(value)), changed)
    if act == "unmute":
        return _unmute(turn, pressed, value, _number(read.word(2)))
    if act == "remute":
        return _remute(turn, pressed, value)
    if act == "board" and value in BOARDS:
        return _board(turn, pressed, value, is_wanted=read.word(2) == "off")
    return shown_in_place(pressed, listed(turn, _number(value)))


def typed(turn: Turn, text: str) -> Decision:
    """What was asked for: words or boards between commas, or one client."""
    words, kind = turn.words, _kind_of(turn.dialog.awaits.removeprefix(AWAITS))
    found = [_mute(kind, one) for one in ([text] if kind == "client" else _BETWEEN.split(text))]
    new = list(dict.fromkeys(one for one in found if one is not None))
    if not new or None in found:
        wrong = words("mute-unknown-board") if kind == "source" else words("mute-wrong")
        return sent(Screen(wrong, asked(turn, kind).keyboard))
    held = turn.person.peace.mutes
    mutes = (*held, *(one for one in new if one not in held))
    if len(mutes) > MOST:
        return sent(listed(turn, news=words("toast-mutes-full")))
    changed = _muting(turn, mutes)
    names = shown(", ".join(_name(one) for one in new), MAX_NAME)
    news = words("mute-added", name=names)
    wanted = [_name(one) for one in new if _is_wanted(one, turn.person)]
    if wanted:
        news += "\n" + words("mute-wanted", name=shown(", ".join(wanted), MAX_NAME))
    return sent(listed(turn.with_person(changed), (len(mutes) - 1) // PAGE, news), changed)


def _unmute(turn: Turn, pressed: Pressed, key: str, at: int) -> Decision:
    words, held = turn.words, turn.person.peace.mutes
    gone = next((one for one in held if key_of(one) == key), None)
    if gone is None:
        return shown_in_place(pressed, listed(turn, at), toast=words("toast-unmuted-before"))
    kept = tuple(one for one in held if one is not gone)
    changed = _muting(turn, kept, Unmuted(mute=gone, place=held.index(gone)))
    toast = words("toast-unmuted", name=cut(_name(gone), MAX_NAME))
    return shown_in_place(pressed, listed(turn.with_person(changed), at), changed, toast)


def _remute(turn: Turn, pressed: Pressed, key: str) -> Decision:
    words, held, gone = turn.words, turn.person.peace.mutes, turn.dialog.unmuted
    if gone is None or key_of(gone.mute) != key or len(held) >= MOST:
        return shown_in_place(pressed, listed(turn), toast=words("toast-outdated"))
    others = tuple(one for one in held if one != gone.mute)
    mutes = (*others[: gone.place], gone.mute, *others[gone.place :])
    changed = _muting(turn, mutes)
    screen = listed(turn.with_person(changed), gone.place // PAGE)
    return shown_in_place(pressed, screen, changed, words("toast-restored"))


def _board(turn: Turn, pressed: Pressed, board: str, *, is_wanted: bool) -> Decision:
    mute = Mute(kind="source", value=board)
    held = tuple(one for one in turn.person.peace.mutes if one != mute)
    if is_wanted and len(held) >= MOST:
        return shown_in_place(pressed, listed(turn), toast=turn.words("toast-mutes-full"))
    changed = _muting(turn, (*held, mute) if is_wanted else held)
    screen = asked(turn.with_person(changed), "source")
    return shown_in_place(pressed, screen, changed, turn.words("toast-set"))


def _muting(turn: Turn, mutes: tuple[Mute, ...], gone: Unmuted | None = None) -> Subscriber:
    peace = turn.person.peace.model_copy(update={"mutes": mutes})
    dialog = turn.dialog.model_copy(update={"awaits": "", "unmuted": gone})
    return turn.changed(peace=peace, dialog=dialog)


def key_of(mute: Mute) -> str:
    """How a button names a mute."""
    return digest("mute", mute.kind, mute.value, size=5)


def _mute(kind: MuteKind, text: str) -> Mute | None:
    """The mute that a text means; None where it means none."""
    value = " ".join(text.split())
    if kind == "source":
        low = value.casefold()
        known = (key for key, names in BOARDS.items() if low in {key, *map(str.casefold, names)})
        value = next(known, "")
    if kind == "word" and term_of(value) is None:
        return None
    try:
        return Mute(kind=kind, value=value)
    except ValidationError:  # nothing, or too long
        return None


def _is_wanted(mute: Mute, person: Subscriber) -> bool:
    """Whether a filter of the person's own looks for the very word."""
    if mute.kind != "word":
        return False
    term = term_of(mute.value)
    trees = (compiled_query(one.query).expression for one in person.filters if not one.is_paused)
    return any(term == term_of(text) for tree in trees if tree for text in _words_of(tree))


def _words_of(tree: Expression) -> Iterator[str]:
    match tree:
        case All(parts) | Either(parts):
            for part in parts:
                yield from _words_of(part)
        case Word(text) | Phrase(text):
            yield text


def _boards(turn: Turn) -> Keyboard:
    muted = {one.value for one in turn.person.peace.mutes if one.kind == "source"}
    return rows(
        (
            choice(BOARDS[one][0], "peace", "board", one, "on" if one in muted else "off",
                   is_chosen=one in muted)
            for one in BOARDS
        ),
        2,
    )  # fmt: skip


def _further(turn: Turn, at: int, pages: int) -> tuple[Button, ...]:
    text = turn.words("button-page", page=at + 1, pages=pages)
    return (button(text, "peace", "mutes", (at + 1) % pages),)


def _undo(turn: Turn) -> Keyboard:
    gone = turn.dialog.unmuted
    if gone is None:
        return ()
    text = f"↩️ {turn.words('button-undo')}: {cut(_name(gone.mute), 20)}"
    return ((button(text, "peace", "remute", key_of(gone.mute)),),)


def _label(mute: Mute, words: Words) -> str:
    return cut(f"{_kind(mute.kind, words)}: {_name(mute)}", MAX_BUTTON)


def _kind(kind: MuteKind, words: Words) -> str:
    match kind:
        case "word":
            return words("mute-word")
        case "client":
            return words("mute-client")
        case "source":
            return words("mute-source")


def _kind_of(text: str) -> MuteKind:
    return next((one for one in KINDS if one == text), "word")


def _name(mute: Mute) -> str:
    return BOARDS.get(mute.value, (mute.value, ""))[0] if mute.kind == "source" else mute.value


def _number(word: str) -> int:
    return int(word) if word.isdecimal() and len(word) < 4 else 0
