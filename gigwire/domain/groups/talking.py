"""Commands and presses in groups: an admin's are carried out, anybody else's are not.

Who is an admin Telegram is asked each time: the update goes to notify as a question and comes again
with the answer. So nothing is remembered that a demotion would have to take back, and whoever is an
admin by now may configure. Anonymous admins and channels speak in the chat's own name, which only
admins can.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from gigwire.contracts.delivery import Answer, Reply
from gigwire.contracts.groups import AdminQuestion
from gigwire.domain.cards.keyboards import MINE
from gigwire.domain.cards.presses import CardPress, read_press
from gigwire.domain.chat import (
    buttons,
    commands,
    dispatch,
    filtering,
    filters,
    onboarding,
    questions,
    settings,
    share,
    stats,
)
from gigwire.domain.chat.codes import read_screen
from gigwire.domain.chat.show import sent
from gigwire.domain.chat.turn import NOTHING, Decision, answer
from gigwire.domain.groups import screens, topics
from gigwire.domain.groups.founding import founded, group_of
from gigwire.domain.groups.hearing import Command, command_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from gigwire.contracts.ids import UserId
    from gigwire.domain.chat.turn import Pressed, Turn
    from gigwire.domain.groups.hearing import Heard

ADDED: Final = "new"  # what the link that adds the bot makes Telegram say: its greeting is enough


def _start(turn: Turn, _: str) -> Decision:
    is_lost = turn.person.status == "blocked"
    changed = turn.changed(status="active") if is_lost else None
    return sent(screens.welcome(turn.person, turn.words), changed)


def _filters(turn: Turn) -> Decision:
    return filtering.show(turn) if turn.person.filters else _start(turn, "")


PLAIN: Final[dict[str, Callable[[Turn], Decision]]] = {
    "filters": _filters,
    "new": onboarding.begin_new,
    "settings": settings.show,
    "status": stats.status,
    "stats": stats.stats,
    "pause": commands.pause,
    "resume": commands.resume,
    "language": settings.show_languages,
    "currency": settings.show_currencies,
}
WITH_TEXT: Final[dict[str, Callable[[Turn, str], Decision]]] = {
    "start": _start,
    "add": filters.add,
    "quiet": commands.quiet,
}


def heard(turn: Turn, said: Heard) -> Decision:
    """A message of a group, or a post of a channel: most mean nothing to us."""
    command = _meant(turn, said)
    if command is None or turn.is_elsewhere:
        return NOTHING
    if command.word == "help":
        return sent(screens.help_text(turn.words)) if command.bot else NOTHING
    is_admin = True if said.is_anonymous else turn.is_admin
    if is_admin is None and said.sender is not None:
        return asked(turn, said.sender)
    if not is_admin:
        return _refused(turn, said, command)
    turn = founded(turn, said.about)
    return _kept(turn, _carried_out(turn, command), said.sender)


def _meant(turn: Turn, said: Heard) -> Command | None:
    """What is to be done: a command of ours, or (without a word) the text that was asked for."""
    name = group_of(turn.person).bot_name
    command = command_of(said.text, name)
    if command is None:
        is_wanted = bool(turn.dialog.awaits and said.text and name and said.answers == name)
        return Command("", "", said.text) if is_wanted else None
    is_greeted = turn.subscriber is not None and command.text == ADDED
    if command.word not in {"help", *PLAIN, *WITH_TEXT} or (command.word == "start" and is_greeted):
        return None
    return command


def _carried_out(turn: Turn, command: Command) -> Decision:
    if not command.word:
        return dispatch.typed(turn, command.text)
    if command.word in PLAIN:
        return dispatch.settled(turn, PLAIN[command.word](turn))
    return dispatch.settled(turn, WITH_TEXT[command.word](turn, command.text))


def _refused(turn: Turn, said: Heard, command: Command) -> Decision:
    """Told only where this very bot was named: a bare command may be for another one."""
    if not command.bot:
        return NOTHING
    text = turn.words("group-admins-only")
    return Decision(says=(Reply(text=text, reply_to=said.message_id),))


def pressed(turn: Turn, press: Pressed, data: str, sender: UserId) -> Decision:
    """A button in a group: its filter for whoever wants it, all else for admins."""
    read = read_screen(data)
    if read is not None and read.screen == MINE:
        return _taken(turn, press, read.word(0))
    if turn.subscriber is None or turn.is_elsewhere or isinstance(read_press(data), CardPress):
        return buttons.stale(turn, press)
    if turn.is_admin is None:
        return asked(turn, sender)
    if not turn.is_admin:
        return Decision(says=(answer(press, turn.words("toast-admins-only")),))
    return _kept(turn, buttons.press(turn, press, data), sender)


def _taken(turn: Turn, press: Pressed, key: str) -> Decision:
    """The presser's app opens the private chat, where the filter is looked at and taken."""
    held = filtering.held_filter(turn.person, key)
    if held is None:
        return Decision(says=(answer(press, turn.words("toast-filter-gone")),))
    around, name = turn.around, group_of(turn.person).bot_name or turn.around.bot_name
    token = share.token_of(held.query, around.share_key)
    if token is None or not name or not around.share_key:
        return Decision(says=(answer(press, turn.words("toast-mine-long")),))
    url = f"https://t.me/{name}?start={token}"
    return Decision(says=(Answer(callback_query_id=press.query_id, url=url),))


def asked(turn: Turn, sender: UserId) -> Decision:
    """The question whether the sender is an admin; the update comes again with the answer."""
    question = AdminQuestion(sender=sender, update_id=turn.update_id, update=turn.update)
    return questions.asked(turn, "question", question)


def _kept(turn: Turn, decision: Decision, sender: UserId | None) -> Decision:
    """New filters in their topic; the group's record with who configured it last."""
    decision = topics.bound(turn, decision)
    changed = decision.subscriber
    if changed is None and turn.subscriber is not None and turn.person.version > 1:
        return decision
    changed = changed or turn.changed()
    group = group_of(changed)
    contact = sender if sender is not None else group.contact
    kept = group.model_copy(update={"contact": contact})
    return replace(decision, subscriber=changed.model_copy(update={"group": kept}))
