"""A topic for each filter: bound where it is made, held while the topic is lost."""

from __future__ import annotations

from gigwire.domain.chat.codes import screen_data
from tests.support.group_talk import ADMIN, MEMBER, GroupTalk


async def forum() -> GroupTalk:
    """Python in topic 7, Rust in topic 8, Go in General."""
    talk = GroupTalk(is_forum=True)
    await talk.joins()
    await talk.says("/add python", thread=7)
    await talk.says("/add rust", thread=8)
    await talk.says("/add golang")
    talk.due.clear()
    return talk


def state(talk: GroupTalk) -> dict[str, tuple[int | None, bool]]:
    """Topic and pause of each filter."""
    return {one.query: (one.thread_id, one.is_paused) for one in talk.group.filters}


AT_FIRST = {"python": (7, False), "rust": (8, False), "golang": (None, False)}


async def test_command_in_a_topic_binds_the_filter_and_is_answered_there() -> None:
    """In General nothing is bound."""
    talk = GroupTalk(is_forum=True)
    await talk.joins()
    await talk.says("/add python", thread=7)
    assert state(talk) == {"python": (7, False)}
    assert talk.due[-1].thread_id == 7


async def test_edited_and_restored_filters_keep_their_topic() -> None:
    """Wherever the buttons are pressed."""
    talk = await forum()
    (key, *_) = [one.filter_id for one in talk.group.filters]
    await talk.presses_data(screen_data("one", key, "delete"), thread=8)
    await talk.presses_data(screen_data("list", "undo", key), thread=8)
    assert state(talk) == AT_FIRST


async def test_lost_topic_pauses_its_filters_only_and_tells_the_admin_once() -> None:
    """Nobody asked for its projects in General."""
    talk = await forum()
    await talk.reports("topic_gone", thread_id=7)
    await talk.reports("topic_gone", seconds=2.0, thread_id=7)
    assert state(talk) == {**AT_FIRST, "python": (7, True)}
    (note,) = talk.said(ADMIN)
    assert "python" in (note.text or "")
    assert talk.status() == "active"


async def test_closed_topic_pauses_and_the_reopened_one_resumes() -> None:
    """By Telegram's own service messages; what an admin paused before stays so."""
    talk = await forum()
    await talk.says("/add react", thread=7)
    paused = talk.group.filters[-1].filter_id
    await talk.presses_data(screen_data("one", paused, "hold"), thread=7)
    topic = {"message_id": 3, "message_thread_id": 7, "is_topic_message": True, "from": _by()}
    await talk.comes("message", {**topic, "forum_topic_closed": {}})
    assert state(talk)["python"] == (7, True)
    await talk.comes("message", {**topic, "forum_topic_reopened": {}})
    assert state(talk) == {**AT_FIRST, "react": (7, True)}


async def test_closed_general_topic_pauses_what_posts_there() -> None:
    """Its messages name no topic."""
    talk = await forum()
    await talk.reports("topic_closed")
    assert state(talk) == {**AT_FIRST, "golang": (None, True)}


async def test_button_binds_a_filter_to_another_topic_and_wakes_it() -> None:
    """The way on after a topic was deleted."""
    talk = await forum()
    await talk.reports("topic_gone", thread_id=7)
    key = talk.group.filters[0].filter_id
    await talk.presses_data(screen_data("one", key), thread=9)
    assert "another topic" in (talk.said()[-1].text or "")
    await talk.presses("Post here", by=MEMBER, thread=9)
    assert state(talk)["python"] == (7, True)
    await talk.presses("Post here", thread=9)
    assert state(talk)["python"] == (9, False)


async def test_for_me_too_opens_the_bot_with_the_filter_for_any_member() -> None:
    """No admin is asked for: the filter is only looked at, and taken in private."""
    talk = await forum()
    key = talk.group.filters[0].filter_id
    asked = talk.asked
    await talk.presses_data(screen_data("mine", key), by=MEMBER)
    assert (talk.toast().url or "").startswith("https://t.me/gigwire_bot?start=f_")
    await talk.presses_data(screen_data("mine", "nothing"), by=MEMBER)
    assert talk.toast().url is None
    assert talk.toast().text
    assert talk.asked == asked


def _by() -> dict[str, object]:
    return {"id": ADMIN, "is_bot": False, "first_name": "A"}
