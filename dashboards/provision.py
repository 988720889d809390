"""Bring Grafana's dashboards to what the code says: repeatable, by uid, nothing else touched."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal

from dashboards.grafana import ConflictError
from dashboards.render import BUILDERS, load
from gigwire.contracts.errors import Transient

if TYPE_CHECKING:
    from dashboards.grafana import Grafana

FOLDER_UID: Final = "gigwire"
FOLDER_TITLE: Final = "Gigwire"
MESSAGE: Final = "gigwire dashboards push"
CONFLICTS: Final = 3  # saves by others that we step aside for
_VOLATILE: Final = ("id", "version")  # Grafana's own counters

Outcome = Literal["created", "updated", "unchanged"]


def push(grafana: Grafana) -> dict[str, Outcome]:
    """Create or update every dashboard of the code; says what became of each, by name.

    Raises:
        Transient: Grafana is away, or somebody keeps saving the same dashboard.
        Fatal: Grafana refuses the token or the dashboard.
    """
    grafana.ensure_folder(FOLDER_UID, FOLDER_TITLE)
    return {name: _push_one(grafana, load(name)) for name in BUILDERS}


def _push_one(grafana: Grafana, wanted: dict[str, Any]) -> Outcome:
    for _ in range(CONFLICTS):
        present = grafana.dashboard(wanted["uid"])
        if present is not None and _content(present.dashboard) == _content(wanted):
            return "unchanged"
        try:
            grafana.save(wanted, FOLDER_UID, present.version if present else 0, MESSAGE)
        except ConflictError:
            continue
        return "updated" if present else "created"
    raise Transient(f"dashboard {wanted['uid']} is being changed by somebody else")


def _content(dashboard: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in dashboard.items() if name not in _VOLATILE}
