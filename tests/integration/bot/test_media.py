"""Cards with files, sent by the real notify: photo, document, album, what cannot be fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from gigwire.contracts.delivery import Album, Media
from gigwire.domain.cards.fitting import MOST_CAPTION
from tests.support.bot_lab import NO_LIMITS, BotLab
from tests.support.due import a_card, a_due, an_edit
from tests.support.waiting import until_async

if TYPE_CHECKING:
    from gigwire.contracts.delivery import NotificationDue

pytestmark = pytest.mark.asyncio(loop_scope="module")

PHOTO = Media(kind="photo", file="https://files.example/sketch.png")
BRIEF = Media(kind="document", file="https://files.example/brief.pdf")
GONE = Media(kind="photo", file="https://files.example/gone.png")
FAST = {"GIGWIRE_KAFKA__SESSION_TIMEOUT_SECONDS": "6"}


def with_file(user: int, media: Media) -> NotificationDue:
    """A card with a file."""
    return a_due(user, content=a_card(user).model_copy(update={"media": media}))


def an_album(user: int, *media: Media, card: NotificationDue) -> NotificationDue:
    """Files in answer to a card."""
    content = Album(card_id=card.notification_id, media=media)
    return a_due(user, "album", content, kind="album", lane=2)


async def told(lab: BotLab, user: int) -> list[tuple[str, dict[str, Any]]]:
    """What a person has got: method and message, in order."""
    return [(row["method"], row) for row in await lab.messages(user)]


async def test_file_is_part_of_its_card_and_is_edited_as_one(lab: BotLab, user: int) -> None:
    """Photo and document carry text and buttons; later news of the project changes the caption."""
    await lab.telegram.limits(**NO_LIMITS)
    await lab.start("notify", **FAST)
    for media, method in ((PHOTO, "sendPhoto"), (BRIEF, "sendDocument")):
        person = await lab.telegram.person(user * 10 + (media is BRIEF))
        card = with_file(person, media)
        await lab.due(card, an_edit(person, card))
        states = await lab.settled(card, an_edit(person, card))
        assert {states[one.notification_id] for one in (card, an_edit(person, card))} == {"SENT"}
        ((sent_by, message),) = await told(lab, person)
        assert sent_by == method
        assert message["reply_markup"]["inline_keyboard"]
        assert "Python bot" in message["caption"]
        assert len(message["caption"]) <= MOST_CAPTION
        (edit,) = await lab.messages(person, "edited")
        assert (edit["method"], edit["message_id"]) == ("editMessageCaption", message["message_id"])
        assert (await lab.ledger())[card.notification_id][-1].is_captioned


async def test_file_that_cannot_be_fetched_costs_no_card(lab: BotLab, user: int) -> None:
    """The text comes once, at once, and news of it is an edit of a text."""
    await lab.start("notify", **FAST)
    await lab.telegram.person(user)
    await lab.telegram.admin("PUT", "web", {"url": GONE.file, "state": "unreachable"})
    card, edit = with_file(user, GONE), an_edit(user, with_file(user, GONE))
    await lab.due(card, card, edit)
    await lab.settled(card, edit)
    assert [method for method, _ in await told(lab, user)] == ["sendMessage"]
    (row,) = await lab.messages(user, "edited")
    assert row["method"] == "editMessageText"
    assert [one.state for one in (await lab.ledger())[card.notification_id]] == ["INTENT", "SENT"]


async def test_album_follows_its_card_in_answer_to_it(lab: BotLab, user: int) -> None:
    """Two photos, one album, after the card whose buttons stay; a broken one costs the album."""
    await lab.start("notify", **FAST)
    other = user + 50_000
    await lab.telegram.admin("PUT", "web", {"url": GONE.file, "state": "unreachable"})
    for person, files in ((user, (PHOTO, PHOTO)), (other, (PHOTO, GONE))):
        await lab.telegram.person(person)
        card = a_due(person)
        album = an_album(person, *files, card=card)
        await lab.due(card, album)
        await lab.settled(card, album)
    rows = await told(lab, user)
    assert [method for method, _ in rows] == ["sendMessage", *["sendMediaGroup"] * 2]
    assert len({row["media_group_id"] for _, row in rows[1:]}) == 1
    answered = {row["reply_to_message"]["message_id"] for _, row in rows[1:]}
    assert answered == {rows[0][1]["message_id"]}
    assert [method for method, _ in await told(lab, other)] == ["sendMessage"]


async def test_killed_between_card_and_album_repeats_neither(lab: BotLab, user: int) -> None:
    """Killed while the album is out, applied by the server: it is told UNKNOWN, not repeated."""
    await lab.telegram.person(user)
    await lab.telegram.fault(
        method="sendMediaGroup", chat_id=user, outcome="answer", delay_after_ms=60_000
    )
    notify = await lab.start("notify", **FAST)
    card = a_due(user)
    album = an_album(user, PHOTO, PHOTO, card=card)
    await lab.due(card, album)

    async def is_out() -> bool:
        return len(await told(lab, user)) == 3

    await until_async(is_out, 60)
    await notify.kill()
    await notify.start()
    later = a_due(user, "later")
    await lab.due(album, later)
    states = await lab.settled(card, album, later, seconds=90)
    assert states[card.notification_id] == "SENT"
    assert states[album.notification_id] == "UNKNOWN"
    methods = [method for method, _ in await told(lab, user)]
    assert methods == ["sendMessage", *["sendMediaGroup"] * 2, "sendMessage"]
