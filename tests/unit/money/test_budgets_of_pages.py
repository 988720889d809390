"""Budgets as they stand in boards' pages: the recorded samples where they are, else our own."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import TYPE_CHECKING

from gigwire.contracts.messages import RawBudget
from gigwire.domain.money.budget import budget_of

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[3]
SAMPLES = ROOT.parent / "shared" / "samples"
OURS = ROOT / "tests" / "fixtures" / "money"
KINDS = {".html", ".xml", ".json", ".rss"}
STATED = re.compile(
    r"<b>(?:Budget|Hourly Range)</b>: ?([^<\n]+)"
    r'|(?:class|data-test)="[^"]*(?:budget|price|job-type-label)(?!-lbl)[^"]*"[^>]*>\s*([^<]+)<'
    r"|\((Бюджет:[^)\n]+)\)|>(Бюджет:[^<\n]+)"
    r'|"(?:salary|budget)": "([^"]+)"'
)
# Boards say so on purpose: the price is to be talked about.
UNKNOWN = {"Обсуждается индивидуально"}


def stated(folder: Path) -> Iterator[str]:
    """Every budget of the pages in a folder."""
    for path in sorted(folder.iterdir()):
        if path.suffix in KINDS:
            page = html.unescape(path.read_text(encoding="utf-8"))
            for match in STATED.finditer(page):
                yield next(group for group in match.groups() if group).strip()


def unread(texts: list[str]) -> set[str]:
    """Those that give no budget of dollars."""
    found = {text: budget_of(RawBudget(text=text), default_currency="USD") for text in texts}
    return {
        text
        for text, budget in found.items()
        if budget is None or (budget.usd_minimum or budget.usd_maximum) is None
    }


def test_every_budget_of_our_pages_is_read() -> None:
    """All shapes of boards, and nothing but the agreed ones unknown."""
    texts = list(stated(OURS))

    assert len(texts) >= 10
    assert unread(texts) == UNKNOWN


def test_every_budget_of_the_samples_is_read() -> None:
    """What boards really wrote; where the samples are not at hand, our pages stand in."""
    texts = list(stated(SAMPLES if SAMPLES.is_dir() else OURS))

    assert len(texts) >= 10
    assert unread(texts) <= UNKNOWN
