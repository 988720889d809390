"""Where a request came from, as far as it can be believed. Pure."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

Network = IPv4Network | IPv6Network

HOME_BITS = 64  # of IPv6: what one subscriber has to himself


def caller_of(peer: str, forwarded: Sequence[str], proxies: Sequence[Network]) -> str:
    """The nearest address that is no proxy of ours; one name for a whole IPv6 home.

    Args:
        peer: who opened the socket.
        forwarded: values of X-Forwarded-For in their order; anybody may have written the first
            ones, so they are read from the end, and only as far as our own proxies wrote them.
        proxies: networks that are believed.
    """
    named = [one.strip() for value in forwarded for one in value.split(",")]
    caller = peer
    for name in reversed(named):
        found = _read(caller)
        if found is None or not any(found in network for network in proxies):
            break
        if _read(name) is None:
            break
        caller = name
    return _home(caller)


def _read(text: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(text)
    except ValueError:
        return None


def _home(text: str) -> str:
    found = _read(text)
    if isinstance(found, IPv6Address):
        return str(IPv6Address(int(found) >> HOME_BITS << HOME_BITS))
    return text
