"""Ports: free, outside the range of outgoing connections, claimed by one stack only."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

from local.ports import FIRST_PORT, LAST_PORT, PortClaims, is_free

if TYPE_CHECKING:
    from pathlib import Path


def test_claimed_ports_are_apart_and_in_range(tmp_path: Path) -> None:
    """Nobody else's reconnect can take them: they are below the kernel's own range."""
    claims = PortClaims(tmp_path)
    ports = [claims.claim() for _ in range(50)]
    assert len(set(ports)) == 50
    assert all(FIRST_PORT <= port <= LAST_PORT for port in ports)


def test_port_of_another_stack_is_not_given_again(tmp_path: Path) -> None:
    """A claim counts before its server listens, and ends with its holder's release."""
    first, second = PortClaims(tmp_path), PortClaims(tmp_path)
    port = first.claim()
    assert second.claim(preferred=port) != port
    first.release()
    assert second.claim(preferred=port) == port


def test_port_that_somebody_listens_on_is_not_free(tmp_path: Path) -> None:
    """A stranger's server keeps its port even when it was ours before."""
    port = PortClaims(tmp_path).claim()
    with socket.create_server(("127.0.0.1", port)):
        assert not is_free(port)
        assert PortClaims(tmp_path / "other").claim(preferred=port) != port
