"""From builders to the committed JSON, always the same bytes; and the check that both agree."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

import orjson

from dashboards.alerts.render import render_alerts
from dashboards.panels.pipeline import build_pipeline

if TYPE_CHECKING:
    from collections.abc import Callable

    from grafana_foundation_sdk.builders.dashboard import Dashboard

BUILDERS: Final[dict[str, Callable[[], Dashboard]]] = {"pipeline": build_pipeline}
ALERTS: Final = "alerts"
GENERATED: Final = Path(__file__).parent / "generated"
_OPTIONS: Final = orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE


def _plain(value: Any) -> object:
    to_json: Callable[[], object] = value.to_json
    return to_json()


def render(name: str) -> bytes:
    """The dashboard's JSON, in the shape of Grafana's HTTP API and of file provisioning."""
    return orjson.dumps(BUILDERS[name]().build(), default=_plain, option=_OPTIONS)


def generated_path(name: str, folder: Path = GENERATED) -> Path:
    """Where a dashboard's JSON is committed, or the rules of alerts."""
    return folder / (f"{name}.yml" if name == ALERTS else f"{name}.json")


def _rendered(name: str) -> bytes:
    return render_alerts() if name == ALERTS else render(name)


def load(name: str) -> dict[str, Any]:
    """The dashboard as an object."""
    return cast("dict[str, Any]", orjson.loads(render(name)))


def build_all(folder: Path = GENERATED) -> list[Path]:
    """Write every dashboard, and the alerts; returns the files that changed."""
    changed = []
    for name in stale(folder):
        path = generated_path(name, folder)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_rendered(name))
        changed.append(path)
    return changed


def stale(folder: Path = GENERATED) -> list[str]:
    """Names of dashboards (or `alerts`) whose committed file is not what their code says."""
    return [
        name
        for name in (*BUILDERS, ALERTS)
        if not generated_path(name, folder).is_file()
        or generated_path(name, folder).read_bytes() != _rendered(name)
    ]
