"""What one observation adds to what is known of its project."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gigwire.contracts.errors import Poison
from gigwire.contracts.messages import Client, RawBudget
from gigwire.domain.normalise import SeenProject, decide
from gigwire.domain.rates import RateBook, RateTable, current_rates
from tests.support.raws import START, a_raw, after

if TYPE_CHECKING:
    from gigwire.contracts.messages import CleanProject, RawProject

LATER = after(minutes=5)


def told(*raws: RawProject) -> list[tuple[str, int]]:
    """Kinds and revisions sent for observations of one project, in order."""
    return [(it.kind, it.project.revision) for it in outputs(*raws)]


def outputs(*raws: RawProject, seen: SeenProject | None = None) -> list[CleanProject]:
    """Everything sent for observations of one project, in order."""
    sent: list[CleanProject] = []
    for raw in raws:
        result = decide(raw, seen, after(days=1))
        # The row goes through its wire form, as it does in the table.
        seen = SeenProject.model_validate_json(result.state.model_dump_json())
        sent.extend(result.outputs)
    return sent


def test_unseen_project_is_new() -> None:
    """The first sight passes, cleaned, with the trace and time of the observation."""
    (event,) = outputs(a_raw(body="<p>Нужно&nbsp;собрать</p>"))

    assert (event.kind, event.project.revision) == ("new", 0)
    assert event.project.body == "Нужно собрать"
    assert (event.trace_id, event.event_time) == ("trace-1", START)


def test_exact_repeat_gives_nothing() -> None:
    """The same content seen again, with other bids and rubric, stops here."""
    again = a_raw(seen_at=LATER, bids=7, category="Парсинг")

    assert told(a_raw(), again) == [("new", 0)]


def test_exact_repeat_leaves_the_row_as_it_is() -> None:
    """Nothing is written for a repeat."""
    state = decide(a_raw(), None, LATER).state

    assert decide(a_raw(seen_at=LATER), state, LATER).state is state


def test_changed_content_raises_the_revision() -> None:
    """Body and budget are content."""
    body = a_raw(body="Нужно другое.", seen_at=LATER)
    budget = a_raw(
        body="Нужно другое.",
        budget=RawBudget(maximum=Decimal(500)),
        seen_at=after(minutes=9),
    )

    assert told(a_raw(), body, budget) == [("new", 0), ("changed", 1), ("changed", 2)]


def test_close_passes_once_and_reopening_is_a_change() -> None:
    """Closed twice is one event; a project that opens again is a new revision."""
    closed = [a_raw(status="closed", seen_at=after(minutes=minute)) for minute in (1, 2)]
    opened = a_raw(seen_at=after(minutes=3))
    closed_again = a_raw(status="closed", seen_at=after(minutes=4))

    steps = told(a_raw(), *closed, opened, closed_again)

    assert steps == [("new", 0), ("closed", 0), ("changed", 1), ("closed", 1)]


def test_close_of_an_unseen_project_is_silent() -> None:
    """Nobody was told of it; if it opens, it is new."""
    assert told(a_raw(status="closed"), a_raw(seen_at=LATER)) == [("new", 0)]


def test_content_that_returns_is_a_further_revision() -> None:
    """A, B, A are three revisions with three ids, not a repeat of the first."""
    sent = outputs(
        a_raw(), a_raw(body="Б.", seen_at=after(minutes=1)), a_raw(seen_at=after(minutes=2))
    )

    assert [it.project.revision for it in sent] == [0, 1, 2]
    assert len({it.event_id for it in sent}) == 3


def test_redelivered_observation_gives_its_output_again() -> None:
    """The row may be durable where the output is not: the same events come again."""
    raws = [a_raw(), a_raw(body="Б.", seen_at=after(minutes=1))]
    first = outputs(*raws)
    state = decide(raws[1], decide(raws[0], None, LATER).state, LATER).state

    assert outputs(*raws, seen=state) == first


def test_older_observation_is_ignored() -> None:
    """A record that arrives after a newer one changes nothing."""
    newer, older = a_raw(seen_at=LATER), a_raw(body="Старое.", seen_at=START)

    assert told(newer, older) == [("new", 0)]


def test_price_in_the_title_becomes_the_budget() -> None:
    """The suffix of FL.ru leaves the title; it is the budget where the board gives no other."""
    title = "Интеграция доставки (Бюджет: 10 000 ₽)"
    (priced,) = outputs(a_raw(title=title))
    (stated,) = outputs(a_raw(title=title, budget=RawBudget(maximum=Decimal(9), currency="EUR")))

    assert priced.project.title == "Интеграция доставки"
    assert priced.project.budget is not None
    assert (priced.project.budget.maximum, priced.project.budget.usd_maximum) == (10**6, 12_500)
    assert stated.project.budget is not None
    assert stated.project.budget.currency == "EUR"


@pytest.mark.parametrize(
    "title", ["Parser, price: 3 shops", "Fixed price - logo", "Бюджет: 10 000 ₽", "Сайт (цена?)"]
)
def test_title_that_only_mentions_a_price_stays_whole(title: str) -> None:
    """Only an amount with a currency, after a name, is cut off."""
    (event,) = outputs(a_raw(title=title))

    assert event.project.title == title


def test_labelled_price_of_a_post_becomes_the_budget() -> None:
    """Channels write the budget into the text."""
    body = "Ищем дизайнера\n💰 Бюджет: 20-30к руб\nПишите."
    (event,) = outputs(a_raw(source="telegram_channel", body=body))

    assert event.project.budget is not None
    assert (event.project.budget.minimum, event.project.budget.maximum) == (2_000_000, 3_000_000)


def test_skills_are_trimmed_and_unique() -> None:
    """Regardless of case and `#`; first spelling and order stay; C# keeps its sign."""
    (event,) = outputs(a_raw(skills=(" Python ", "python", "#django", "C#", "", "&amp;")))

    assert event.project.skills == ("Python", "django", "C#", "&")


def test_post_without_a_title_is_named_by_its_first_line() -> None:
    """A channel's post has no title of its own."""
    (event,) = outputs(a_raw(title="", body="Нужен бот<br>Подробности в личке"))

    assert event.project.title == "Нужен бот"


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"url": "javascript:alert(1)"}, "bad_url"),
        ({"title": " ", "body": "<p></p>"}, "no_text"),
        ({"native_id": " "}, "bad_native_id"),
        ({"native_id": "a\nb"}, "bad_native_id"),
    ],
)
def test_useless_observation_is_poison(fields: dict[str, str], reason: str) -> None:
    """What can never become a project goes to the DLQ with a stable reason."""
    with pytest.raises(Poison) as caught:
        decide(a_raw(**fields), None, LATER)
    assert caught.value.reason == reason


def test_clock_of_a_board_that_runs_ahead_is_held_to_now() -> None:
    """An event from next year would make dedupe forget the present."""
    raw = a_raw(seen_at=after(days=400), published_at=after(days=400))
    event = decide(raw, None, LATER).outputs[0]

    assert event.event_time == LATER
    assert event.project.published_at is None


def test_guessed_country_of_a_client_is_not_kept() -> None:
    """A country is a two-letter code or unknown."""
    codes = []
    for country in ("UA", "Ukraine"):
        (event,) = outputs(a_raw(client=Client(country=country, name="<\u202eIvan")))
        assert event.project.client is not None
        assert event.project.client.name == "<Ivan"
        codes.append(event.project.client.country)

    assert codes == ["ua", None]


Steps = list[tuple[str, Literal["open", "closed"]]]
STEPS = st.lists(
    st.tuples(st.sampled_from(["A", "B"]), st.sampled_from(["open", "closed"])), max_size=8
)


@settings(deadline=None)
@given(steps=STEPS)
def test_any_history_alternates_and_redelivery_adds_nothing(steps: Steps) -> None:
    """Never closed twice in a row, revisions rise, and doubling each record changes no id."""
    raws = [
        a_raw(body=f"Текст {body}.", status=status, seen_at=after(minutes=minute))
        for minute, (body, status) in enumerate(steps)
    ]
    sent = outputs(*raws)
    kinds = [it.kind for it in sent]
    doubled = outputs(*(raw for raw in raws for _ in range(2)))

    assert kinds[:1] in ([], ["new"])
    assert ("closed", "closed") not in set(pairwise(kinds))
    assert [it.project.revision for it in sent] == sorted(it.project.revision for it in sent)
    assert {it.event_id for it in doubled} == {it.event_id for it in sent}
    assert len({it.event_id for it in sent}) == len(sent)


def test_money_is_converted_by_the_table_of_the_events_day() -> None:
    """A replay much later, with newer tables known, gives the same cents."""
    tables = [
        RateTable(date=date, usd_per_unit={"USD": Decimal(1), "RUB": Decimal(rate)})
        for date, rate in (("2026-11-02", "0.01"), ("2026-11-03", "0.02"))
    ]
    raw = a_raw(budget=RawBudget(minimum=Decimal(1000), currency="RUB"))

    then = decide(raw, None, LATER, RateBook(tables[:1])).outputs[0].project.budget
    replayed = decide(raw, None, after(days=400), RateBook(tables)).outputs[0].project.budget

    assert then == replayed
    assert then is not None
    assert (then.usd_minimum, then.rate_date) == (1_000, "2026-11-02")


def test_a_clock_ahead_uses_the_table_of_the_day_it_was_seen() -> None:
    """A board's mistake must not ask for a day whose table may still come."""
    book = RateBook(
        [RateTable(date="2026-11-03", usd_per_unit={"USD": Decimal(1), "RUB": Decimal(1)})]
    )
    raw = a_raw(budget=RawBudget(minimum=Decimal(1000), currency="RUB"))
    ahead = raw.model_copy(update={"event_time": after(days=3)})

    budget = decide(ahead, None, LATER, book).outputs[0].project.budget

    assert budget is not None
    assert budget.rate_date == current_rates().date
