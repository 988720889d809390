"""How much a person wants to hear: settings beyond the plain pace. No filters, no delivery."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from gigwire.contracts.messages import Frozen

Weekday = Annotated[int, Field(ge=0, le=6)]  # Monday is 0
MuteKind = Literal["word", "client", "source"]


class Mute(Frozen):
    """What a person never wants to be told of again.

    `word`: a word or phrase in any form, found as a filter would find it; `client`: a client's
    whole name; `source`: the name of a board.
    """

    kind: MuteKind
    value: str = Field(min_length=1, max_length=100)


class Peace(Frozen):
    """Every default leaves things as they were before the setting existed, but for the report.

    Percentiles are shares of the person's own last matches that scored lower.
    """

    urgent_percentile: int = Field(default=0, ge=0, le=99)  # passes quiet hours; 0: nothing does
    digest_top: int = Field(default=10, ge=1, le=10)  # items of a digest; the rest is counted
    digest_weekday: Weekday = 0  # of a weekly digest
    client_cap: int = Field(default=0, ge=0)  # cards of one client a local day; 0: no cap
    mutes: tuple[Mute, ...] = Field(default=(), max_length=100)
    # "Show me less often", pressed so many times more than "more often".
    less_often: int = Field(default=0, ge=0, le=4)
    has_report: bool = True  # once a week: what came, what was held back, and why
    has_market_note: bool = True  # in the report: what the person's words were worth
    report_weekday: Weekday = 0
    report_hour: int = Field(default=10, ge=0, le=23)  # within it, a minute of the person's own
    # Silence for a while, begun by a button: what comes meanwhile is one message at its end.
    snoozed_until: AwareDatetime | None = None
