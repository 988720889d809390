"""Filters as screens: all of them; one of them, what it brings and what can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from gigwire.contracts.delivery import Button
from gigwire.domain.cards.html import SOURCE_LIMIT, clean, cut, shown
from gigwire.domain.chat.preview import count_line, days_line, looked_at, preview
from gigwire.domain.chat.show import Screen, back, button, rows, titled

if TYPE_CHECKING:
    from gigwire.contracts.people import Filter
    from gigwire.domain.cards.keyboards import Keyboard
    from gigwire.domain.cards.words import Words
    from gigwire.domain.chat.advice import Advice
    from gigwire.domain.chat.turn import Turn

MAX_NAME: Final = 60
MAX_QUERY: Final = 90  # 20 of them and one in full fit a message
MAX_WHOLE: Final = 1_500  # a filter's own screen
MAX_BUTTON: Final = 40
_PLACES: Final = {"high": 0, "normal": 1, "low": 2}
MARKS: Final = {"low": "▽ ", "normal": "", "high": "★ "}


def listed(turn: Turn, news: str = "") -> Screen:
    """All filters, each a button that leads to it."""
    person, words = turn.person, turn.words
    new = button("➕ " + words("button-new"), "new", "page", 0)
    if not person.filters:
        text = words("filters-none")
        undo = _undo_row(turn) if news else ()
        return Screen(f"{news}\n\n{text}" if news else text, (*undo, (new,)))
    ranked = sorted(person.filters, key=lambda one: _PLACES[one.priority])
    lines = [
        f"{number}. {mark(one)}<code>{shown(one.query, MAX_QUERY)}</code>"
        for number, one in enumerate(ranked, 1)
    ]
    text = "\n".join((words("filters-title", count=len(lines)), "", *lines))
    if person.status == "paused":
        text += "\n\n" + words("filters-paused")
    names = [
        (button(mark(one) + cut(clean(one.name), MAX_BUTTON), "one", one.filter_id),)
        for one in ranked
    ]
    settings = button(words("button-settings"), "set")
    undo = _undo_row(turn) if news else ()
    return Screen(f"{news}\n\n{text}" if news else text, (*undo, *names, (new, settings)))


def one_view(turn: Turn, wanted: Filter, news: str = "") -> Screen:
    """A filter: what it asks, what it would have brought, what can be done with it."""
    words, key = turn.words, wanted.filter_id
    crumbs = (words("button-filters"), shown(wanted.name, MAX_NAME))
    lines = [f"{mark(wanted)}<code>{shown(wanted.query, MAX_WHOLE)}</code>"]
    if wanted.is_paused:
        lines.append(words("filter-is-paused"))
    if turn.person.group is not None and turn.person.group.is_forum:
        lines.append(_topic(turn, wanted))
    lines += ["", *preview(turn, wanted.query)]
    pause = words("button-resume") if wanted.is_paused else words("button-pause")
    buttons = (
        button("✏️ " + words("button-edit"), "one", key, "edit"),
        button("📋 " + words("button-copy"), "one", key, "copy"),
        button("🏷 " + words("button-rename"), "one", key, "rename"),
        button(_priority(wanted, words), "one", key, "rank", _NEXT_RANK[wanted.priority]),
        button("⏯ " + pause, "one", key, "run" if wanted.is_paused else "hold"),
        button("🔗 " + words("button-share"), "one", key, "share"),
        button("📊 " + words("button-backtest"), "one", key, "days"),
        button("💡 " + words("button-advice"), "one", key, "advice"),
        button("🗑 " + words("button-remove"), "one", key, "delete"),
        *_here(turn, wanted),
    )
    text = titled(crumbs, *((news, "") if news else ()), *lines)
    return Screen(text, (*rows(buttons, 2), back(words, "list")))


def _topic(turn: Turn, wanted: Filter) -> str:
    if wanted.thread_id == turn.thread_id:
        return turn.words("group-posts-here")
    if wanted.thread_id is None:
        return turn.words("group-posts-general")
    return turn.words("group-posts-elsewhere")


def _here(turn: Turn, wanted: Filter) -> tuple[Button, ...]:
    """Of a forum: a button that binds the filter to the topic of this screen."""
    group = turn.person.group
    if group is None or not group.is_forum or wanted.thread_id == turn.thread_id:
        return ()
    return (button("📌 " + turn.words("button-here"), "one", wanted.filter_id, "here"),)


_NEXT_RANK: Final = {"low": "normal", "normal": "high", "high": "low"}


def mark(one: Filter) -> str:
    """What is particular about a filter, before its text."""
    return ("⏸ " if one.is_paused else "") + MARKS[one.priority]


def _priority(one: Filter, words: Words) -> str:
    match one.priority:
        case "low":
            return "▽ " + words("rank-low")
        case "normal":
            return "◇ " + words("rank-normal")
        case "high":
            return "★ " + words("rank-high")


def asked(turn: Turn, wanted: Filter, what: str) -> Screen:
    """What is to be typed, with the text to begin from."""
    words = turn.words
    match what:
        case "rename":
            crumb, ask, text = words("button-rename"), words("rename-ask"), wanted.name
        case "copy":
            crumb, ask, text = words("button-copy"), words("copy-ask"), wanted.query
        case _:
            crumb, ask, text = words("button-edit"), words("edit-ask"), wanted.query
    crumbs = (words("button-filters"), shown(wanted.name, MAX_NAME), crumb)
    held = f"<code>{shown(text, MAX_WHOLE)}</code>"
    return Screen(titled(crumbs, ask, "", held), (back(words, "one", wanted.filter_id),))


def days_view(turn: Turn, wanted: Filter) -> Screen:
    """A back-test: how many would have come on each day that is held."""
    words, looked = turn.words, looked_at(turn, wanted.query)
    crumbs = (words("button-filters"), shown(wanted.name, MAX_NAME), words("button-backtest"))
    lines = [count_line(looked, words)]
    if looked.total:
        lines += ["", days_line(looked, turn), words("backtest-days")]
    return Screen(titled(crumbs, *lines), (back(words, "one", wanted.filter_id),))


def advice_view(turn: Turn, wanted: Filter, found: tuple[Advice, ...]) -> Screen:
    """What takes most away, each with a button that drops it."""
    words, key = turn.words, wanted.filter_id
    crumbs = (words("button-filters"), shown(wanted.name, MAX_NAME), words("button-advice"))
    lines = [
        words("advice-drop", part=f"<code>{shown(one.part, MAX_QUERY)}</code>",
              percent=one.percent, count=one.without)
        for one in found
    ]  # fmt: skip
    buttons = tuple(
        (button(words("button-drop", part=cut(one.part, 30)), "one", key, "drop", one.key),)
        for one in found
    )
    told = lines or [words("advice-none")]
    counted = count_line(looked_at(turn, wanted.query), words)
    return Screen(titled(crumbs, counted, "", *told), (*buttons, back(words, "one", key)))


def share_view(turn: Turn, wanted: Filter, link: str | None) -> Screen:
    """A link that brings the filter to somebody else; the text itself where no link holds it."""
    words = turn.words
    crumbs = (words("button-filters"), shown(wanted.name, MAX_NAME), words("button-share"))
    if link is None:
        line = words("share-text", query=shown(wanted.query, MAX_WHOLE))
    else:
        line = words("share-link", link=link)
    send = () if link is None else ((Button(text=words("button-send"), url=_send_url(link)),),)
    return Screen(titled(crumbs, line), (*send, back(words, "one", wanted.filter_id)))


def _send_url(link: str) -> str:
    """Telegram's own page for passing a link on."""
    return f"https://t.me/share/url?url={quote(link, safe='')}"


def saved(turn: Turn, made: Filter) -> Screen:
    """A filter was added: what it would have brought; one tap takes it back."""
    words, key = turn.words, made.filter_id
    text = words("filter-saved", query=shown(made.query, MAX_QUERY))
    undo = button("↩️ " + words("button-undo"), "one", key, "delete")
    buttons = (
        (undo, button(words("button-this-filter"), "one", key)),
        (button(words("button-filters"), "list"),),
    )
    return Screen("\n".join((text, "", *preview(turn, made.query))), buttons)


def received(turn: Turn, wanted: Filter, token: str) -> Screen:
    """A filter that came by a link: looked at before it is taken."""
    words = turn.words
    text = words("share-received", query=shown(wanted.query, MAX_WHOLE))
    take = button("➕ " + words("button-take"), "take", token)
    return Screen("\n".join((text, "", *preview(turn, wanted.query))), ((take,),))


def deleted_text(gone: Filter, words: Words) -> str:
    """A filter was deleted; the text to bring it back can be copied."""
    return words("filter-deleted", query=shown(gone.query, SOURCE_LIMIT // 4))


def _undo_row(turn: Turn) -> Keyboard:
    removed = turn.dialog.removed
    if removed is None:
        return ()
    return ((button("↩️ " + turn.words("button-undo"), "list", "undo", removed.filter.filter_id),),)
