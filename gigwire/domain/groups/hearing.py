"""What is said in a group, as far as it may concern the bot: commands, and answers to it. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from gigwire.contracts.groups import GroupKind
    from gigwire.contracts.ids import MessageId, UserId

_COMMAND: Final = re.compile(
    r"/([a-z0-9_]{1,32})(?:@(\w{1,32}))?(?:\s+(.*))?", re.ASCII | re.DOTALL
)


class About(NamedTuple):
    """The chat, as an update shows it."""

    kind: GroupKind
    title: str = ""
    is_forum: bool = False


class Heard(NamedTuple):
    """A message. `sender` None: somebody who speaks for another chat."""

    about: About
    text: str
    sender: UserId | None
    is_anonymous: bool = False  # in the name of this very chat: only its admins can
    answers: str = ""  # name of the bot whose message it answers
    message_id: MessageId | None = None


class Command(NamedTuple):
    """`/word@bot arguments`; `bot` is empty where none was named."""

    word: str
    bot: str
    text: str


def command_of(text: str, name: str) -> Command | None:
    """The command of a message; None: none, or one for another bot than `name` (empty: any)."""
    found = _COMMAND.fullmatch(text.strip())
    if found is None:
        return None
    word, bot, rest = found.groups()
    if bot and name and bot.lower() != name.lower():
        return None
    return Command(word.lower(), bot or "", (rest or "").strip())
