"""A person's weekly report as one message: what came, what was held back and why, and prices.

Says only what is known: a count of none is left out, and silence is explained.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from babel.dates import format_skeleton
from babel.numbers import format_decimal

from gigwire.domain.cards.html import escape, shown
from gigwire.domain.cards.money import money
from gigwire.domain.rates import current_rates

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gigwire.contracts.weekly import Asked, WeeklyReport
    from gigwire.domain.cards.words import Words

MAX_WORD: Final = 40


class _Line(NamedTuple):
    label: str
    number: int


def report_text(report: WeeklyReport, currency: str, words: Words) -> str:
    """The report as HTML; money in the person's currency, by the rates of now."""
    blocks = [_heading(report, words), _told(report, words)]
    if report.dropped:
        blocks.append(_listed(words("report-dropped"), _reasons(report.dropped, words), words))
    if report.market:
        lines = [_worth(one, currency, words) for one in report.market]
        blocks.append("\n".join((f"<b>{words('report-market')}</b>", *lines)))
    return "\n\n".join(blocks)


def _heading(report: WeeklyReport, words: Words) -> str:
    first, last = (_day(day, words) for day in (report.first_day, report.last_day))
    lines = [f"<b>{words('report-title', first=first, last=last)}</b>"]
    if report.looked_at is not None:
        lines.append(words("report-looked-at", number=_number(report.looked_at, words)))
    if report.matched == 0:
        lines.append(words("report-silence", number=_number(report.filters, words)))
        if report.paused_filters:
            number = _number(report.paused_filters, words)
            lines.append(words("report-paused-filters", number=number))
    return "\n".join(lines)


def _told(report: WeeklyReport, words: Words) -> str:
    lines = [
        _Line(words("report-sent"), report.sent),
        _Line(words("report-digested"), report.digested),
        _Line(words("report-waiting"), report.waiting),
    ]
    heading = words("report-matched", number=_number(report.matched, words))
    text = _listed(heading, lines, words)
    if report.held:
        waited = _listed(words("report-held"), _reasons(report.held, words), words)
        return f"{text}\n{waited}"
    return text


def _listed(heading: str, lines: list[_Line], words: Words) -> str:
    told = [f"• {line.label}: {_number(line.number, words)}" for line in lines if line.number]
    return "\n".join((heading, *told))


def _reasons(counts: Mapping[str, int], words: Words) -> list[_Line]:
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [_Line(reason_label(reason, words), count) for reason, count in ranked]


def reason_label(reason: str, words: Words) -> str:
    """A reason for waiting or for silence, in the person's language."""
    labels = {
        "quiet_hours": words("report-quiet-hours"),
        "snoozed": words("report-snoozed"),
        "daily_cap": words("report-daily-cap"),
        "client_cap": words("report-client-cap"),
        "less_often": words("report-less-often"),
        "pace": words("report-pace"),
        "overflow": words("report-overflow"),
        "muted": words("report-muted"),
        "unseen": words("report-unseen"),
        "hidden": words("report-hidden"),
    }
    return labels.get(reason, words("report-other"))


def _worth(asked: Asked, currency: str, words: Words) -> str:
    name = shown(asked.word, MAX_WORD)
    number = _number(asked.projects, words)
    parts = [words("report-word", word=name, number=number)]
    if (fixed := _amount(asked.fixed_median, currency, words)) is not None:
        parts.append(words("report-median", amount=fixed))
    if (hourly := _amount(asked.hourly_median, currency, words)) is not None:
        parts.append(words("report-median", amount=words("money-hourly", amount=hourly)))
    return ", ".join(parts)


def _amount(cents: int | None, currency: str, words: Words) -> str | None:
    minor = None if cents is None else current_rates().minor_of(cents, currency)
    return None if minor is None else escape(money(minor, currency, words.locale))


def _number(number: int, words: Words) -> str:
    return format_decimal(number, locale=words.locale)


def _day(day: str, words: Words) -> str:
    return format_skeleton("MMMd", date.fromisoformat(day), locale=words.locale)
