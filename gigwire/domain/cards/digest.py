"""Several projects as one message, best first, each with its reason. Owns the message's length."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gigwire.domain.cards.card import Message, Reader, title_of, why
from gigwire.domain.cards.html import visible_length
from gigwire.domain.cards.money import age, budget_line
from gigwire.domain.cards.weekly import report_text

if TYPE_CHECKING:
    from gigwire.contracts.delivery import Card, Digest
    from gigwire.domain.cards.words import Words

MAX_ITEMS: Final = 10
MAX_VISIBLE: Final = 3_600  # of the 4096 that Telegram takes; heading and last line need some


def render_digest(digest: Digest, reader: Reader) -> Message:
    """The digest: a line on why it comes now, the items, how many more were held back."""
    words = reader.words
    if digest.report is not None:
        return Message(report_text(digest.report, reader.currency, words), ())
    # What may have been missed comes first: it has waited longest, and must be among the shown.
    ranked = sorted(digest.items, key=lambda card: card.doubt is None)
    count = len(digest.items) + digest.held_back
    items = _fitting(ranked, reader)
    blocks = [_heading(digest, count, words), *items]
    if (more := count - len(items)) > 0:
        blocks.append(words("digest-more", count=more))
    return Message("\n\n".join(blocks), ())


def _fitting(ranked: list[Card], reader: Reader) -> list[str]:
    """As many items as one message holds, from the best on."""
    items: list[str] = []
    room = MAX_VISIBLE
    for number, card in enumerate(ranked[:MAX_ITEMS], 1):
        item = _item(number, card, reader)
        room -= visible_length(item) + 2
        if room < 0:
            break
        items.append(item)
    return items


def _heading(digest: Digest, count: int, words: Words) -> str:
    reasons = {
        "quiet_hours": words("digest-quiet-hours"),
        "snoozed": words("digest-snoozed"),
        "asked": words("digest-asked"),
        "daily_cap": words("digest-daily-cap"),
        "client_cap": words("digest-client-cap"),
        "less_often": words("digest-less-often"),
        "pace": words("digest-pace"),
        "returned": words("digest-returned"),
    }
    reason = reasons[digest.reason]
    return f"<b>{words('digest-title', count=count)}</b>\n{reason}"


def _item(number: int, card: Card, reader: Reader) -> str:
    project, words = card.project.project, reader.words
    seen = age(project.published_at or project.seen_at, reader.now, words)
    return "\n".join(
        (
            f"{number}. <b>{title_of(project, words)}</b>",
            f"{budget_line(project.budget, reader.currency, words)} · {seen}",
            words("card-why", reasons=why(card.hit, words)),
            *([f"<i>{words('digest-may-repeat')}</i>"] if card.doubt else []),
        )
    )
