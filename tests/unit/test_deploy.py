"""The production-shaped twin: every stage has a service, and every file it names is there."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from connectors.sinks.clickhouse.migrate import load_migrations
from dashboards.query import PLUGIN
from gigwire.contracts.stages import STAGES
from gigwire.runtime.settings import Settings, load_settings
from tests.support.small_yaml import SmallYamlError, parse

ROOT = Path(__file__).resolve().parents[2]
COMPOSE: dict[str, Any] = parse((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, Any] = COMPOSE["services"]


@pytest.mark.parametrize("stage", STAGES)
def test_every_stage_has_a_service_of_its_own(stage: str) -> None:
    """The service is called like the stage, runs it, and starts after the topics exist."""
    service = SERVICES[stage]
    assert service["command"] == ["run", stage]
    assert service["build"] == {"context": ".", "dockerfile": "deploy/Dockerfile"}
    assert service["depends_on"]["topics"]["condition"] == "service_completed_successfully"
    assert service["environment"]["GIGWIRE_KAFKA__BOOTSTRAP"] == "kafka:9092"


def test_nothing_runs_that_is_no_stage_and_no_server() -> None:
    """A stage that was renamed leaves no service behind."""
    assert set(SERVICES) == {*STAGES, "kafka", "clickhouse", "grafana", "topics"}
    assert SERVICES["kafka"]["image"] == "apache/kafka:4.3.1"


def test_settings_of_the_services_exist() -> None:
    """A typo in a setting's name would stop the stage with exit code 78."""
    for stage in STAGES:
        environment: dict[str, str] = SERVICES[stage]["environment"]
        load_settings(
            {
                name: "from .env" if value.startswith("$") else value
                for name, value in environment.items()
            }
        )
    assert SERVICES["record"]["environment"]["GIGWIRE_CLICKHOUSE__URL"] == "http://clickhouse:8123"


def test_files_named_by_the_deployment_exist() -> None:
    """Mounts, what the image copies, and what Grafana reads."""
    for service in SERVICES.values():
        mounts = [one.split(":")[0] for one in service.get("volumes", []) if one.startswith("./")]
        assert all((ROOT / mount).exists() for mount in mounts), mounts
    dockerfile = (ROOT / "deploy/Dockerfile").read_text().splitlines()
    copies = [line.split()[1:-1] for line in dockerfile if line.startswith("COPY ")]
    names = [name for copy in copies for name in copy if not name.startswith(("--", "/"))]
    assert names
    assert all((ROOT / name).exists() for name in names)


def test_grafana_reads_our_tables_as_a_user_who_cannot_write() -> None:
    """Data source, user and database fit together; the dashboards' folder is the mounted one."""
    folder = ROOT / "deploy/grafana/provisioning"
    (source,) = parse((folder / "datasources/clickhouse.yml").read_text())["datasources"]
    assert source["type"] == PLUGIN
    assert source["jsonData"]["defaultDatabase"] == Settings().clickhouse.database
    (provider,) = parse((folder / "dashboards/gigwire.yml").read_text())["providers"]
    mounts = dict(one.split(":")[:2] for one in SERVICES["grafana"]["volumes"])
    assert mounts["./dashboards/generated"] == provider["options"]["path"]
    users = ET.parse(ROOT / "deploy/clickhouse/users.xml")  # noqa: S314 - our own file
    user = users.find(f"users/{source['jsonData']['username']}")
    assert user is not None
    assert users.findtext(f"profiles/{user.findtext('profile')}/readonly") == "2"


def test_migrations_are_numbered_without_gaps() -> None:
    """0001, 0002, ...: two branches that add the same number are seen."""
    numbers = [int(one.name.split("_")[0]) for one in load_migrations()]
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize(
    "text", ["a: |\n  b", " a: 1", "a: 1\na: 2", "a: b: c", "- a\nb: 1", "a: {b: 1}"]
)
def test_yaml_beyond_the_small_part_is_refused(text: str) -> None:
    """The reader of these tests does not guess."""
    with pytest.raises(SmallYamlError):
        parse(text)
