"""Claim: personalise decides 500 matches a second on one core, priorities and percentiles included.

    python -m benchmarks.deciding [--matches 3000]

Pure, without Kafka: one project after another for people whose rows are full (1,000 told, 100
scores), each with five filters of which one fits. What is measured is what the agent does for a
match: the score by priorities and taste, the reasons, the decision, the new row. Exits 1 below.
"""

from __future__ import annotations

import argparse
import sys
from datetime import timedelta
from time import process_time
from typing import Final

from benchmarks.figures import save
from gigwire.contracts.ids import ClusterId, FilterId, UserId
from gigwire.contracts.people import Filter, Subscriber
from gigwire.domain.personalise import Pacing, Subjects, Taste, Told, decide_match, fits_of
from tests.support.gigs import NOON, PYTHON, a_match, a_project, a_step, a_subscriber

LEAST_A_SECOND: Final = 500
PEOPLE: Final = 50
TOLD: Final = 900
TASTE: Final = Taste(user_id=UserId(0), weights={"python": 0.5, "bot": 0.3, "shop": -0.2})


def a_person(number: int, *, is_ranked: bool) -> Subscriber:
    """Five filters; the one that fits is important to whom that is measured."""
    others = [
        Filter(filter_id=FilterId(f"o{one}"), name=f"o{one}", query=f"haskell{one}")
        for one in range(4)
    ]
    wanted = PYTHON.model_copy(update={"priority": "high"}) if is_ranked else PYTHON
    return a_subscriber(wanted, *others, user=number, daily_cap=10**9)


def a_row(number: int) -> Pacing:
    """As it is after some days of much traffic."""
    told = {
        ClusterId(f"old{one}"): Told(revision=0, reason="fits", at=NOON, words=("python", "bot"))
        for one in range(TOLD)
    }
    return Pacing(user_id=UserId(number), told=told, scores=tuple(range(100)))


def a_second(matches: int, *, is_ranked: bool) -> float:
    """Matches decided in a second of processor time."""
    people = [a_person(number, is_ranked=is_ranked) for number in range(PEOPLE)]
    rows = [a_row(number) for number in range(PEOPLE)]
    subjects, spent = Subjects(), 0.0
    for at in range(matches // PEOPLE):
        now = NOON + timedelta(seconds=at)
        project = a_project(title=f"Python bot {at} for a shop", body="We need it soon. " * 40)
        step = a_step(f"c{at}", project=project, now=now)
        for number, person in enumerate(people):
            match = a_match(step, number)
            begun = process_time()
            for fit in fits_of(match, subjects):
                liked = fit.weighed(person).liked_by(TASTE)
                rows[number] = decide_match(liked, person, rows[number], now).pacing
            spent += process_time() - begun
    return matches / spent


def main() -> int:
    """Measure both, save, judge."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--matches", type=int, default=3_000)
    matches = parser.parse_args().matches
    a_second(PEOPLE, is_ranked=False)  # dictionaries are read at their first use
    figures = {
        "normal_a_second": round(a_second(matches, is_ranked=False)),
        "ranked_a_second": round(a_second(matches, is_ranked=True)),
    }
    save("deciding", {**figures, "matches": matches, "people": PEOPLE})
    return 0 if min(figures.values()) >= LEAST_A_SECOND else 1


if __name__ == "__main__":
    sys.exit(main())
