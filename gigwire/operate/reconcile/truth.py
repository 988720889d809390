"""Translating projects and people into facts: from the boards' truth or from Kafka. Pure."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from gigwire.contracts.ids import project_key
from gigwire.contracts.messages import Client
from gigwire.domain.filters import compiled_query
from gigwire.domain.rates import day_of, minor_digits
from gigwire.operate.reconcile.facts import UNSURE, Money, Person, Version

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from decimal import Decimal

    from gigwire.contracts.messages import Budget, Project, UniqueProject
    from gigwire.contracts.people import Subscriber
    from gigwire.domain.rates import RateBook, RateTable
    from gigwire.operate.reconcile.facts import Name, Number


# The other boards publish categories only; what nobody can see, nobody can match.
SHOW_SKILLS: Final = ("freelancer", "freelancehunt", "telegram_channel")
SHOW_CATEGORIES: Final = ("fl", "kwork")  # in words of their own
SHOW_BIDS: Final = ("freelancer", "freelancehunt", "kwork")


def versions_of_truth(steps: Iterable[dict[str, Any]], book: RateBook) -> list[Version]:
    """Versions from the board server's steps (docs of `GET /control/truth`), in their order.

    A version stands until the next step of the same posting.
    """
    versions: list[Version] = []
    newest: dict[str, int] = {}
    for step in steps:
        key = project_key(step["board"], step["native_id"])
        at = datetime.fromisoformat(step["at"])
        if key in newest:
            earlier = versions[newest[key]]
            versions[newest[key]] = earlier._replace(until=at)
        newest[key] = len(versions)
        versions.append(
            Version(
                key=key,
                cluster=step["cluster"],
                at=at,
                until=None,
                source=step["board"],
                language=step["language"],
                title=step["title"],
                body=step["body"],
                skills=_skills(step),
                money=_money(step["budget"], book.at(day_of(at))),
                is_open=step["kind"] != "close",
                category=UNSURE if step["board"] in SHOW_CATEGORIES else None,
                client_name=_client_name(step),
                country=step["client"]["country"] if step["board"] == "freelancer" else None,
                numbers=_numbers(step),
            )
        )
    return versions


def _skills(step: dict[str, Any]) -> tuple[str, ...]:
    """What the board shows of them: channels write hashtags, where `/` cannot stand."""
    shown = step["skills"] if step["board"] in SHOW_SKILLS else ()
    is_channel = step["board"] == "telegram_channel"
    return tuple(skill.replace("/", "_") if is_channel else skill for skill in shown)


def _money(budget: dict[str, Any] | None, table: RateTable) -> Money | None:
    """The truth is in major units, as boards write it."""
    if budget is None:
        return None
    units = 10 ** minor_digits(budget["currency"])
    ends = [end * units for end in (budget["minimum"], budget["maximum"]) if end is not None]
    currency, period = budget["currency"], budget["period"]
    return Money(min(ends), max(ends), currency, period, table.usd_per_unit)


def _client_name(step: dict[str, Any]) -> Name:
    """Kwork shows an account of its own making."""
    names = {"freelancer": step["client"]["name"], "freelancehunt": step["client"]["name"]}
    return UNSURE if step["board"] == "kwork" else names.get(step["board"])


def _numbers(step: dict[str, Any]) -> dict[str, Number]:
    """What a board shows of them; bids and ages move on, so the truth cannot tell them."""
    board, client = step["board"], step["client"]
    numbers: dict[str, Number] = {"age": UNSURE}
    if board in SHOW_BIDS:
        numbers["bids"] = UNSURE
    if board == "freelancer":
        numbers["client.rating"] = round(client["rating"] * 100)
        numbers["client.verified"] = int(client["is_verified"])
    if board == "kwork":
        numbers["client.hired"] = client["hired_percent"]
    return numbers


def versions_of_unique(uniques: Iterable[UniqueProject], book: RateBook) -> list[Version]:
    """Versions from `projects.unique`, where no outside truth exists: the pipeline's clusters."""
    return [_version(unique, unique.project, book) for unique in uniques]


def _version(unique: UniqueProject, project: Project, book: RateBook) -> Version:
    client = project.client or Client()
    rating = None if client.rating is None else round(client.rating * 100)
    age = unique.event_time - (project.published_at or project.seen_at)
    spent = client.spent_usd
    day = (project.budget and project.budget.rate_date) or day_of(project.seen_at)
    usd_for_one = book.at(day).usd_per_unit
    return Version(
        key=project.key,
        cluster=unique.cluster_id,
        at=project.seen_at,
        until=None,
        source=project.source,
        language=project.language,
        title=project.title,
        body=project.body,
        skills=project.skills,
        money=_money_of(project.budget, usd_for_one),
        is_open=unique.kind != "closed",
        category=project.category,
        client_name=client.name,
        country=client.country,
        spent=None if spent is None else Money(spent, spent, "USD", "fixed", usd_for_one),
        numbers={
            "client.rating": rating,
            "client.hired": client.hired_percent,
            "client.verified": None if client.is_verified is None else int(client.is_verified),
            "bids": project.bids,
            "age": max(0, int(age.total_seconds())),
        },
    )


def _money_of(budget: Budget | None, usd_for_one: Mapping[str, Decimal]) -> Money | None:
    if budget is None:
        return None
    ends = [end for end in (budget.minimum, budget.maximum) if end is not None]
    if not ends:
        return None
    return Money(min(ends), max(ends), budget.currency, budget.period, usd_for_one)


def person_of(subscriber: Subscriber) -> Person:
    """A person's wishes under one version of the settings."""
    wishes = tuple(
        compiled_query(one.query)
        for one in subscriber.filters
        if not one.is_paused and subscriber.status == "active"
    )
    return Person(subscriber.user_id, subscriber.event_time, wishes)
