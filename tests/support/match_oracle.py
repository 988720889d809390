"""The naive evaluator: every filter against every project, straight from docs/filters.md.

Shares the analyser with the product and nothing else; slow on purpose.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gigwire.domain.text import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gigwire.contracts.messages import Project
    from gigwire.contracts.people import Filter, Subscriber

Pairs = dict[int, list[str]]


def occurs(term: str, project: Project) -> bool:
    """Whether the term's tokens follow each other in the title, the body or one skill."""
    wanted = list(tokens(term))
    for text in (project.title, project.body, *project.skills):
        present = list(tokens(text))
        for start in range(len(present)):
            if wanted and present[start : start + len(wanted)] == wanted:
                return True
    return False


def fits(wanted: Filter, project: Project) -> bool:
    """Whether all parts of one filter hold."""
    groups = [[occurs(term, project) for term in group] for group in wanted.alternatives]
    parts = [
        not wanted.is_paused,
        all(occurs(term, project) for term in wanted.all_of),
        not wanted.any_of or any(occurs(term, project) for term in wanted.any_of),
        not groups or any(group and all(group) for group in groups),
        not any(occurs(term, project) for term in wanted.none_of),
        not wanted.languages or project.language in {*wanted.languages, "und"},
        not wanted.sources or project.source in wanted.sources,
        _can_pay(wanted.minimum_usd, project),
    ]
    return all(parts)


def expected(people: Iterable[Subscriber], project: Project) -> Pairs:
    """Ids of fitting filters by user; only users with one, in order of user id."""
    found: Pairs = {}
    for person in sorted(people, key=lambda one: one.user_id):
        ids = [one.filter_id for one in person.filters if fits(one, project)]
        if person.status == "active" and ids:
            found[person.user_id] = list(ids)
    return found


def _can_pay(minimum: int | None, project: Project) -> bool:
    if minimum is None or project.budget is None:
        return True
    highest, lowest = project.budget.usd_maximum, project.budget.usd_minimum
    if highest is not None:
        return highest >= minimum
    return lowest is None or lowest >= minimum
