"""The buttons under a card, before and after a press. Owns no wording.

What holds is read back from the buttons themselves, and from the person's own list of saved cards:
a card in a chat is its own state, so that any process may answer a press, at any time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from gigwire.contracts.delivery import Button
from gigwire.domain.cards.presses import CardPress, CardVerb, card_data, read_press
from gigwire.domain.chat.codes import screen_data
from gigwire.domain.schedule.asking import remind_button

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gigwire.contracts.ids import ClusterId
    from gigwire.contracts.messages import UserHit
    from gigwire.domain.cards.words import Words

Row = tuple[Button, ...]
Keyboard = tuple[Row, ...]

# A button that takes something back says that it holds.
_SAYS: Final[dict[CardVerb, str]] = {"unsave": "save", "unlike": "like", "unapplied": "applied"}
MAX_OPTION: Final = 24
MINE: Final = "mine"  # the button of a group's card by which anybody takes its filter


class CardFace(NamedTuple):
    """What a card's buttons are about, and what the person did with it (`acts`)."""

    url: str | None
    cluster: ClusterId
    source: str
    acts: frozenset[str] = frozenset()


class Option(NamedTuple):
    """One thing that less may be wanted of: the button's text, and what comes back."""

    text: str
    argument: str


def acts_shown(keyboard: Keyboard) -> frozenset[str]:
    """What the buttons of a message say that holds."""
    pressed = (read_press(one.data) for row in keyboard for one in row if one.data)
    return frozenset(
        _SAYS[one.verb] for one in pressed if isinstance(one, CardPress) and one.verb in _SAYS
    )


def card_keyboard(face: CardFace, words: Words) -> Keyboard:
    """All that can be pressed under a card; what is saved may be applied for."""
    applied = (_applied(face, words),) if "save" in face.acts else ()
    return _rows(
        (_opening(face, words), _saving(face, words)),
        applied,
        (_liking(face, words), _button(words("button-less"), face, "ask")),
        _last(face, words),
    )


def shared_keyboard(url: str | None, hit: UserHit | None, words: Words) -> Keyboard:
    """A card that a whole group reads: Open, and the filter for whoever wants it, too."""
    opening = Button(text=words("button-open"), url=url) if url else None
    found = hit.hits[0].filter_id if hit and hit.hits else None
    mine = Button(text=words("button-mine"), data=screen_data(MINE, found)) if found else None
    return _rows((opening, mine))


def hidden_keyboard(face: CardFace, argument: str, words: Words) -> Keyboard:
    """A hidden card: nothing but the way back, for as long as `argument` says."""
    undo = _button(words("button-hidden"), face, "unhide", argument) if argument else None
    return _rows((_opening(face, words),), (undo,))


def less_keyboard(face: CardFace, options: Iterable[Option], words: Words) -> Keyboard:
    """Of what less is wanted: a row each, and back."""
    rows = [(_button(one.text, face, "less", one.argument),) for one in options]
    return _rows(*rows, (_button(words("button-card-back"), face, "back"),))


def lessened_keyboard(face: CardFace, name: str, argument: str, words: Words) -> Keyboard:
    """After it was said: what, and the way back."""
    undo = _button(words("button-lessened", name=name), face, "unless", argument)
    return _rows(
        (_opening(face, words), _saving(face, words)),
        (undo,),
        _last(face, words),
    )


def napping_keyboard(face: CardFace, options: Iterable[Option], words: Words) -> Keyboard:
    """How long all shall be quiet: a row each, and back; what else holds stays to be seen."""
    rows = [(_button(one.text, face, "snooze", one.argument),) for one in options]
    kept = card_keyboard(face, words)[:-1]
    return (*kept, *_rows(*rows, (_button(words("button-card-back"), face, "back"),)))


def napped_keyboard(face: CardFace, undo: Option, words: Words) -> Keyboard:
    """After it was said: until when, and the way back."""
    back = _button(undo.text, face, "wake", undo.argument)
    return (*card_keyboard(face, words)[:-1], *_rows((back,)))


def _rows(*rows: tuple[Button | None, ...]) -> Keyboard:
    found = (tuple(one for one in row if one is not None) for row in rows)
    return tuple(row for row in found if row)


def _last(face: CardFace, words: Words) -> tuple[Button | None, ...]:
    hiding = _button(words("button-hide"), face, "hide")
    return hiding, remind_button(words), _button(words("button-snooze"), face, "nap")


def _button(text: str, face: CardFace, verb: CardVerb, argument: str = "") -> Button | None:
    data = card_data(verb, face.cluster, face.source, argument)
    data = data or card_data(verb, face.cluster, "", argument)  # a name that cannot be carried
    return Button(text=text, data=data) if data else None


def _opening(face: CardFace, words: Words) -> Button | None:
    return Button(text=words("button-open"), url=face.url) if face.url else None


def _saving(face: CardFace, words: Words) -> Button | None:
    if "save" in face.acts:
        return _button(words("button-saved"), face, "unsave")
    return _button(words("button-save"), face, "save")


def _liking(face: CardFace, words: Words) -> Button | None:
    if "like" in face.acts:
        return _button(words("button-liked"), face, "unlike")
    return _button(words("button-more"), face, "like")


def _applied(face: CardFace, words: Words) -> Button | None:
    if "applied" in face.acts:
        return _button(words("button-applied"), face, "unapplied")
    return _button(words("button-apply"), face, "applied")
