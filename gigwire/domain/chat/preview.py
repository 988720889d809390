"""What a filter would have brought, as lines of a screen. Owns the honest naming of the time."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from gigwire.domain.cards.card import title_of
from gigwire.domain.cards.money import age, budget_line
from gigwire.domain.filters import compiled_query
from gigwire.domain.localtime import zone_of

if TYPE_CHECKING:
    from gigwire.contracts.messages import UniqueProject
    from gigwire.domain.cards.words import Words
    from gigwire.domain.chat.recent import Looked
    from gigwire.domain.chat.turn import Turn

DAY: Final = timedelta(days=1)
BARS: Final = "▁▂▃▄▅▆▇█"
MOST_DAYS: Final = 14


def looked_at(turn: Turn, query: str) -> Looked:
    """What the query would have brought of late."""
    return turn.around.recent.look(compiled_query(query), turn.now)


def preview(turn: Turn, query: str) -> tuple[str, ...]:
    """How many in how long, and the last of them."""
    looked = looked_at(turn, query)
    last = (line_of(one, turn) for one in looked.last)
    return (count_line(looked, turn.words), *last)


def count_line(looked: Looked, words: Words) -> str:
    """`In the last 3 days: 12 of 2,310 projects`; or that nothing can be said yet."""
    if not looked.total:
        return words("preview-blind")
    span = span_text(looked.span, words)
    return words("preview-count", span=span, count=looked.came, total=looked.total)


def span_text(span: timedelta, words: Words) -> str:
    """The time that was looked at, in days from two days on, else in hours; never more than it."""
    if span >= 2 * DAY:
        return words("span-days", count=span // DAY)
    hours = span // timedelta(hours=1)
    if hours:
        return words("span-hours", count=hours)
    return words("span-minutes", count=max(1, span // timedelta(minutes=1)))


def yesterday_line(looked: Looked, turn: Turn) -> str:
    """`Yesterday you would have got 14`; where yesterday is not held, what is."""
    midnight = _midnight(turn)
    count = looked.between(midnight - DAY, midnight)
    if count is None or looked.span < turn.now - (midnight - DAY):
        return count_line(looked, turn.words)
    return turn.words("preview-yesterday", count=count)


def line_of(step: UniqueProject, turn: Turn) -> str:
    """One project: its title as a link, its budget, its age."""
    project, words = step.project, turn.words
    seen = age(project.published_at or project.seen_at, turn.now, words)
    budget = budget_line(project.budget, turn.person.currency, words)
    return f"• {title_of(project, words)}\n  {budget} · {seen}"


def days_line(looked: Looked, turn: Turn) -> str:
    """A bar for each local day that is held whole, the oldest first; today is the last."""
    midnight = _midnight(turn)
    held = min(MOST_DAYS, looked.span // DAY)
    starts = [midnight - DAY * before for before in range(held, -1, -1)]
    counts = [sum(start <= one < start + DAY for one in looked.times) for start in starts]
    most = max(counts) or 1
    bars = "".join(BARS[count * (len(BARS) - 1) // most] for count in counts)
    return f"<code>{bars}</code>  {' '.join(map(str, counts))}"


def _midnight(turn: Turn) -> datetime:
    zone = zone_of(turn.person.timezone)
    return datetime.combine(turn.now.astimezone(zone).date(), time(), zone)
