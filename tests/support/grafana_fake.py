"""Grafana's HTTP API as far as `dashboards push` uses it, with Grafana 13's rules.

Tokens, folders and dashboards by uid, versions and 412, a 204, a spell of 5xx. Numeric ids: 404.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import orjson

if TYPE_CHECKING:
    from collections.abc import Iterator

TOKEN = "glsa_test"

Answer = tuple[int, dict[str, Any] | None]


class GrafanaFake:
    """What it keeps, and how it misbehaves."""

    def __init__(self) -> None:
        self.folders: dict[str, str] = {}
        self.dashboards: dict[str, dict[str, Any]] = {}
        self.folder_of: dict[str, str] = {}
        self.writes = 0
        self.failures = 0  # so many answers will be 503
        self.rivals = 0  # so many saves will find that somebody was faster
        self.folder_answer = 200  # some versions answer a creation with 204
        self.url = ""

    def answer(self, method: str, path: str, token: str, body: dict[str, Any]) -> Answer:
        """Status and JSON of one request."""
        if self.failures:
            self.failures -= 1
            return 503, {"message": "unwell"}
        if token != f"Bearer {TOKEN}":
            return 401, {"message": "Invalid API key"}
        return self._route(method, path.strip("/").split("/")[1:], body)

    def _route(self, method: str, path: list[str], body: dict[str, Any]) -> Answer:
        match method, path:
            case "GET", ["folders", uid]:
                return self._found(self.folders.get(uid) and {"uid": uid})
            case "POST", ["folders"]:
                self.folders[body["uid"]] = body["title"]
                is_empty = self.folder_answer == 204
                return self.folder_answer, None if is_empty else {"uid": body["uid"]}
            case "GET", ["dashboards", "uid", uid]:
                known = self.dashboards.get(uid)
                return self._found(known and {"dashboard": known, "meta": {}})
            case "POST", ["dashboards", "db"]:
                return self._save(body)
        return 404, {"message": "Not found"}

    def _found(self, value: Any) -> Answer:
        return (200, value) if value else (404, {"message": "not found"})

    def _save(self, body: dict[str, Any]) -> Answer:
        wanted = body["dashboard"]
        if body["folderUid"] not in self.folders:
            return 400, {"message": "folder not found"}
        present = self.dashboards.get(wanted["uid"])
        version = present["version"] if present else 0
        if self.rivals:
            self.rivals -= 1
            self.dashboards[wanted["uid"]] = {**wanted, "title": "rival", "version": version + 1}
            return 412, {"message": "version-mismatch"}
        if wanted.get("version", 0) != version:
            return 412, {"message": "The dashboard has been changed by someone else"}
        self.writes += 1
        self.folder_of[wanted["uid"]] = body["folderUid"]
        self.dashboards[wanted["uid"]] = {**wanted, "id": 17, "version": version + 1}
        return 200, {"uid": wanted["uid"], "version": version + 1, "status": "success"}


@contextmanager
def grafana_fake() -> Iterator[GrafanaFake]:
    """A fake on a free port, in a thread; its address is `fake.url`."""
    fake = GrafanaFake()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._reply()

        def do_POST(self) -> None:
            self._reply()

        def _reply(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = orjson.loads(self.rfile.read(length)) if length else {}
            token = self.headers.get("Authorization", "")
            status, answer = fake.answer(self.command, self.path, token, body or {})
            content = b"" if answer is None else orjson.dumps(answer)
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Stay quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    fake.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
