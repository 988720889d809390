"""Checks and tidies `reply_markup`. Owns the keyboard rules; a press is the world's business."""

from __future__ import annotations

from local.telegram.errors import BotApiError, bad_request

Markup = dict[str, object]
Button = dict[str, object]

MAX_CALLBACK_BYTES = 64
MAX_COPY_CHARACTERS = 256
MAX_BUTTONS = 100
MAX_ROW = 8
STYLES = ("danger", "success", "primary")
ACTIONS = (
    "callback_data",
    "url",
    "copy_text",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "callback_game",
    "pay",
)
OTHER_KEYBOARDS = ("keyboard", "remove_keyboard", "force_reply")


def checked_markup(markup: object) -> Markup | None:
    """The markup as a message keeps it; None for none at all or an empty inline keyboard.

    Raises:
        BotApiError: the keyboard is not one Telegram takes.
    """
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" not in markup:
        return markup if any(name in markup for name in OTHER_KEYBOARDS) else None
    rows = markup["inline_keyboard"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array')
    checked = [[_checked_button(button) for button in row] for row in rows if row]
    if sum(map(len, checked)) > MAX_BUTTONS or any(len(row) > MAX_ROW for row in checked):
        raise bad_request("reply markup is too long")
    return {"inline_keyboard": checked} if checked else None


def is_inline(markup: Markup | None) -> bool:
    """Whether the markup belongs to the message itself (and so is part of what is edited)."""
    return markup is not None and "inline_keyboard" in markup


def is_disabled(button: Button) -> bool:
    """Whether it cannot be pressed: an object since Bot API 10.3, an empty one included."""
    return button.get("disabled") not in (None, False)


def _checked_button(button: object) -> Button:
    if not isinstance(button, dict):
        raise _wrong("expected an Object")
    text = button.get("text")
    if not isinstance(text, str):
        raise _wrong('Field "text" must be of type String')
    actions = [name for name in ACTIONS if button.get(name) not in (None, "", False)]
    if not actions and "switch_inline_query" not in button and not is_disabled(button):
        raise _wrong("Text buttons are unallowed in the inline keyboard")
    _check_action(button)
    if button.get("style") not in (None, *STYLES):
        raise _wrong("invalid button style specified")
    return {name: value for name, value in button.items() if value is not None}


def _check_action(button: Button) -> None:
    data, url, copied = (button.get(name) for name in ("callback_data", "url", "copy_text"))
    if isinstance(data, str) and len(data.encode()) > MAX_CALLBACK_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    if isinstance(url, str) and url and not url.startswith(("http://", "https://", "tg://")):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    if isinstance(copied, dict) and len(str(copied.get("text", ""))) > MAX_COPY_CHARACTERS:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")


def _wrong(why: str) -> BotApiError:
    return bad_request(f"can't parse inline keyboard button: {why}")
