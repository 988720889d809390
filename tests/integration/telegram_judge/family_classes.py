"""Checks of errors: which class aiogram makes of each, and what our notifier concludes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.api import CALL_ERRORS, failure_of
from gigwire.domain.notify.outcomes import Accepted, outcome_of
from tests.integration.telegram_judge.check import API, SERVER, Check, Family

if TYPE_CHECKING:
    from tests.integration.telegram_judge.check import Act
    from tests.integration.telegram_judge.desk import Desk

MAPPING: Final = "aiogram: BaseSession.check_response"
NOT_MODIFIED: Final = (
    "Bad Request: message is not modified: specified new message content and reply markup are "
    "exactly the same as a current content and reply markup of the message"
)
POLLED_TWICE: Final = (
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance "
    "is running"
)
# Status, Telegram's text, aiogram's class, the notifier's outcome.
TEXTS: Final = (
    (400, "Bad Request: chat not found", "BadRequest", "Refused chat_not_found"),
    (400, "Bad Request: message text is empty", "BadRequest", "Refused empty"),
    (400, "Bad Request: text must be non-empty", "BadRequest", "Refused empty"),
    (400, "Bad Request: message is too long", "BadRequest", "Refused too_long"),
    (400, "Bad Request: text is too long", "BadRequest", "Refused too_long"),
    (400, "Bad Request: message caption is too long", "BadRequest", "Refused too_long"),
    (400, "Bad Request: can't parse entities: x", "BadRequest", "Refused cannot_parse"),
    (400, "Bad Request: BUTTON_DATA_INVALID", "BadRequest", "Refused bad_button"),
    (400, NOT_MODIFIED, "BadRequest", "Accepted"),
    (400, "Bad Request: message to edit not found", "BadRequest", "Refused message_gone"),
    (400, "Bad Request: message can't be edited", "BadRequest", "Refused message_gone"),
    (400, "Bad Request: there is no text in the message to edit", "BadRequest", "Refused no_text"),
    (400, "Bad Request: failed to get HTTP URL content", "BadRequest", "Refused bad_media"),
    (400, "Bad Request: wrong type of the web page content", "BadRequest", "Refused bad_media"),
    (
        400,
        "Bad Request: wrong file identifier/HTTP URL specified",
        "BadRequest",
        "Refused bad_media",
    ),
    (400, "Bad Request: message thread not found", "BadRequest", "Refused topic_gone"),
    (400, "Bad Request: TOPIC_CLOSED", "BadRequest", "Refused topic_closed"),
    (
        400,
        "Bad Request: not enough rights to send text messages to the chat",
        "BadRequest",
        "Refused no_rights",
    ),
    (400, "Bad Request: have no rights to send a message", "BadRequest", "Refused no_rights"),
    (400, "Bad Request: CHAT_WRITE_FORBIDDEN", "BadRequest", "Refused no_rights"),
    (
        400,
        "Bad Request: need administrator rights in the channel chat",
        "BadRequest",
        "Refused no_rights",
    ),
    (
        400,
        "Bad Request: query is too old and response timeout expired or query ID is invalid",
        "BadRequest",
        "Refused query_too_old",
    ),
    (400, "Bad Request: of tomorrow", "BadRequest", "Refused bad_request"),
    (401, "Unauthorized", "UnauthorizedError", "Halt unauthorised"),
    (403, "Forbidden: bot was blocked by the user", "ForbiddenError", "Refused blocked"),
    (403, "Forbidden: user is deactivated", "ForbiddenError", "Refused deactivated"),
    (
        403,
        "Forbidden: bot can't initiate conversation with a user",
        "ForbiddenError",
        "Refused never_started",
    ),
    (403, "Forbidden: bot can't send messages to bots", "ForbiddenError", "Refused is_bot"),
    (403, "Forbidden: bot was kicked from the group chat", "ForbiddenError", "Refused kicked"),
    (
        403,
        "Forbidden: bot is not a member of the channel chat",
        "ForbiddenError",
        "Refused kicked",
    ),
    (403, "Forbidden: the group chat was deleted", "ForbiddenError", "Refused chat_gone"),
    (404, "Not Found", "NotFound", "Halt unauthorised"),
    (
        409,
        POLLED_TWICE,
        "ConflictError",
        "Refused bad_request",
    ),
    (413, "Request Entity Too Large", "EntityTooLarge", "Refused too_large"),
    (429, "Too Many Requests: retry after 3", "RetryAfter", "NotSent throttled"),
    (500, "Internal Server Error", "ServerError", "Ambiguous server_error"),
    (500, "Internal Server Error: restart", "RestartingTelegram", "Ambiguous server_error"),
    (502, "Bad Gateway", "ServerError", "Ambiguous server_error"),
    (503, "Service Unavailable", "ServerError", "Ambiguous server_error"),
)
FIRST = 341


def told(status: int, description: str) -> Act:
    """A planned error."""

    async def act(desk: Desk) -> object:
        wait = {"retry_after": 3} if status == 429 else {}
        await desk.lab.fault(
            method="sendMessage", outcome="error", status=status, description=description, **wait
        )
        return await heard(desk, desk.user)

    act.__doc__ = f"sendMessage, answered with {status}"
    return act


async def heard(desk: Desk, chat_id: int) -> str:
    """The class a program sees, and what our notifier makes of it."""
    try:
        await desk.send(chat_id=chat_id)
    except CALL_ERRORS as error:
        outcome = outcome_of(failure_of(error))
        meant = "" if isinstance(outcome, Accepted) else f" {outcome.reason}"
        name = type(error).__name__.removeprefix("Telegram")
        return f"{name}: {type(outcome).__name__}{meant}"
    return "nothing"


async def migrated(desk: Desk) -> object:
    """A message to a group that became a supergroup."""
    chat_id = await desk.group(type="group")
    await desk.admin("POST", "migrate", chat_id=chat_id, new_id=chat_id - 7)
    return await heard(desk, chat_id)


FAMILY = Family(
    "Classes of errors, in aiogram and in our notifier",
    (
        *(
            Check(number, text, MAPPING, told(status, text), f"{name}: {outcome}")
            for number, (status, text, name, outcome) in enumerate(TEXTS, FIRST)
        ),
        Check(
            FIRST + len(TEXTS),
            "a group that moved",
            API + "ResponseParameters; " + SERVER + "migrate_to_chat_id",
            migrated,
            "MigrateToChat: NotSent migrated",
        ),
    ),
)
