"""The typed door to Grafana: the few calls we need, by uid only, over grafana-api.

Hides what is odd in that library: 404 and 412 as plain client errors, 204 as a JSON error, no
retries. Numeric ids are not used: Grafana 13 has switched their routes off.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import urlsplit

from grafana_api.grafana_api import GrafanaException, GrafanaServerError
from grafana_api.grafana_face import GrafanaFace

from gigwire.contracts.errors import Fatal, Transient

if TYPE_CHECKING:
    from collections.abc import Callable

ATTEMPTS: Final = 4
PAUSE_SECONDS: Final = 0.2


class ConflictError(Exception):
    """Somebody saved another version in between (412)."""


class Saved(NamedTuple):
    """A dashboard as Grafana has it, with the version that a next save must name."""

    dashboard: dict[str, Any]
    version: int


class Grafana:
    """One Grafana, one token. Calls block; each is tried again when Grafana is unwell."""

    def __init__(self, url: str, token: str, pause: float = PAUSE_SECONDS) -> None:
        address = urlsplit(url)
        self._pause = pause
        self._api = GrafanaFace(
            auth=token,
            host=address.hostname,
            port=address.port,
            protocol=address.scheme,
            url_path_prefix=address.path.strip("/") + "/" if address.path.strip("/") else "",
        )

    def dashboard(self, uid: str) -> Saved | None:
        """A dashboard; None where there is none."""
        found = self._call(lambda: self._api.dashboard.get_dashboard(uid))
        if found is None:
            return None
        return Saved(found["dashboard"], int(found["dashboard"]["version"]))

    def save(self, dashboard: dict[str, Any], folder: str, version: int, message: str) -> None:
        """Save a dashboard over `version` (0: it must be new).

        Raises:
            ConflictError: Grafana has another version.
        """
        body = {
            "dashboard": {**dashboard, "id": None, "version": version},
            "folderUid": folder,
            "message": message,
            "overwrite": False,
        }
        self._call(lambda: self._api.dashboard.update_dashboard(body))

    def ensure_folder(self, uid: str, title: str) -> None:
        """A folder with this uid exists."""
        if self._call(lambda: self._api.folder.get_folder(uid)) is None:
            self._call(lambda: self._api.folder.create_folder(title, uid))

    def _call(self, request: Callable[[], Any]) -> Any:
        """The answer; None for 404 and 204.

        Raises:
            ConflictError: 412.
            Fatal: Grafana refuses the request or the token.
            Transient: Grafana did not answer, or with a 5xx, several times.
        """
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return request()
            except GrafanaServerError as error:
                problem = str(error)
            except GrafanaException as error:
                return _refusal(error)
            except ValueError:  # an answer without a body: 204
                return None
            except OSError as error:  # requests' own errors are OSErrors
                problem = str(error)
            time.sleep(self._pause * attempt)
        raise Transient(f"Grafana does not answer: {problem}")


def _refusal(error: GrafanaException) -> None:
    if error.status_code == 404:
        return
    if error.status_code == 412:
        raise ConflictError(str(error)) from error
    raise Fatal(f"Grafana refuses: {error}") from error
