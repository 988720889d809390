"""How well a fitting filter fits, 0..1000: what is told first. Owns the formula, in two forms.

score = 200 + min(words, 600) + 100 if a budget is met + freshness, where
- words: for each distinct word or phrase of the filter (not excluded) that occurs: 120 if it does
  in the title, else 40; 30 more if in a skill; 10 * rarity (0..3: less than a tenth, a hundredth, a
  thousandth of the projects that this process has seen have the word);
- a budget is met: some `budget` or `rate` condition, not excluded, is known and holds;
- freshness: 100 for what was published just now, 1 less every 15 minutes, down to 0.
Patterns and attributes add nothing. Scores compare filters of one project at one moment; rarity
makes them differ a little between processes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from gigwire.domain.match.compile import kernel

if TYPE_CHECKING:
    from collections.abc import Iterable

BASE: Final = 200
IN_TITLE: Final = 120
BELOW: Final = 40
IN_SKILL: Final = 30
RARER: Final = 10
MOST_WORDS: Final = 600
BUDGET_MET: Final = 100
FRESHEST: Final = 100
STALER_SECONDS: Final = 15 * 60
RARITIES: Final = 3


def worth_of_term(*, is_title: bool, is_skill: bool, rarity: int) -> int:
    """What one word that occurs adds."""
    return (IN_TITLE if is_title else BELOW) + (IN_SKILL if is_skill else 0) + RARER * rarity


def rarity_of(seen_with: int, seen: int) -> int:
    """0 for a common word .. 3; a word of which nothing is known yet counts as common."""
    share = (seen_with + 1) / (seen + 10)
    return sum(share < limit for limit in (0.1, 0.01, 0.001))


def freshness_of(age_seconds: int) -> int:
    """0..100, by the age at the event time of the step."""
    return max(0, FRESHEST - max(0, age_seconds) // STALER_SECONDS)


def score_of(worths: Iterable[int], freshness: int, *, is_budget_met: bool) -> int:
    """The formula in plain Python, for explaining and for testing the kernel."""
    words = min(sum(worths), MOST_WORDS)
    return BASE + words + (BUDGET_MET if is_budget_met else 0) + freshness


@kernel
def total(words: Any, budget_met: Any, freshness: Any) -> Any:
    """The formula for the kernels; `budget_met` is 0 or 1."""
    return BASE + min(words, MOST_WORDS) + BUDGET_MET * budget_met + freshness
