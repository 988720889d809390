"""Why somebody was told, or not: the conclusion for each way that a project can go."""

from __future__ import annotations

from typing import Any

import pytest

from gigwire.contracts.delivery import LedgerEntry, NotificationDecided
from gigwire.contracts.ids import ClusterId
from gigwire.domain.filters import filter_of
from gigwire.domain.rates import RateBook
from gigwire.operate.why.cli import story_json
from gigwire.operate.why.story import Records, Story, steps_named, story_of
from tests.support.gigs import a_step, a_subscriber, at
from tests.support.messages import message

STEPS = (
    a_step("c1", title="Python bot", now=at(5)),
    a_step("c1", "changed", 1, title="Python bot for Telegram", now=at(6)),
)


def a_decision(**changes: Any) -> NotificationDecided:
    """Something decided about c1."""
    one = message("notifications.decisions")
    assert isinstance(one, NotificationDecided)
    return one.model_copy(update={"cluster_id": ClusterId("c1"), **changes})


def an_entry(**changes: Any) -> LedgerEntry:
    """Something that became of it."""
    one = message("notifications.ledger")
    assert isinstance(one, LedgerEntry)
    return one.model_copy(update={"cluster_id": ClusterId("c1"), **changes})


HELD = a_decision(decision="held", reason="quiet_hours")
REFUSED = an_entry(state="REJECTED", reason="blocked")


def told(*queries: str, paused: bool = False, **changes: Any) -> Story:
    """The story of a person with these filters."""
    filters = [filter_of(query).filter for query in queries]
    saved = [one.model_copy(update={"is_paused": paused}) for one in filters if one]
    records = Records(STEPS, a_subscriber(*saved), (), (), RateBook())
    return story_of(records._replace(**changes))


@pytest.mark.parametrize(
    ("story", "conclusion"),
    [
        (told("ruby"), "none of 1 filters fits"),
        (told(), "none of 0 filters fits"),
        (told("python", subscriber=None), "nobody with this id"),
        (told("python", paused=True), "paused"),
        (told("python", subscriber=a_subscriber(status="blocked")), "the person is blocked"),
        (told("python"), "nothing is decided"),
        (told("python", decisions=[HELD]), "held, because: quiet_hours"),
        (told("python", decisions=[HELD], ledger=[REFUSED]), "refused the message (blocked)"),
        (told("python", ledger=[an_entry(state="SENT", message_id=12)]), "told: message 12"),
        (told("python", ledger=[an_entry(state="UNKNOWN", message_id=None)]), "perhaps"),
    ],
)
def test_the_conclusion_is_the_last_thing_that_happened(story: Story, conclusion: str) -> None:
    """From the ledger back to the filters."""
    assert conclusion in story.conclusion


def test_a_filter_made_after_the_project_is_named_as_the_reason() -> None:
    """The settings are younger than every step."""
    wanted = filter_of("python").filter
    assert wanted is not None
    young = a_subscriber(wanted).model_copy(update={"event_time": at(60)})
    assert "younger than the project" in told(subscriber=young).conclusion


def test_each_filter_is_explained_on_the_step_it_fits_or_the_last() -> None:
    """`telegram` came with the change; `ruby` never."""
    story = told("bot", "telegram", "ruby")
    assert [(one.verdict.holds, one.revision) for one in story.judged] == [
        (True, 0), (True, 1), (False, 1),
    ]  # fmt: skip
    shown = story_json(story)["filters"]
    assert isinstance(shown, list)
    assert [one["because"][0]["condition"] for one in shown] == ["bot", "telegram", "ruby"]


def test_others_decisions_and_messages_are_left_out_and_a_digests_ledger_is_found() -> None:
    """A digest's entry names no cluster; the decision names the digest."""
    digested = a_decision(decision="digested", reason="due", notification_id="n9")
    of_digest = an_entry(cluster_id=None, notification_id="n9", state="SENT", message_id=5)
    other = an_entry(cluster_id=ClusterId("c2"), notification_id="n8")
    story = told("python", decisions=[digested, a_decision(cluster_id=ClusterId("c2"))],
                 ledger=[other, of_digest])  # fmt: skip
    assert story.ledger == (of_digest,)
    assert story.decisions == (digested,)
    assert "told: message 5" in story.conclusion


@pytest.mark.parametrize("name", ["fl:1", "1", "https://fl.example/1", "c1", "trace-c1"])
def test_a_project_is_found_by_any_of_its_names_with_all_its_steps(name: str) -> None:
    """Key, native id, address, cluster, trace."""
    other = a_step("c2", key="fl:2", native_id="2", url="https://fl.example/2")
    assert steps_named(name, [*STEPS, other]) == list(STEPS)
