"""setWebhook, deleteWebhook, getWebhookInfo: checks and answers. The pushing is in `pusher`.

As a Bot API server of one's own in local mode ("Using a Local Bot API Server") takes any address
and port; with `PUT /admin/rules {"is_remote": true}` the rules of api.telegram.org hold.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit

from local.telegram.errors import HOOK_TAKES_OVER, bad_request, too_many
from local.telegram.wire import Told

if TYPE_CHECKING:
    from local.telegram.journal import Event
    from local.telegram.params import Params
    from local.telegram.world import World

PORTS = (None, 80, 88, 443, 8443)
MAX_SECRET = 256
MAX_CONNECTIONS, DEFAULT_CONNECTIONS = 100, 40
_SECRET = re.compile(r"[A-Za-z0-9_-]*")


def set_webhook(world: World, params: Params) -> Told:
    """setWebhook: an empty address removes it; at most once a second."""
    url = params.text("url")
    if not url:
        return delete_webhook(world, params)
    parts = _checked_address(world, url)
    secret = _checked_secret(params.text("secret_token"))
    wanted = params.integer("max_connections") or DEFAULT_CONNECTIONS
    allowed = params.texts("allowed_updates")
    hook: Event = {
        "url": url,
        "secret_token": secret,
        "max_connections": min(max(wanted, 1), MAX_CONNECTIONS),
        "ip_address": params.text("ip_address") or _address_of(parts),
        "has_custom_certificate": "certificate" in params.files,
    }
    has_changed = world.hook != hook or (allowed is not None and allowed != world.updates.allowed)
    if allowed is not None and allowed != world.updates.allowed:
        world.commit("allowed", kinds=allowed)
    _drop(world, params)
    if not has_changed:
        return Told(result=True, description="Webhook is already set")
    _judge_pace(world)
    world.updates.take_over(HOOK_TAKES_OVER)
    world.commit("webhook", hook=hook)
    return Told(result=True, description="Webhook was set")


def delete_webhook(world: World, params: Params) -> Told:
    """deleteWebhook: what is pending stays for getUpdates, or is dropped."""
    _drop(world, params)
    if world.hook is None:
        return Told(result=True, description="Webhook is already deleted")
    world.commit("webhook", hook=None)
    return Told(result=True, description="Webhook was deleted")


def get_webhook_info(world: World, _params: Params) -> dict[str, object]:
    """getWebhookInfo: an empty url where none is set."""
    world.updates.drop_expired()
    found: dict[str, object] = {
        "url": "",
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates),
    }
    if world.hook is not None:
        shown = ("url", "has_custom_certificate", "max_connections", "ip_address")
        found |= {name: world.hook[name] for name in shown if world.hook[name] != ""}
        if world.hook_error is not None:
            found["last_error_date"] = int(float(str(world.hook_error["at"])))
            found["last_error_message"] = world.hook_error["why"]
    if world.updates.allowed:
        found["allowed_updates"] = world.updates.allowed
    return found


def _drop(world: World, params: Params) -> None:
    if params.flag("drop_pending_updates") and len(world.updates):
        world.commit("confirmed", offset=world.updates.last_id + 1)


def _checked_address(world: World, url: str) -> SplitResult:
    try:
        parts = urlsplit(url if "://" in url else f"http://{url}")
        port = parts.port
    except ValueError:
        raise bad_request("invalid webhook URL specified") from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise bad_request("invalid webhook URL specified")
    if world.is_remote and parts.scheme != "https":
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if world.is_remote and port not in PORTS:
        text = "Webhook can be set up only on ports 80, 88, 443 or 8443"
        raise bad_request(f"bad webhook: {text}")
    if parts.hostname.endswith(".invalid"):  # RFC 2606: resolves nowhere
        text = "Failed to resolve host: Name or service not known"
        raise bad_request(f"bad webhook: {text}")
    return parts


def _checked_secret(secret: str) -> str:
    if len(secret) > MAX_SECRET:
        raise bad_request("secret token is too long")
    if not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains illegal characters")
    return secret


def _address_of(parts: SplitResult) -> str:
    host = parts.hostname or ""
    return host if re.fullmatch(r"[0-9.]+", host) else ""


def _judge_pace(world: World) -> None:
    """Telegram takes one change a second."""
    if world.hook_changed_at is not None and world.clock.monotonic() < world.hook_changed_at + 1:
        raise too_many(1)
    world.hook_changed_at = world.clock.monotonic()
