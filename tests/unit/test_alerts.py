"""Alert rules: on metrics that exist, by labels that they have, each with a chapter that helps."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dashboards.alerts.render import render_alerts
from dashboards.alerts.rules import ALERTS, Alert
from gigwire.contracts.metrics import METRICS
from tests.support.small_yaml import parse

RUNBOOKS = Path(__file__).resolve().parents[2] / "docs" / "runbooks"
LABELS = {one.name: set(one.labels) for one in METRICS}


@pytest.mark.parametrize("alert", ALERTS, ids=lambda alert: alert.name)
def test_alert_asks_for_a_metric_and_its_labels(alert: Alert) -> None:
    """A renamed metric would make an alert that never fires."""
    (metric,) = re.findall(r"gigwire_\w+", alert.expression)
    grouped = re.search(r"by \(([\w, ]+)\)", alert.expression)
    by = set(grouped[1].split(", ")) if grouped else set()
    assert by <= LABELS[metric]
    assert set(re.findall(r"\$labels\.(\w+)", alert.summary)) <= by
    assert re.fullmatch(r"\d+m", alert.lasting)


@pytest.mark.parametrize("alert", ALERTS, ids=lambda alert: alert.name)
def test_alert_leads_to_a_chapter_of_a_runbook(alert: Alert) -> None:
    """Whoever is woken reads what to do."""
    page, _, heading = alert.runbook.partition("#")
    titles = re.findall(r"^## (.+)$", (RUNBOOKS / page).read_text(), re.MULTILINE)
    assert heading in [re.sub(r"[^\w]+", "-", title.lower()).strip("-") for title in titles]


def test_rule_file_says_what_the_table_says() -> None:
    """In the shape that Prometheus reads."""
    text = render_alerts().decode()
    (group,) = parse(text)["groups"]
    assert [one["alert"] for one in group["rules"]] == [one.name for one in ALERTS]
    assert [one["for"] for one in group["rules"]] == [one.lasting for one in ALERTS]
    assert text.count("expr: ") == len(ALERTS)
