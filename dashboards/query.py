"""SQL of panels: where it lies, how Grafana's ClickHouse plugin takes it. Runs nothing."""

from __future__ import annotations

from importlib import resources
from typing import Final, Literal

from grafana_foundation_sdk.cog.builder import Builder
from grafana_foundation_sdk.cog.variants import Dataquery
from grafana_foundation_sdk.models.common import DataSourceRef

PLUGIN: Final = "grafana-clickhouse-datasource"
# A variable, so that the same dashboard serves any installation.
DATASOURCE: Final = DataSourceRef(type_val=PLUGIN, uid="${datasource}")

QueryKind = Literal["timeseries", "table"]
_FORMAT: Final[dict[QueryKind, int]] = {"timeseries": 0, "table": 1}


def load_sql(name: str) -> str:
    """Text of `queries/<name>.sql`."""
    return (resources.files(__package__) / "queries" / f"{name}.sql").read_text("utf-8").strip()


class ClickHouseQuery(Dataquery):
    """One target in the plugin's own shape (4.x); the SDK has no model of it."""

    def __init__(self, sql: str, kind: QueryKind) -> None:
        self.sql = sql
        self.kind = kind

    def to_json(self) -> dict[str, object]:
        """The target as Grafana stores it."""
        return {
            "refId": "A",
            "datasource": DATASOURCE,
            "editorType": "sql",
            "rawSql": self.sql,
            "queryType": self.kind,
            "format": _FORMAT[self.kind],
        }


class Query(Builder[Dataquery]):
    """Builder of the query in a file."""

    def __init__(self, name: str, kind: QueryKind) -> None:
        self._made = ClickHouseQuery(load_sql(name), kind)

    def build(self) -> Dataquery:
        """The target."""
        return self._made
