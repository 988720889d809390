"""Translating projects and people into facts: from the boards' truth or from Kafka. Pure."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from gigwire.contracts.ids import project_key
from gigwire.operate.reconcile.facts import Person, Version, Wish

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gigwire.contracts.messages import Budget, UniqueProject
    from gigwire.contracts.people import Subscriber


# The other boards publish categories only; what nobody can see, nobody can match.
SHOW_SKILLS: Final = ("freelancer", "freelancehunt", "telegram_channel")


def versions_of_truth(steps: Iterable[dict[str, Any]]) -> list[Version]:
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
                usd_limit=_upper(step["budget"]),
                is_open=step["kind"] != "close",
            )
        )
    return versions


def _skills(step: dict[str, Any]) -> tuple[str, ...]:
    """What the board shows of them: channels write hashtags, where `/` cannot stand."""
    shown = step["skills"] if step["board"] in SHOW_SKILLS else ()
    is_channel = step["board"] == "telegram_channel"
    return tuple(skill.replace("/", "_") if is_channel else skill for skill in shown)


def _upper(budget: dict[str, Any] | None) -> int | None:
    if budget is None:
        return None
    upper: int | None = budget["usd_maximum"]
    return budget["usd_minimum"] if upper is None else upper


def versions_of_unique(uniques: Iterable[UniqueProject]) -> list[Version]:
    """Versions from `projects.unique`, where no outside truth exists: the pipeline's clusters."""
    return [
        Version(
            key=unique.project.key,
            cluster=unique.cluster_id,
            at=unique.project.seen_at,
            until=None,
            source=unique.project.source,
            language=unique.project.language,
            title=unique.project.title,
            body=unique.project.body,
            skills=unique.project.skills,
            usd_limit=_upper_of(unique.project.budget),
            is_open=unique.kind != "closed",
        )
        for unique in uniques
    ]


def _upper_of(budget: Budget | None) -> int | None:
    if budget is None:
        return None
    return budget.usd_minimum if budget.usd_maximum is None else budget.usd_maximum


def person_of(subscriber: Subscriber) -> Person:
    """A person's wishes under one version of the settings."""
    wishes = tuple(
        Wish(
            all_of=one.all_of,
            any_of=one.any_of,
            alternatives=one.alternatives,
            none_of=one.none_of,
            minimum_usd=one.minimum_usd,
            languages=one.languages,
            sources=one.sources,
        )
        for one in subscriber.filters
        if not one.is_paused and subscriber.status == "active"
    )
    return Person(subscriber.user_id, subscriber.event_time, wishes)
