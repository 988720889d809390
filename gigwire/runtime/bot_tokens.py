"""Rules of the bots' settings: names that fit a metric's label, each bot under one name only."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Final

from pydantic import AfterValidator, SecretStr

from gigwire.contracts.ids import MAIN_BOT

if TYPE_CHECKING:
    from collections.abc import Mapping

BOT_NAME: Final = re.compile(r"[a-z0-9_-]{1,32}")


def _checked_names(bots: dict[str, SecretStr]) -> dict[str, SecretStr]:
    for name in bots:
        if name == MAIN_BOT or not BOT_NAME.fullmatch(name):
            raise ValueError(f"no name for a bot: {name!r}; a-z, 0-9, _, -; not {MAIN_BOT}")
    return bots


BotTokens = Annotated[dict[str, SecretStr], AfterValidator(_checked_names)]


def checked_tokens(tokens: Mapping[str, SecretStr]) -> None:
    """One bot under two names would be paced twice over.

    Raises:
        ValueError: two tokens begin with the same bot's number; tokens are not shown.
    """
    names: dict[str, str] = {}
    for name, token in tokens.items():
        number = token.get_secret_value().partition(":")[0]
        other = names.setdefault(number, name)
        if number and other != name:
            raise ValueError(f"{other} and {name} are the same bot")
