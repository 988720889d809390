"""Free ports that stay ours: below the range the kernel hands to outgoing connections.

A port of that range could be taken by a client's reconnect while its server is dead (on loopback
even by the client that tries to reach it), and a restart on the same port would fail. Owns claims
between stacks of one user on one machine; knows nothing of what listens.
"""

from __future__ import annotations

import fcntl
import os
import random
import socket
import tempfile
from pathlib import Path
from typing import IO, Final

HOST: Final = "127.0.0.1"
FIRST_PORT: Final = 20_000
LAST_PORT: Final = 31_999  # Linux gives out 32768-60999, macOS 49152-65535
TRIES: Final = 500


class PortClaims:
    """Ports held by this process until it ends or lets them go, however it ends (flock)."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or Path(tempfile.gettempdir()) / f"gigwire-ports-{os.getuid()}"
        self._held: dict[int, IO[bytes]] = {}
        self._random = random.SystemRandom()  # not seeded: two stacks must not try alike

    def claim(self, *, preferred: int | None = None) -> int:
        """A port that nobody listens on and no other stack has claimed.

        Args:
            preferred: tried first, so that a stack keeps its addresses between runs.

        Raises:
            OSError: after `TRIES` refused candidates.
        """
        if preferred is not None and self._try(preferred):
            return preferred
        for _ in range(TRIES):
            port = self._random.randint(FIRST_PORT, LAST_PORT)
            if self._try(port):
                return port
        raise OSError(f"no free port between {FIRST_PORT} and {LAST_PORT} in {TRIES} tries")

    def release(self) -> None:
        """Let all go."""
        for claim in self._held.values():
            claim.close()
        self._held.clear()

    def _try(self, port: int) -> bool:
        if port in self._held or not is_free(port):
            return False
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        claim = (self._folder / str(port)).open("wb")
        try:
            fcntl.flock(claim, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            claim.close()
            return False
        self._held[port] = claim
        return True


def is_free(port: int) -> bool:
    """Whether a server could listen on `port` of the loopback address now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True
