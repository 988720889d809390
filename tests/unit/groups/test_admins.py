"""Only admins configure a group: as Telegram says at that very moment, whoever they are."""

from __future__ import annotations

import pytest

from gigwire.contracts.delivery import Answer
from gigwire.domain.chat.codes import screen_data
from tests.support.group_talk import ADMIN, GROUP, MEMBER, OTHER, GroupTalk


async def joined(**about: object) -> GroupTalk:
    """A group that has just let the bot in."""
    talk = GroupTalk(**about)  # type: ignore[arg-type]  # of a test's own making
    await talk.joins()
    return talk


async def test_admin_adds_a_filter_after_one_question() -> None:
    """Telegram is asked once, and the update comes again with the answer."""
    talk = await joined()
    await talk.says("/add@gigwire_bot python bot")
    assert [one.query for one in talk.group.filters] == ["python bot"]
    assert talk.asked == 1
    assert "python bot" in (talk.said()[-1].text or "")


async def test_member_changes_nothing_and_is_told_only_if_the_bot_was_named() -> None:
    """A bare command may be meant for another bot."""
    talk = await joined()
    await talk.says("/add python", by=MEMBER)
    assert len(talk.said()) == 1
    await talk.says("/add@gigwire_bot python", by=MEMBER)
    assert "Only admins" in (talk.said()[-1].text or "")
    assert talk.group.filters == ()


async def test_help_is_for_everybody_and_asks_nobody() -> None:
    """The one command that changes nothing."""
    talk = await joined()
    await talk.says("/help@gigwire_bot", by=MEMBER)
    assert "For admins" in (talk.said()[-1].text or "")
    assert talk.asked == 0


async def test_demoted_admin_can_no_longer_configure_and_a_later_one_can() -> None:
    """Nothing is remembered of who was an admin."""
    talk = await joined()
    await talk.says("/add python")
    talk.admins = {OTHER}
    await talk.says("/add rust")
    await talk.says("/pause@gigwire_bot")
    assert [one.query for one in talk.group.filters] == ["python"]
    assert talk.status() == "active"
    await talk.says("/pause", by=OTHER)
    assert talk.status() == "paused"
    assert talk.group.group is not None
    assert talk.group.group.contact == OTHER


async def test_anonymous_admin_is_believed_without_a_question() -> None:
    """Only admins can speak in the name of the group."""
    talk = await joined()
    await talk.says("/add python", by=MEMBER, sender_chat={"id": GROUP, "type": "supergroup"})
    assert len(talk.group.filters) == 1
    assert talk.asked == 0


async def test_voice_of_another_chat_is_no_admin() -> None:
    """A member may speak in the name of a channel of theirs."""
    talk = await joined()
    await talk.says("/add python", sender_chat={"id": -1009, "type": "channel", "title": "X"})
    assert talk.group.filters == ()


@pytest.mark.parametrize(
    "text",
    [
        "/help",
        "/add@other_bot python",
        "/start@other_bot",
        "hello",
        "/unknown",
        "/ add",
        "python",
        "//add x",
    ],
)
async def test_talk_and_commands_of_others_ask_and_say_nothing(text: str) -> None:
    """A group is not ours: most of what is said there is none of our business."""
    talk = await joined()
    said = len(talk.due)
    await talk.says(text)
    assert (len(talk.due), talk.asked) == (said, 0)


async def test_press_of_a_member_gets_a_toast_and_of_an_admin_the_screen() -> None:
    """The panel is there for all to see; to press it, for admins."""
    talk = await joined()
    await talk.says("/settings")
    await talk.presses("Pace", by=MEMBER)
    assert "Only admins" in talk.toast().text
    await talk.presses("Pace")
    await talk.presses("Once a day")
    assert talk.group.pace == "daily"


@pytest.mark.parametrize(
    "data", ["ks:c1:fl", "s:n1:c1", "rm:ask", "~1set:cap:7", "x", "~1list:undo"]
)
async def test_forged_press_changes_no_setting(data: str) -> None:
    """Buttons of people's own cards mean nothing in a group, nor do invented ones."""
    talk = await joined()
    before = talk.group
    await talk.presses_data(data)
    kept = {"filters", "pace", "daily_cap", "saved", "peace", "reminders"}
    assert talk.group.model_dump(include=kept) == before.model_dump(include=kept)
    assert isinstance(talk.due[-1].content, Answer) or len(talk.due) > 1


async def test_repeat_of_an_applied_command_does_nothing_more() -> None:
    """Kafka may bring an update again, and so may Telegram."""
    talk = await joined()
    await talk.says("/pause")
    said, version = len(talk.due), talk.group.version
    await talk.repeats()
    assert (len(talk.due), talk.group.version) == (said, version)


async def test_text_that_was_asked_for_comes_as_an_answer_to_the_bot() -> None:
    """With privacy mode on the bot hears nothing else; nobody else's words are taken for it."""
    talk = await joined()
    await talk.says("/add python")
    (key,) = [one.filter_id for one in talk.group.filters]
    await talk.presses_data(screen_data("one", key, "rename"))
    await talk.says("Snakes")
    answered = {"message_id": 9, "date": 1, "chat": {"id": GROUP, "type": "supergroup"}}
    ours = {"id": 1, "is_bot": True, "first_name": "G", "username": "gigwire_bot"}
    reply = {**answered, "from": ours, "text": "Send me the new name"}
    await talk.says("Vipers", by=MEMBER, reply_to_message=reply)
    assert talk.group.filters[0].name != "Vipers"
    await talk.says("Pythons", by=ADMIN, reply_to_message=reply)
    assert talk.group.filters[0].name == "Pythons"


async def test_two_admins_at_once_lose_no_change() -> None:
    """One partition owns the group, so their commands are applied one after the other."""
    talk = await joined()
    talk.admins = {ADMIN, OTHER}
    for number in range(6):
        await talk.says(f"/add word{number}", by=(ADMIN, OTHER)[number % 2])
    assert len(talk.group.filters) == 6


async def test_filter_by_buttons_is_made_in_a_group_without_a_personal_question() -> None:
    """Chips and a budget; pace and time zone are the group's settings, not asked of anybody."""
    talk = await joined()
    await talk.says("/new")
    await talk.presses("Python", by=MEMBER)
    assert talk.group.dialog.draft.skills == ()
    await talk.presses("Python")
    await talk.presses("Next")
    await talk.presses("Any")
    assert len(talk.group.filters) == 1
    assert talk.group.pace == "hourly"
    assert len(talk.said()) == 5
