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
    """The items, without their reasons where one message would not hold them.

    None is left out: each is a notification that the ledger calls SENT with this message.
    """
    told = list(enumerate(ranked[:MAX_ITEMS], 1))
    items = [_item(number, card, reader) for number, card in told]
    if sum(visible_length(item) + 2 for item in items) <= MAX_VISIBLE:
        return items
    return [_item(number, card, reader, is_brief=True) for number, card in told]


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


def _item(number: int, card: Card, reader: Reader, *, is_brief: bool = False) -> str:
    project, words = card.project.project, reader.words
    seen = age(project.published_at or project.seen_at, reader.now, words)
    return "\n".join(
        (
            f"{number}. <b>{title_of(project, words)}</b>",
            f"{budget_line(project.budget, reader.currency, words)} · {seen}",
            *([] if is_brief else [words("card-why", reasons=why(card.hit, words))]),
            *([f"<i>{words('digest-may-repeat')}</i>"] if card.doubt else []),
        )
    )
