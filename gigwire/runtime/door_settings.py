"""Settings of the bot's door: how updates come in, and how many of one person."""

from __future__ import annotations

from ipaddress import ip_network
from typing import Annotated

from pydantic import AfterValidator, Field, SecretStr

from gigwire.runtime.group import Group


def _checked_networks(texts: tuple[str, ...]) -> tuple[str, ...]:
    for text in texts:
        ip_network(text)  # its ValueError names what is wrong
    return texts


class WebhookSettings(Group):
    """Updates pushed by Telegram instead of fetched by long polls."""

    url: str = Field(default="", pattern=r"^(https?://[^\s?#]+)?$")
    """Public address that Telegram pushes to, without a bot's name; empty: long polls."""
    host: str = "127.0.0.1"
    """Address to listen on for it; TLS ends at a proxy in front."""
    port: int = Field(default=8080, ge=0, le=65535)
    """Port to listen on for it."""
    secret: SecretStr = SecretStr("")
    """Makes each bot's secret header; without one, the bot's token does."""
    connections: int = Field(default=40, ge=1, le=100)
    """How many pushes Telegram may have under way for one bot."""
    proxies: Annotated[tuple[str, ...], AfterValidator(_checked_networks)] = ()
    """Addresses or networks of proxies whose X-Forwarded-For is believed, as a JSON list."""


class InboundSettings(Group):
    """How much of one person is let in; what is beyond is dropped and counted."""

    burst: int = Field(default=30, ge=1)
    """Updates of one person that may come at once, after a pause."""
    per_second: float = Field(default=1.0, gt=0)
    """Updates of one person that may come on and on."""
