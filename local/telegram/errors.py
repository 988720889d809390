"""A refused Bot API call: code, Telegram's own text and its parameters. Decides nothing."""

from __future__ import annotations

# Texts are those of telegram-bot-api Client.cpp and td/telegram (read 2026-11).
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly "
    "the same as a current content and reply markup of the message"
)
QUERY_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
CONFLICT = (
    "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running"
)
HOOK_TAKES_OVER = "Conflict: terminated by setWebhook request"
HOOK_IS_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)


class BotApiError(Exception):
    """What Telegram answers instead of a result. `scope` says who was over a limit, if one was."""

    def __init__(self, code: int, description: str, *, retry_after: int = 0) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after = retry_after
        self.migrate_to = 0
        self.scope = ""
        self.is_early = False

    def body(self) -> dict[str, object]:
        """The JSON answer, with `parameters` only where Telegram sends them."""
        answer: dict[str, object] = {
            "ok": False,
            "error_code": self.code,
            "description": self.description,
        }
        if self.retry_after:
            answer["parameters"] = {"retry_after": self.retry_after}
        if self.migrate_to:
            answer["parameters"] = {"migrate_to_chat_id": self.migrate_to}
        return answer


def bad_request(text: str) -> BotApiError:
    """A 400 with Telegram's prefix."""
    return BotApiError(400, f"Bad Request: {text}")


def forbidden(text: str) -> BotApiError:
    """A 403 with Telegram's prefix."""
    return BotApiError(403, f"Forbidden: {text}")


def migrated(chat_id: int) -> BotApiError:
    """A 400 that names the supergroup a group has become."""
    error = bad_request("group chat was upgraded to a supergroup chat")
    error.migrate_to = chat_id
    return error


def too_many(retry_after: int, scope: str = "", *, is_early: bool = False) -> BotApiError:
    """A 429; `retry_after` is whole seconds, at least 1."""
    text = f"Too Many Requests: retry after {retry_after}"
    error = BotApiError(429, text, retry_after=retry_after)
    error.scope, error.is_early = scope, is_early
    return error
