"""A registry of made-up jars on loopback, which can serve wrong bytes or stop half-way."""

from __future__ import annotations

import hashlib
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

from local.jars import Jar

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class JarRegistry:
    """Jars by artifact name; `served` lists what was asked for, in order."""

    def __init__(self, contents: dict[str, bytes]) -> None:
        self.contents = contents
        self.served: list[str] = []
        self.stalled: str | None = None  # this artifact stops after half of its bytes
        self.is_half_way = threading.Event()
        self.go_on = threading.Event()
        self.url = ""

    def write_lock(self, path: Path) -> Path:
        """A lock file of all jars as they are now."""
        jars = [
            Jar("made.up", name, "1", hashlib.sha256(content).hexdigest(), len(content))
            for name, content in self.contents.items()
        ]
        path.write_text("".join(f"{jar.line}\n" for jar in sorted(jars)), encoding="utf-8")
        return path

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        """Serve one file of the layout `group/artifact/version/artifact-version.jar`."""
        name = request.path.split("/")[-3]
        if not request.path.endswith(".jar") or name not in self.contents:
            request.send_error(404)
            return
        self.served.append(name)
        content = self.contents[name]
        half = len(content) // 2
        request.send_response(200)
        request.send_header("Content-Length", str(len(content)))
        request.end_headers()
        request.wfile.write(content[:half])
        if name == self.stalled:
            self.is_half_way.set()
            self.go_on.wait()
            return
        request.wfile.write(content[half:])


@contextmanager
def jar_registry(contents: dict[str, bytes]) -> Iterator[JarRegistry]:
    """Run a registry until the block ends."""
    registry = JarRegistry(contents)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            registry.answer(self)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
            """Nothing on the terminal."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        registry.url = f"http://127.0.0.1:{server.server_port}"
        yield registry
        registry.go_on.set()
        server.shutdown()
