"""Opening a Mini App as a person: signed initData and the address the app would load.

"Validating data received via the Mini App" of core.telegram.org/bots/webapps: HMAC-SHA256 of the
sorted fields with a key of "WebAppData" and the bot's token.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

import orjson

if TYPE_CHECKING:
    from local.telegram.world import User

VERSION = "9.6"


def init_data(token: str, person: User, auth_date: int, start_param: str = "") -> str:
    """The query string a Mini App gets as `Telegram.WebApp.initData`."""
    user = {name: value for name, value in person.items() if name != "is_bot"}
    fields = {
        "query_id": f"AA{auth_date:x}{person['id']}",
        "user": orjson.dumps(user).decode(),
        "auth_date": str(auth_date),
    }
    if start_param:
        fields["start_param"] = start_param
    return urlencode({**fields, "hash": _signed(token, fields)})


def launch_url(address: str, data: str) -> str:
    """What the app opens in its web view."""
    head, _, fragment = address.partition("#")
    given = f"{fragment}&" if fragment else ""
    rest = f"tgWebAppData={quote(data, safe='')}&tgWebAppVersion={VERSION}&tgWebAppPlatform=web"
    return f"{head}#{given}{rest}"


def _signed(token: str, fields: dict[str, str]) -> str:
    lines = "\n".join(f"{name}={value}" for name, value in sorted(fields.items()))
    key = hmac.new(b"WebAppData", token.encode(), hashlib.sha256).digest()
    return hmac.new(key, lines.encode(), hashlib.sha256).hexdigest()
