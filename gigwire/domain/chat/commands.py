"""Commands and membership: /start, /help, /pause, /resume, /quiet, /files; blocked, back again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gigwire.contracts.ids import EventId, digest
from gigwire.domain.cards.html import link, safe_url
from gigwire.domain.chat import filtering, onboarding, screens, share
from gigwire.domain.chat.quiet import parse_quiet
from gigwire.domain.chat.skills import preset
from gigwire.domain.chat.turn import NOTHING, Decision, reply

if TYPE_CHECKING:
    from gigwire.contracts.people import ChatReport, TelegramUpdate
    from gigwire.domain.chat.turn import Turn


def start(turn: Turn, payload: str = "") -> Decision:
    """Begin, or come back: a person who stopped or blocked the bot is served again."""
    payload = payload.strip()
    if payload.startswith(share.PREFIX):
        return filtering.shared(turn, payload)
    if not turn.person.filters or preset(payload):
        return onboarding.begin(turn, payload)
    is_changed = turn.person.status != "active"
    changed = turn.changed(status="active", chat_id=turn.chat_id) if is_changed else None
    return Decision(changed, (screens.welcome_back(turn.person, turn.words),))


def show_help(turn: Turn) -> Decision:
    """What the bot understands, and where all of it is told with pictures."""
    guide = safe_url(turn.around.guide_url)
    lines = [turn.words("help")]
    if guide is not None:
        lines += ["", link(guide, turn.words("help-guide"))]
    return Decision(says=(reply("\n".join(lines)),))


def pause(turn: Turn) -> Decision:
    """Stop cards and keep the filters."""
    return Decision(turn.changed(status="paused"), (screens.paused(turn.words),))


def resume(turn: Turn) -> Decision:
    """Cards again."""
    text = turn.words("resumed", count=len(turn.person.filters))
    return Decision(turn.changed(status="active"), (reply(text),))


def quiet(turn: Turn, text: str) -> Decision:
    """Show, set or end quiet hours: `/quiet`, `/quiet Mon-Fri 22-8 Europe/Kyiv`, `/quiet off`."""
    person, words = turn.person, turn.words
    if not text.strip():
        return Decision(says=(screens.quiet(person.quiet_hours, person.timezone, words),))
    wish = parse_quiet(text)
    if wish is None:
        return Decision(says=(reply(words("quiet-wrong")),))
    zone = wish.zone or person.timezone
    changed = turn.changed(quiet_hours=wish.hours, timezone=zone)
    return Decision(changed, (screens.quiet(wish.hours, zone, words),))


def files(turn: Turn) -> Decision:
    """Pictures and files with the cards, or none any more."""
    wants = not turn.person.media
    text = turn.words("files-on") if wants else turn.words("files-off")
    return Decision(turn.changed(media=wants), (reply(text),))


def unknown_command(turn: Turn) -> Decision:
    """A command that the bot does not have."""
    return Decision(says=(reply(turn.words("unknown-command")),))


def not_text(turn: Turn) -> Decision:
    """A picture, a voice message, a sticker."""
    return Decision(says=(reply(turn.words("unknown-content")),))


def blocked(turn: Turn) -> Decision:
    """The person blocked the bot: filters stay, nothing is sent."""
    if turn.subscriber is None or turn.subscriber.status == "blocked":
        return NOTHING
    return Decision(turn.changed(status="blocked"))


def unblocked(turn: Turn) -> Decision:
    """The person let the bot in again."""
    if turn.subscriber is None or turn.subscriber.status != "blocked":
        return NOTHING
    return Decision(turn.changed(status="active"))


def reported(turn: Turn, event: TelegramUpdate, report: ChatReport) -> Decision:
    """What notify met at the person's chat: filters stay, and nothing is sent until they return.

    Whatever the person did since then counts more; a chat of a group is nobody's settings.
    """
    held = turn.subscriber
    if held is None or (held.bot, held.chat_id) != (event.bot, event.chat_id):
        return NOTHING
    if held.event_time > event.event_time:
        return NOTHING
    changes: dict[str, object] = {"status": "blocked"}
    if report.moved_to is not None:
        changes = {"chat_id": report.moved_to}
    event_id = EventId(digest(held.user_id, "subscriber", event.event_id))
    # A report has no update id: the last one of the person stays noted.
    noted = {"last_update_id": held.last_update_id, "applied": held.applied}
    same = {**noted, "event_id": event_id}
    return Decision(turn.changed(**changes).model_copy(update=same))
