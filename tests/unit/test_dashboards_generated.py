"""The dashboards' JSON: committed as the code says, and whole enough for Grafana."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from dashboards.cli import app
from dashboards.macros import UnknownMacroError, expand
from dashboards.query import PLUGIN
from dashboards.render import BUILDERS, GENERATED, build_all, load, stale

if TYPE_CHECKING:
    from pathlib import Path

AT = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)


def panels(name: str) -> list[dict[str, Any]]:
    """The panels that show something."""
    return [panel for panel in load(name)["panels"] if panel["type"] != "row"]


def test_committed_json_is_what_the_code_says() -> None:
    """Nobody edits the JSON, nobody forgets to build it."""
    assert stale() == []
    assert CliRunner().invoke(app, ["check"]).exit_code == 0


def test_edited_json_is_found_and_built_anew(tmp_path: Path) -> None:
    """The check sees a single changed byte."""
    build_all(tmp_path)
    assert stale(tmp_path) == []
    path = tmp_path / "pipeline.json"
    path.write_bytes(path.read_bytes().replace(b"Pipeline", b"Pipelines", 1))
    assert stale(tmp_path) == ["pipeline"]
    assert build_all(tmp_path) == [path]


@pytest.mark.parametrize("name", list(BUILDERS))
def test_every_panel_can_be_read_by_its_viewer(name: str) -> None:
    """A title, an explanation, a unit, one query through the variable, a place of its own."""
    for panel in panels(name):
        assert panel["title"]
        assert panel["description"]
        assert panel["fieldConfig"]["defaults"]["unit"]
        (target,) = panel["targets"]
        assert target["datasource"] == {"type": PLUGIN, "uid": "${datasource}"}
    everything = load(name)["panels"]
    assert len({panel["id"] for panel in everything}) == len(everything)
    places = {(one["gridPos"]["x"], one["gridPos"]["y"]) for one in everything}
    assert len(places) == len(everything)


def test_every_query_file_is_shown_somewhere() -> None:
    """No SQL lies about unused."""
    shown = {panel["targets"][0]["rawSql"] for name in BUILDERS for panel in panels(name)}
    files = {path.read_text().strip() for path in (GENERATED.parent / "queries").glob("*.sql")}
    assert shown == files


def test_macros_expand_as_the_plugin_does() -> None:
    """The forms of the plugin's own tests."""
    sql = expand("$__timeInterval(t) $__interval_s $__timeFilter_ms(t)", AT, AT, 60)
    assert sql == (
        "toStartOfInterval(toDateTime(t), INTERVAL 60 second) 60 "
        "(t >= fromUnixTimestamp64Milli(1795255200000)"
        " AND t <= fromUnixTimestamp64Milli(1795255200000))"
    )
    with pytest.raises(UnknownMacroError):
        expand("$__lttb(t)", AT, AT, 60)
