"""`/import`: a file from `/export` is looked at, shown as what it would change, and taken once.

What is offered waits in the person's own record, so that any process answers the press; its mark in
the buttons keeps an older offer's buttons from taking a newer one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gigwire.contracts.ids import digest
from gigwire.contracts.portable import MOST_BYTES, MOST_FILE, FileQuestion, Portable
from gigwire.contracts.saved import MOST_SAVED
from gigwire.domain.cards.html import escape, shown
from gigwire.domain.chat import screens
from gigwire.domain.chat.exporting import SETTINGS
from gigwire.domain.chat.import_file import read_file
from gigwire.domain.chat.locales import NATIVE_NAMES
from gigwire.domain.chat.pacing import pace_name
from gigwire.domain.chat.questions import asked
from gigwire.domain.chat.quiet import quiet_text
from gigwire.domain.chat.show import Screen, button, sent, shown_in_place, titled
from gigwire.domain.chat.turn import Decision, Outgoing, out_of_date, reply
from gigwire.domain.filters import problem_of_adding
from gigwire.domain.schedule.asking import restored

if TYPE_CHECKING:
    from gigwire.contracts.people import Filter, Subscriber
    from gigwire.contracts.saved import SavedCard
    from gigwire.domain.cards.words import Words
    from gigwire.domain.chat.codes import ScreenPress
    from gigwire.domain.chat.import_file import Kind, Wrong
    from gigwire.domain.chat.turn import Pressed, Turn

SCREEN: Final = "import"
MAX_WHERE: Final = 80


def command(turn: Turn, text: str) -> Decision:
    """`/import`, alone or with the file's text behind it."""
    if text.strip():
        return given(turn, text)
    changed = turn.at(awaits="import", about=None)
    return Decision(changed, (reply(turn.words("import-ask")),))


def given(turn: Turn, text: str | None) -> Decision:
    """A file, as text; None: a document that could not be read. Shown, not yet taken."""
    if text is None:
        return Decision(says=(reply(turn.words("import-unread", limit=MOST_FILE // 1_000)),))
    found = read_file(text)
    if found.portable is None:
        return Decision(says=(reply(_told(found.wrong, turn.words)),))
    offer = found.portable.model_dump_json()
    changed = turn.at(awaits="", offer=offer)
    return sent(_preview(turn, found.portable, found.filters, mark_of(offer)), changed)


def sent_file(turn: Turn, file_id: str, size: int) -> Decision:
    """A document: fetched first, by notify, and then the update comes again with its text."""
    if size > MOST_BYTES or turn.attachment is not None:
        return given(turn, turn.attachment or None)
    question = FileQuestion(file_id=file_id, update_id=turn.update_id, update=turn.update)
    return asked(turn, "file", question)


def mark_of(offer: str) -> str:
    """Names an offer in its buttons."""
    return digest("offer", offer, size=4)


def press(turn: Turn, pressed: Pressed, read: ScreenPress) -> Decision:
    """Take what was offered, or leave it. A second tap finds nothing to take."""
    offer = turn.dialog.offer
    if not offer or read.word(1) != mark_of(offer):
        return out_of_date(turn, pressed)
    words = turn.words
    if read.word(0) == "cancel":
        return shown_in_place(pressed, Screen(words("import-cancelled")), turn.at(offer=""))
    found = read_file(offer)
    if found.portable is None or read.word(0) not in ("replace", "add"):
        return out_of_date(turn, pressed)
    taking = replaced if read.word(0) == "replace" else added
    changed, further = taking(turn, found.portable, found.filters)
    after = turn.with_person(changed)
    here = button(after.words("button-filters"), "list")
    settings = button(after.words("button-settings"), "set")
    text = after.words("import-done", count=len(changed.filters))
    decision = shown_in_place(pressed, Screen(text, ((here, settings),)), changed)
    return Decision(decision.subscriber, decision.says, further=further)


Taken = tuple["Subscriber", tuple[Outgoing, ...]]


def replaced(turn: Turn, portable: Portable, filters: tuple[Filter, ...]) -> Taken:
    """Everything as the file says; what was there before goes."""
    coming = tuple(one for one in portable.reminders if one.at > turn.now)
    reminders, further = restored(turn, coming, keeps=())
    settings = {name: getattr(portable, name) for name in SETTINGS}
    return _changed(
        turn,
        status=portable.status,
        filters=filters,
        saved=portable.saved,
        reminders=reminders,
        **settings,
    ), further


def added(turn: Turn, portable: Portable, filters: tuple[Filter, ...]) -> Taken:
    """The file's filters, cards and reminders beside one's own, as many as there is room for."""
    person = turn.person
    held = list(person.filters)
    for one in filters:
        is_new = one.filter_id not in {other.filter_id for other in held}
        if is_new and problem_of_adding(one, held) is None:
            held.append(one)
    coming = tuple(one for one in portable.reminders if one.at > turn.now)
    reminders, further = restored(turn, coming, keeps=person.reminders)
    saved = _with(person.saved, portable.saved)
    return _changed(turn, filters=tuple(held), saved=saved, reminders=reminders), further


def _changed(turn: Turn, **changes: object) -> Subscriber:
    dialog = turn.dialog.model_copy(update={"offer": "", "stage": "done"})
    return turn.changed(dialog=dialog, **changes)


def _with(own: tuple[SavedCard, ...], others: tuple[SavedCard, ...]) -> tuple[SavedCard, ...]:
    held = {one.cluster_id for one in own}
    further = [one for one in others if one.cluster_id not in held]
    return (*own, *further)[:MOST_SAVED]


def _preview(turn: Turn, portable: Portable, filters: tuple[Filter, ...], mark: str) -> Screen:
    """What the file holds, and the three ways to go on."""
    words = turn.words
    names = ", ".join(shown(one.name, 40) for one in filters[:5])
    lines = [words("import-filters", count=len(filters)) + (f": {names}" if names else "")]
    lines.append(words("import-cards", saved=len(portable.saved), coming=len(portable.reminders)))
    lines += ["", *_settings(portable, words), "", words("import-how")]
    keyboard = (
        (button(words("button-import-replace"), SCREEN, "replace", mark),),
        (button(words("button-import-add"), SCREEN, "add", mark),),
        (button(words("button-import-cancel"), SCREEN, "cancel", mark),),
    )
    return Screen(titled((words("import-title"),), *lines), keyboard)


def _settings(portable: Portable, words: Words) -> list[str]:
    hours = shown(quiet_text(portable.quiet_hours, words), 200) if portable.quiet_hours else ""
    return [
        words("settings-language", name=NATIVE_NAMES[portable.locale]),
        words("settings-currency", currency=portable.currency),
        words("import-zone", zone=shown(portable.timezone, 64)),
        words("settings-pace", pace=pace_name(portable.pace, words)),
        words("settings-quiet", hours=hours or words("quiet-none")),
        words("settings-cap", count=portable.daily_cap),
    ]


def _told(wrong: tuple[Wrong, ...], words: Words) -> str:
    """What is wrong, a line each, and that nothing was changed."""
    return "\n".join((words("import-wrong"), *(_line(one, words) for one in wrong)))


def _line(wrong: Wrong, words: Words) -> str:
    where = f"<code>{escape(shown_where(wrong.where))}</code>"
    if wrong.problem is not None:
        return f"{where}: {screens.told(wrong.problem, words)}"
    lines: dict[Kind, str] = {
        "large": words("import-large", limit=MOST_FILE // 1_000),
        "version": words("import-version", version=where),
        "unknown": words("import-unknown", field=where),
        "missing": words("import-missing", field=where),
        "value": words("import-value", field=where),
    }
    return lines.get(wrong.kind) or words("import-format")


def shown_where(where: str) -> str:
    """A field's name as far as it may be shown: a stranger's file may call a field anything."""
    kept = "".join(sign for sign in where if sign.isprintable())
    return kept if len(kept) <= MAX_WHERE else f"{kept[:MAX_WHERE]}…"
