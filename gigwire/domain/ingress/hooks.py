"""The webhook of a bot: where Telegram pushes to, and the secret that only it knows. Pure."""

from __future__ import annotations

import hashlib
import hmac


def hook_url(base: str, bot: str) -> str:
    """Each bot has a path of its own, which tells nothing of its token."""
    return f"{base.rstrip('/')}/{bot}"


def hook_secret(key: str, bot: str) -> str:
    """The text of the header `X-Telegram-Bot-Api-Secret-Token`: 64 hex digits.

    Every process makes the same one of the same `key`, and nobody learns the key from it.
    """
    return hmac.new(key.encode(), f"webhook\x1f{bot}".encode(), hashlib.sha256).hexdigest()


def is_secret(given: str, secret: str) -> bool:
    """Whether a header is the secret: in constant time, whatever bytes were given."""
    return hmac.compare_digest(given.encode(errors="surrogateescape"), secret.encode())
