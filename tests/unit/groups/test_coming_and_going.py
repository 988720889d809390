"""The bot is let into groups and channels, silenced, sent away, let in again; groups move."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.lexicon import lexicon
from gigwire.contracts.ids import ChatId
from gigwire.domain.chat.locales import LOCALES
from gigwire.domain.groups import screens
from tests.support.group_talk import ADMIN, GROUP, MEMBER, OTHER, GroupTalk
from tests.support.talk import Talk
from tests.support.telegram_html import visible_text

if TYPE_CHECKING:
    from gigwire.contracts.delivery import NotificationDue

NEW = -1002


async def group_with_filter(**about: object) -> GroupTalk:
    """A group that looks for Python."""
    talk = GroupTalk(**about)  # type: ignore[arg-type]  # of a test's own making
    await talk.joins()
    await talk.says("/add python")
    talk.due.clear()
    return talk


def private_notes(talk: GroupTalk) -> list[NotificationDue]:
    """What the admin was told in private."""
    return [one for one in talk.due if one.chat_id == ADMIN]


async def test_bot_greets_once_and_begins_with_a_digest_an_hour() -> None:
    """Also where the update comes twice, and where the link that added it says /start."""
    talk = GroupTalk()
    await talk.joins()
    await talk.repeats()
    await talk.says("/start@gigwire_bot new", by=MEMBER)
    (greeting,) = talk.said()
    assert "/add" in (greeting.text or "")
    found = talk.group
    assert (found.pace, found.taste_off, found.news_off) == ("hourly", True, True)
    assert not found.peace.has_report
    assert found.chat_id == GROUP


async def test_promotion_is_not_greeted_again() -> None:
    """From member to admin: it was there already."""
    talk = GroupTalk()
    await talk.joins()
    await talk.joins("member", "administrator")
    assert len(talk.said()) == 1


@pytest.mark.parametrize("after", ["kicked", "left", "mute"])
async def test_group_that_lost_the_bot_is_quiet_keeps_all_and_tells_its_admin_once(
    after: str,
) -> None:
    """And goes on, greeting by how many filters it has, when the bot is let in again."""
    talk = await group_with_filter()
    await talk.joins("member", after, by=OTHER)
    await talk.reports("kicked")
    await talk.reports("no_rights", seconds=2.0)
    assert talk.status() == "blocked"
    assert len(talk.group.filters) == 1
    (note,) = private_notes(talk)
    assert (note.user_id, note.kind) == (ADMIN, "reply")
    assert talk.said() == []
    await talk.joins(after, "member", by=OTHER)
    assert talk.status() == "active"
    assert "1 filter" in (talk.said()[-1].text or "")


@pytest.mark.parametrize("reason", ["no_rights", "kicked", "chat_not_found", "chat_gone"])
async def test_refusal_that_notify_met_stops_the_group_and_tells_its_admin_once(
    reason: str,
) -> None:
    """Where Telegram sent no membership update: rights of everybody were changed, say."""
    talk = await group_with_filter()
    await talk.reports(reason)
    await talk.reports(reason, seconds=2.0)
    assert talk.status() == "blocked"
    assert len(private_notes(talk)) == 1
    await talk.says("/resume")
    assert talk.status() == "active"


async def test_paused_group_stays_paused_when_the_bot_comes_back() -> None:
    """Somebody wanted silence, and nobody took that back."""
    talk = await group_with_filter()
    await talk.says("/pause")
    await talk.joins("member", "kicked")
    await talk.joins("kicked", "member")
    assert talk.status() == "paused"


async def test_channel_greets_its_admin_in_private_and_needs_the_right_to_post() -> None:
    """Thousands of readers need not see how it is set up."""
    talk = GroupTalk(kind="channel")
    await talk.joins("left", "poster")
    (note,) = private_notes(talk)
    assert "Readers" in str(note.content)
    assert talk.said() == []
    post = {"message_id": 5, "text": "/add python", "sender_chat": {"id": GROUP, "type": "channel"}}
    await talk.comes("channel_post", post)
    assert len(talk.group.filters) == 1
    await talk.joins("poster", "administrator")
    assert talk.status() == "blocked"
    assert len(private_notes(talk)) == 2
    await talk.joins("administrator", "poster")
    assert talk.status() == "active"


async def test_migrated_group_keeps_its_key_and_everything_under_it() -> None:
    """Only the chat id changes; what is said at the new id finds its settings."""
    talk = await group_with_filter(kind="group")
    await talk.comes("message", {"message_id": 3, "migrate_to_chat_id": NEW, "from": _user()})
    assert (talk.group.chat_id, len(talk.group.filters)) == (NEW, 1)
    talk.chat_id, talk.kind = NEW, "supergroup"
    came = {"message_id": 4, "migrate_from_chat_id": GROUP, "from": _user()}
    await talk.comes("message", came)
    await talk.says("/add rust")
    assert len(talk.group.filters) == 2
    assert talk.due[-1].chat_id == NEW
    assert talk.people[NEW].filters == ()
    assert talk.people[NEW].status == "blocked"
    await talk.joins("member", "kicked")
    assert talk.status() == "blocked"


async def test_migration_that_only_notify_met_is_followed_as_well() -> None:
    """The service messages may have been missed: the answer to a call names the new id."""
    talk = await group_with_filter(kind="group")
    await talk.reports("migrated", moved_to=ChatId(NEW))
    await talk.reports("migrated", seconds=2.0, moved_to=ChatId(NEW))
    talk.chat_id, talk.kind = NEW, "supergroup"
    assert talk.group.chat_id == NEW
    await talk.says("/add rust")
    await talk.says("/pause", by=MEMBER)
    assert (len(talk.group.filters), talk.status()) == (2, "active")


async def test_second_bot_of_ours_in_a_group_changes_nothing_until_the_first_is_gone() -> None:
    """A group belongs to the bot it met first."""
    talk = await group_with_filter()
    talk.bot = "east"
    await talk.joins()
    await talk.says("/pause")
    await talk.joins("member", "kicked")
    assert (talk.group.bot, talk.status(), talk.due) == ("main", "active", [])
    talk.bot = "main"
    await talk.joins("member", "kicked")
    talk.bot = "east"
    await talk.joins()
    assert (talk.group.bot, talk.status()) == ("east", "active")


@pytest.mark.parametrize("locale", LOCALES)
async def test_texts_of_groups_are_valid_in_every_language(locale: str) -> None:
    """Greeting, help, refusal and notes are HTML that Telegram takes, in the adder's language."""
    talk = GroupTalk(language=locale, is_forum=True)
    await talk.joins()
    for text in (
        "/help@gigwire_bot",
        "/start",
        "/filters",
        "/status",
        "/stats",
        "/new",
        "/settings",
    ):
        await talk.says(text)
    await talk.says("/add@gigwire_bot x", by=MEMBER)
    await talk.says("/add python", thread=7)
    await talk.reports("topic_gone", thread_id=7)
    await talk.joins("member", "kicked")
    assert talk.group.locale == locale
    texts = [one.text or "" for one in (*talk.said(), *talk.said(ADMIN))]
    assert len(texts) == 12
    for text in texts:
        assert 0 < len(visible_text(text)) <= 4_096


def test_private_command_shows_how_to_add_the_bot() -> None:
    """Telegram's own choosers, with the rights that are needed."""
    shown = str(screens.groups(Talk().turn()).says)
    assert "startgroup" in shown
    assert "startchannel&admin=post_messages" in shown


def _user() -> dict[str, object]:
    return {"id": ADMIN, "is_bot": False, "first_name": "A", "language_code": lexicon("en").locale}
