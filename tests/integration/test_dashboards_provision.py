"""`dashboards push` against Grafana's API: repeatable, patient, overwrites nobody blindly."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from dashboards.cli import app
from dashboards.grafana import Grafana
from dashboards.provision import push
from dashboards.render import load
from gigwire.contracts.errors import Fatal, Transient
from tests.support.grafana_fake import TOKEN, GrafanaFake, grafana_fake

if TYPE_CHECKING:
    from collections.abc import Iterator

UID = "gigwire-pipeline"


@pytest.fixture
def fake() -> Iterator[GrafanaFake]:
    """An empty Grafana."""
    with grafana_fake() as running:
        yield running


def grafana(fake: GrafanaFake, token: str = TOKEN) -> Grafana:
    """A client that does not wait between attempts."""
    return Grafana(fake.url, token, pause=0.0)


def test_push_creates_then_changes_nothing_then_updates(fake: GrafanaFake) -> None:
    """Only a difference is saved, into our folder."""
    assert push(grafana(fake)) == {"pipeline": "created"}
    assert fake.folder_of == {UID: "gigwire"}
    assert push(grafana(fake)) == {"pipeline": "unchanged"}
    fake.dashboards[UID]["title"] = "edited by hand"
    assert push(grafana(fake)) == {"pipeline": "updated"}
    assert fake.dashboards[UID]["panels"] == load("pipeline")["panels"]
    assert (fake.dashboards[UID]["title"], fake.writes) == ("Pipeline", 2)


def test_folder_created_with_an_empty_answer_is_no_error(fake: GrafanaFake) -> None:
    """A 204 has no JSON."""
    fake.folder_answer = 204
    assert push(grafana(fake)) == {"pipeline": "created"}


def test_grafana_that_is_unwell_for_a_moment_is_tried_again(fake: GrafanaFake) -> None:
    """A few 503 are waited out, many are told."""
    fake.failures = 3
    assert push(grafana(fake)) == {"pipeline": "created"}
    fake.failures = 99
    with pytest.raises(Transient, match="unwell"):
        push(grafana(fake))


def test_rival_who_saves_in_between_is_seen(fake: GrafanaFake) -> None:
    """A 412 means: look again; a rival who never stops is told."""
    fake.rivals = 1
    assert push(grafana(fake)) == {"pipeline": "updated"}
    assert fake.dashboards[UID]["title"] == "Pipeline"
    fake.dashboards[UID]["title"] = "other"
    fake.rivals = 99
    with pytest.raises(Transient, match="somebody else"):
        push(grafana(fake))


def test_wrong_token_and_silent_address_are_told_in_words(fake: GrafanaFake) -> None:
    """The command fails with one line; it does not retry what cannot work."""
    with pytest.raises(Fatal, match="refuses"):
        push(grafana(fake, "wrong"))
    silent = Grafana("http://127.0.0.1:9", TOKEN, pause=0.0)
    with pytest.raises(Transient, match="does not answer"):
        push(silent)


def test_command_pushes_and_says_what_it_did(fake: GrafanaFake) -> None:
    """Token and address come from options or the environment."""
    environment = {"GRAFANA_TOKEN": TOKEN, "GRAFANA_URL": fake.url}
    result = CliRunner().invoke(app, ["push"], env=environment)
    assert (result.exit_code, result.output) == (0, "pipeline: created\n")
    refused = CliRunner().invoke(app, ["push", "--token", "wrong"], env=environment)
    assert refused.exit_code == 1
    assert "Grafana refuses" in refused.output
