"""What is done with filters: each press names the filter and the act, each act is done once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gigwire.contracts.delivery import Reply
from gigwire.contracts.people import Removed
from gigwire.domain.cards.html import clean, cut, shown
from gigwire.domain.chat import filter_screens as views
from gigwire.domain.chat import screens, share
from gigwire.domain.chat.advice import advice_of, dropped
from gigwire.domain.chat.show import Screen, sent, shown_in_place
from gigwire.domain.chat.turn import Decision, reply
from gigwire.domain.filters import filter_of, problem_of_adding

if TYPE_CHECKING:
    from collections.abc import Callable

    from gigwire.contracts.people import Filter, Subscriber
    from gigwire.domain.chat.codes import ScreenPress
    from gigwire.domain.chat.turn import Pressed, Turn

NAME_CHARACTERS: Final = 60
_RANKS: Final = ("low", "normal", "high")


def show(turn: Turn) -> Decision:
    """/filters."""
    return sent(views.listed(turn))


def list_press(turn: Turn, pressed: Pressed, read: ScreenPress) -> Decision:
    """The list, or the filter that was deleted last brought back to its place."""
    removed = turn.dialog.removed
    if read.word(0) != "undo":
        return shown_in_place(pressed, views.listed(turn))
    held = turn.person.filters
    if removed is None or removed.filter.filter_id != read.word(1):
        return shown_in_place(pressed, views.listed(turn), toast=turn.words("toast-outdated"))
    if problem := problem_of_adding(removed.filter, held, turn.person.ceilings.filters):
        return shown_in_place(pressed, Screen(screens.problems((problem,), turn.words).text))
    filters = (*held[: removed.place], removed.filter, *held[removed.place :])
    dialog = turn.dialog.model_copy(update={"removed": None})
    changed = turn.changed(filters=filters, dialog=dialog)
    screen = views.listed(turn.with_person(changed))
    return shown_in_place(pressed, screen, changed, turn.words("toast-restored"))


def one_press(turn: Turn, pressed: Pressed, read: ScreenPress) -> Decision:
    """A filter's screen, or an act on it. One that is gone leads to the list."""
    wanted = held_filter(turn.person, read.word(0))
    if wanted is None:
        return _gone(turn, pressed, read.word(0))
    act = _ACTS.get(read.word(1))
    if act is None:
        return shown_in_place(pressed, _view(turn, wanted, read.word(1)))
    return act(turn, pressed, wanted, read)


def _gone(turn: Turn, pressed: Pressed, key: str) -> Decision:
    """The list; a second tap on Delete leaves the Undo that the first one brought."""
    removed, words = turn.dialog.removed, turn.words
    is_last = removed is not None and removed.filter.filter_id == key
    news = views.deleted_text(removed.filter, words) if removed and is_last else ""
    return shown_in_place(pressed, views.listed(turn, news), toast=words("toast-filter-gone"))


def _view(turn: Turn, wanted: Filter, what: str) -> Screen:
    match what:
        case "days":
            return views.days_view(turn, wanted)
        case "advice":
            found = advice_of(wanted.query, turn.around.recent, turn.now)
            return views.advice_view(turn, wanted, found)
        case "share":
            return views.share_view(turn, wanted, _link(turn, wanted))
        case _:
            return views.one_view(turn, wanted)


def _link(turn: Turn, wanted: Filter) -> str | None:
    around = turn.around
    token = share.token_of(wanted.query, around.share_key)
    if token is None or not around.bot_name or not around.share_key:
        return None
    return f"https://t.me/{around.bot_name}?start={token}"


def _altered(turn: Turn, pressed: Pressed, wanted: Filter, changes: dict[str, object]) -> Decision:
    altered = wanted.model_copy(update=changes)
    changed = turn.changed(filters=replaced(turn.person, wanted, altered))
    screen = views.one_view(turn.with_person(changed), altered)
    return shown_in_place(pressed, screen, changed, turn.words("toast-set"))


def _ask(turn: Turn, pressed: Pressed, wanted: Filter, read: ScreenPress) -> Decision:
    what = read.word(1)
    changed = turn.at(awaits=what, about=wanted.filter_id)
    return shown_in_place(pressed, views.asked(turn, wanted, what), changed)


def _rank(turn: Turn, pressed: Pressed, wanted: Filter, read: ScreenPress) -> Decision:
    priority = read.word(2) if read.word(2) in _RANKS else wanted.priority
    return _altered(turn, pressed, wanted, {"priority": priority})


def _hold(turn: Turn, pressed: Pressed, wanted: Filter, read: ScreenPress) -> Decision:
    return _altered(turn, pressed, wanted, {"is_paused": read.word(1) == "hold"})


def _delete(turn: Turn, pressed: Pressed, wanted: Filter, _: ScreenPress) -> Decision:
    held = turn.person.filters
    removed = Removed(filter=wanted, place=held.index(wanted))
    dialog = turn.dialog.model_copy(update={"removed": removed, "awaits": ""})
    rest = tuple(one for one in held if one is not wanted)
    changed = turn.changed(filters=rest, dialog=dialog)
    news = views.deleted_text(wanted, turn.words)
    screen = views.listed(turn.with_person(changed), news)
    return shown_in_place(pressed, screen, changed, turn.words("toast-deleted"))


def _drop(turn: Turn, pressed: Pressed, wanted: Filter, read: ScreenPress) -> Decision:
    """The adviser's word: the filter without one of its conditions."""
    query = dropped(wanted.query, read.word(2))
    if query is None:
        screen = views.one_view(turn, wanted)
        return shown_in_place(pressed, screen, toast=turn.words("toast-outdated"))
    altered, changed = _edited(turn, wanted, query)
    if altered is None or changed is None:
        return shown_in_place(pressed, views.one_view(turn, wanted))
    screen = views.one_view(turn.with_person(changed), altered)
    return shown_in_place(pressed, screen, changed, turn.words("toast-set"))


def _here(turn: Turn, pressed: Pressed, wanted: Filter, _: ScreenPress) -> Decision:
    """Of a forum: the filter posts into the topic where the button was pressed."""
    return _altered(turn, pressed, wanted, {"thread_id": turn.thread_id, "is_paused": False})


_ACTS: Final[dict[str, Callable[[Turn, Pressed, Filter, ScreenPress], Decision]]] = {
    "edit": _ask,
    "copy": _ask,
    "rename": _ask,
    "rank": _rank,
    "hold": _hold,
    "run": _hold,
    "drop": _drop,
    "delete": _delete,
    "here": _here,
}


def typed(turn: Turn, text: str) -> Decision | None:
    """Text that was asked for; None: the filter that it is for is gone."""
    wanted = held_filter(turn.person, turn.dialog.about or "")
    if wanted is None:
        return None
    if turn.dialog.awaits == "rename":
        return _renamed(turn, wanted, text)
    made, problems = filter_of(text, turn.person.currency)
    if made is None:
        return Decision(says=(screens.problems(problems, turn.words, text),))
    if turn.dialog.awaits == "copy":
        return added(turn, made)
    return _replaced(turn, wanted, text)


def _renamed(turn: Turn, wanted: Filter, text: str) -> Decision:
    name = cut(clean(text).replace("\n", " "), NAME_CHARACTERS)
    altered = wanted.model_copy(update={"name": name or wanted.name})
    dialog = turn.dialog.model_copy(update={"awaits": ""})
    changed = turn.changed(filters=replaced(turn.person, wanted, altered), dialog=dialog)
    return sent(views.one_view(turn.with_person(changed), altered), changed)


def _replaced(turn: Turn, wanted: Filter, text: str) -> Decision:
    altered, changed = _edited(turn, wanted, text)
    if altered is None or changed is None:
        twin = filter_of(text, turn.person.currency).filter
        known = turn.words("filter-known", query=shown(twin.query if twin else text, 90))
        return Decision(says=(reply(known),))
    return sent(views.one_view(turn.with_person(changed), altered), changed)


def _edited(turn: Turn, wanted: Filter, text: str) -> tuple[Filter | None, Subscriber | None]:
    """The filter with another query, in its place; a name of its own is kept.

    None where another filter means that already, or there are too many of the kind.
    """
    made = filter_of(text, turn.person.currency).filter
    others = tuple(one for one in turn.person.filters if one is not wanted)
    if made is None or any(one.filter_id == made.filter_id for one in others):
        return None, None
    if problem_of_adding(made, others):
        return None, None
    was_named = filter_of(wanted.query).filter
    has_own_name = was_named is None or wanted.name not in (was_named.name, wanted.query)
    name = wanted.name if has_own_name else made.name
    kept = {"filter_id": made.filter_id, "query": made.query, "name": name}
    altered = wanted.model_copy(update=kept)
    dialog = turn.dialog.model_copy(update={"awaits": ""})
    return altered, turn.changed(filters=replaced(turn.person, wanted, altered), dialog=dialog)


def added(turn: Turn, made: Filter) -> Decision:
    """One filter more, saved, with what it brings; the same again is only named."""
    words, held = turn.words, turn.person.filters
    if any(one.filter_id == made.filter_id for one in held):
        return Decision(says=(screens.known(made, words),))
    if problem := problem_of_adding(made, held, turn.person.ceilings.filters):
        return Decision(says=(screens.problems((problem,), words),))
    dialog = turn.dialog.model_copy(update={"awaits": "", "stage": "done"})
    changed = turn.changed(filters=(*held, made), status="active", dialog=dialog)
    return sent(views.saved(turn.with_person(changed), made), changed)


def shared(turn: Turn, token: str) -> Decision:
    """/start with a filter of somebody else's."""
    wanted = _of_token(turn, token)
    if wanted is None:
        return Decision(says=(reply(turn.words("share-wrong")),))
    changed = turn.changed(chat_id=turn.chat_id) if turn.subscriber is None else None
    return sent(views.received(turn, wanted, token), changed)


def take_press(turn: Turn, pressed: Pressed, read: ScreenPress) -> Decision:
    """Take a shared filter; a second tap finds it there."""
    wanted = _of_token(turn, read.word(0))
    if wanted is None:
        return shown_in_place(pressed, Screen(turn.words("share-wrong")))
    decision = added(turn, wanted)
    (said,) = decision.says
    assert isinstance(said, Reply), "a filter that is added is shown"
    screen = Screen(said.text or "", said.keyboard)
    return shown_in_place(pressed, screen, decision.subscriber)


def _of_token(turn: Turn, token: str) -> Filter | None:
    around = turn.around
    query = share.query_of(token, around.share_key) if around.share_key else None
    return filter_of(query, turn.person.currency).filter if query else None


def held_filter(person: Subscriber, key: str) -> Filter | None:
    """The person's own filter of that id."""
    return next((one for one in person.filters if one.filter_id == key), None)


def replaced(person: Subscriber, gone: Filter, new: Filter) -> tuple[Filter, ...]:
    """All filters, one of them another."""
    return tuple(new if one is gone else one for one in person.filters)
