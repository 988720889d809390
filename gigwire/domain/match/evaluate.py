"""The exact rules: does one filter fit one project, why, and how well. No clock, no index.

Score of a hit, 0..1000: 300, plus 150 for each distinct term found in the title (at most 3), plus
40 for each found only in the body or the skills (at most 3), plus 100 if a budget was asked for
and is met. A person's score is the best of their hits plus 10 for each further one (at most 3).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gigwire.contracts.messages import Hit, UserHit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gigwire.contracts.ids import UserId
    from gigwire.contracts.messages import Budget, Project
    from gigwire.domain.match.compiled import CompiledFilter, Term
    from gigwire.domain.match.view import Finder

BASE: Final = 300
TITLE_TERM: Final = 150
BODY_TERM: Final = 40
BUDGET_MET: Final = 100
FURTHER_HIT: Final = 10
COUNTED: Final = 3  # terms of a kind, or further hits, that raise a score


def hit_of(wanted: CompiledFilter, project: Project, finder: Finder) -> Hit | None:
    """Evaluate one filter against one analysed project; None where any part fails."""
    is_met = is_budget_met(wanted.minimum_usd, project.budget)
    if is_met is False or not _may_come_from(wanted, project) or not _words_fit(wanted, finder):
        return None
    return Hit(
        filter_id=wanted.filter_id,
        filter_name=wanted.name,
        title_terms=tuple(t.text for t in wanted.positive if finder[t.tokens] == "title"),
        body_terms=tuple(t.text for t in wanted.positive if finder[t.tokens] == "below"),
        is_budget_met=is_met,
    )


def is_budget_met(minimum_usd: int | None, budget: Budget | None) -> bool | None:
    """Compare a wish with a budget's upper limit, or its lower where it has no upper one.

    None: nothing is asked for, or the budget is unknown, and both pass. Hourly and monthly amounts
    are compared as they are: what an hour of a project adds up to is not known.
    """
    if minimum_usd is None or budget is None:
        return None
    limit = budget.usd_minimum if budget.usd_maximum is None else budget.usd_maximum
    return None if limit is None else limit >= minimum_usd


def user_hit_of(user_id: UserId, hits: Sequence[Hit]) -> UserHit:
    """Join all hits of one user: told once, with every reason."""
    further = FURTHER_HIT * min(len(hits) - 1, COUNTED)
    score = max(score_of(hit) for hit in hits) + further
    return UserHit(user_id=user_id, score=min(score, 1000), hits=tuple(hits))


def score_of(hit: Hit) -> int:
    """Score one hit by the formula of the module."""
    title = TITLE_TERM * min(len(hit.title_terms), COUNTED)
    body = BODY_TERM * min(len(hit.body_terms), COUNTED)
    return BASE + title + body + (BUDGET_MET if hit.is_budget_met else 0)


def _may_come_from(wanted: CompiledFilter, project: Project) -> bool:
    if wanted.sources and project.source not in wanted.sources:
        return False
    return not wanted.languages or project.language in wanted.languages or project.language == "und"


def _words_fit(wanted: CompiledFilter, finder: Finder) -> bool:
    if any(finder[term.tokens] for term in wanted.none_of):
        return False
    if not all(finder[term.tokens] for term in wanted.all_of):
        return False
    if wanted.any_of and not any(finder[term.tokens] for term in wanted.any_of):
        return False
    return not wanted.alternatives or any(_holds(group, finder) for group in wanted.alternatives)


def _holds(group: tuple[Term, ...], finder: Finder) -> bool:
    return bool(group) and all(finder[term.tokens] for term in group)
