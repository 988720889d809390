"""Cards with files: which call, what in its place, how the ledger knows, what the pace counts."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise

import pytest

from bot.lexicon import lexicon
from gigwire.contracts.codec import encode
from gigwire.contracts.delivery import Album, Card, Media, NotificationDue
from gigwire.contracts.ids import ChatId, MessageId, UserId
from gigwire.contracts.messages import Attachment
from gigwire.domain.cards.card import Reader
from gigwire.domain.cards.fitting import MOST_CAPTION
from gigwire.domain.cards.html import visible_length
from gigwire.domain.cards.media import MOST, media_of
from gigwire.domain.notify.book import Book, Glimpse
from gigwire.domain.notify.calls import (
    EditCaption,
    EditText,
    SendAlbum,
    SendFile,
    SendText,
    call_for,
    instead_of,
)
from gigwire.domain.notify.desk import Desk
from gigwire.domain.notify.glimpse import glimpse
from gigwire.domain.notify.outcomes import Accepted, Failure, Outcome, Refused, outcome_of
from gigwire.domain.notify.protocol import Send, Write, deliver
from gigwire.domain.notify.request import Request
from gigwire.domain.personalise import Pacing, decide_match
from tests.support.due import a_card, a_due, an_edit
from tests.support.gigs import PYTHON, a_fit, a_project, a_step, a_subscriber

NOW = datetime(2026, 11, 18, 12, tzinfo=UTC)
READER = Reader(lexicon("en"), "USD", NOW)
SKETCH = Media(kind="photo", file="https://c.example/1.png")
PAIR = (SKETCH, Media(kind="photo", file="https://c.example/2.png"))


def with_file() -> NotificationDue:
    """A card that comes with a file."""
    return a_due(7, content=a_card(7).model_copy(update={"media": SKETCH}))


def an_album(card: NotificationDue) -> NotificationDue:
    """Two files in answer to a card."""
    content = Album(card_id=card.notification_id, media=PAIR)
    return a_due(7, "album", content, kind="album", lane=2)


def carried(due: NotificationDue, book: Book, outcome: Outcome) -> tuple[list[Send], list[Write]]:
    """The calls and entries of a request whose calls all end in `outcome`."""
    steps = deliver(due, book, lambda: NOW)
    sends: list[Send] = []
    writes: list[Write] = []
    heard: Outcome | None = None
    while True:
        try:
            step = steps.send(heard)
        except StopIteration:
            return sends, writes
        heard = outcome if isinstance(step, Send) else None
        sends += [step] if isinstance(step, Send) else []
        writes += [step] if isinstance(step, Write) else []


def test_one_file_goes_with_the_text_as_its_caption() -> None:
    """Buttons and all; a caption that would be too long is cut, its markup closed."""
    call = call_for(with_file(), None, READER)
    assert isinstance(call, SendFile)
    assert call.media == SKETCH
    assert call.keyboard
    long = SendFile(ChatId(7), SKETCH, f"<b>{'word 👩‍👩‍👧 ' * 200}</b>", ())
    assert visible_length(long.caption) <= MOST_CAPTION
    assert long.caption.endswith("…</b>")


def test_refused_file_leaves_the_whole_text() -> None:
    """What Telegram cannot fetch costs the file, never the card; then nothing else is tried."""
    call = call_for(with_file(), None, READER)
    text = instead_of(call, "bad_media")
    assert isinstance(call, SendFile)
    assert text == SendText(call.chat_id, call.text, call.keyboard)
    assert instead_of(text, "bad_media") is None


def test_each_refusal_takes_something_away() -> None:
    """Markup, file, the belief in a text: after three there is nothing left to try."""
    call: object = SendFile(ChatId(7), SKETCH, "<b>5 &lt; 6</b>", ())
    plain = instead_of(call, "cannot_parse")  # type: ignore[arg-type]  # a call, as any
    assert plain is not None
    assert instead_of(plain, "cannot_parse") is None
    assert instead_of(plain, "bad_media") == SendText(ChatId(7), "5 < 6", (), is_plain=True)
    edit = EditText(ChatId(7), MessageId(1), "<b>x</b>", ())
    caption = instead_of(edit, "no_text")
    assert caption == EditCaption(ChatId(7), MessageId(1), "<b>x</b>", ())
    assert instead_of(edit, "message_gone") is None


@pytest.mark.parametrize(
    "text",
    [
        "Bad Request: wrong file identifier/HTTP URL specified",
        "Bad Request: failed to get HTTP URL content",
        "Bad Request: wrong type of the web page content",
        "Bad Request: invalid file HTTP URL specified: URL host is empty",
        "Bad Request: can't use file of type Photo as Document",
        "Bad Request: PHOTO_INVALID_DIMENSIONS",
        'Bad Request: failed to send message #2 with the error message "WEBPAGE_CURL_FAILED"',
        "Bad Request: not enough rights to send photos to the chat",
    ],
)
def test_a_refused_file_is_told_from_a_refused_chat(text: str) -> None:
    """The chat still takes text: its queue must not be given up."""
    assert outcome_of(Failure("bad_request", text)) == Refused("bad_media")


def test_edit_of_a_card_with_a_file_changes_its_caption() -> None:
    """The ledger says which message is a file, also to who reads it from Kafka."""
    book, card = Book(), with_file()
    _, (_, sent) = carried(card, book, Accepted(MessageId(5), is_captioned=True))
    assert sent.entry.is_captioned
    assert glimpse(encode(sent.entry)).is_captioned
    (send,), _ = carried(an_edit(7, card), book, Accepted(MessageId(5)))
    call = call_for(send.due, send.target, READER, is_captioned=send.is_captioned)
    assert isinstance(call, EditCaption)
    assert call.message_id == 5


def test_edit_of_a_card_sent_without_its_file_changes_its_text() -> None:
    """What counts is the message that came of it, not what was wished."""
    book, card = Book(), with_file()
    carried(card, book, Accepted(MessageId(5)))
    (send,), _ = carried(an_edit(7, card), book, Accepted(MessageId(5)))
    assert not send.is_captioned


def test_caption_survives_whatever_the_book_learns_next() -> None:
    """A second reading of the entry without its message keeps both; other keys are untouched."""
    book = Book()
    one, other = with_file().notification_id, a_due(8).notification_id
    book.take(one, Glimpse("SENT", MessageId(2**31), is_captioned=True))
    book.learn(one, "SENT", day=700_000)
    mark = book.get(one)
    assert mark is not None
    assert (mark.message_id, mark.is_captioned) == (2**31, True)
    assert book.get(other) is None


def test_album_answers_its_card_once() -> None:
    """It needs the card's message, and it is one attempt with an INTENT of its own."""
    book, card = Book(), a_due(7)
    album = an_album(card)
    carried(card, book, Accepted(MessageId(5)))
    (send,), writes = carried(album, book, Accepted(MessageId(6)))
    assert call_for(send.due, send.target, READER) == SendAlbum(ChatId(7), PAIR, MessageId(5))
    assert [write.entry.state for write in writes] == ["INTENT", "SENT"]
    assert carried(album, book, Accepted(MessageId(9))) == ([], [])


def test_album_of_a_card_that_is_a_line_of_a_list_is_not_sent() -> None:
    """Nothing of the card stands in the chat that the files could belong to."""
    book, card = Book(), a_due(7)
    for known in (False, True):
        if known:
            book.learn(card.notification_id, "SENT")
        sends, (write,) = carried(an_album(card), Book() if not known else book, Accepted())
        assert (sends, write.entry.state) == ([], "REJECTED")


@pytest.mark.parametrize(
    ("kinds", "chosen"),
    [
        ([("photo", "a.png")], ["a.png"]),
        ([("document", "a.pdf"), ("photo", "b.png"), ("photo", "c.png")], ["b.png", "c.png"]),
        (
            [("document", "a.pdf"), ("document", "b.docx"), ("document", "c.zip")],
            ["a.pdf", "c.zip"],
        ),
        ([("document", "b.doc")], []),
        ([("photo", f"{n}.png") for n in range(15)], [f"{n}.png" for n in range(MOST)]),
    ],
)
def test_files_are_pictures_or_what_telegram_fetches(
    kinds: list[tuple[str, str]], chosen: list[str]
) -> None:
    """One kind, ten at most: an album takes no mixture, and an address of a .doc is refused."""
    files = [Attachment(kind=k, url=f"https://c.example/{n}", name=n) for k, n in kinds]
    found = media_of(a_project(attachments=tuple(files)))
    assert [one.file.rpartition("/")[2] for one in found] == chosen


@pytest.mark.parametrize(("count", "kinds"), [(0, "instant"), (1, "instant"), (3, "instant album")])
def test_files_come_only_to_who_wants_them(count: int, kinds: str) -> None:
    """One as part of the card, several as an album after it; the setting is off by itself."""
    files = tuple(Attachment(kind="photo", url=f"https://c.example/{n}.png") for n in range(count))
    step = a_step(project=a_project(attachments=files))
    for wants in (False, True):
        person = a_subscriber(PYTHON, media=wants)
        told = decide_match(a_fit(step, 7, 500), person, Pacing(user_id=UserId(7)), NOW)
        assert [one.kind for one in told.due] == (kinds.split() if wants else ["instant"])
        card = told.due[0].content
        assert isinstance(card, Card)
        assert (card.media is not None) == (wants and count == 1)
        assert (
            told.due
            == decide_match(a_fit(step, 7, 500), person, Pacing(user_id=UserId(7)), NOW).due
        )


def test_album_waits_for_room_for_all_its_files() -> None:
    """Ten files are ten messages to Telegram: never more than 30 in any second."""
    desk = Desk(27.0, burst=2, chat_rate=1.0)
    desk.token.set_share(24)
    media = tuple(Media(kind="photo", file=f"https://c.example/{n}.png") for n in range(10))
    for user in range(60):
        desk.offer(Request(a_due(user), 0, user, taken_at=0.0))
    for user in (100, 101):
        content = Album(card_id=a_due(user).notification_id, media=media)
        desk.offer(Request(a_due(user, "a", content, kind="album", lane=1), 0, user, taken_at=0.0))
    left = left_at_socket(desk)
    assert len(left) == 62
    for at, _ in left:
        assert sum(weight for when, weight in left if at - 1 < when <= at) <= 30


def left_at_socket(desk: Desk) -> list[tuple[float, int]]:
    """When each request passes the door before the socket, and how much it weighs."""
    now = 0.0
    left: list[tuple[float, int]] = []
    while (due := desk.next_time()) is not None:
        now = max(now, due)
        if (request := desk.take(now)) is None:
            continue  # the chat sleeps now: the next time is later
        while (ready := desk.token.knock(now, request.weight)) is not None:
            now = ready
        left.append((now, request.weight))
        desk.finished(request)
    assert all(one <= other for (one, _), (other, _) in pairwise(left))
    return left


def test_chat_rests_after_an_album_as_after_its_messages() -> None:
    """A group that got ten files in this minute has room for ten more."""
    desk = Desk(27.0, burst=2, chat_rate=1.0)
    desk.token.set_share(24)
    media = tuple(Media(kind="photo", file=f"https://c.example/{n}.png") for n in range(10))
    card = a_due(7).notification_id
    for number in range(3):
        content = Album(card_id=card, media=media)
        due = a_due(7, f"a{number}", content, kind="album", lane=2, chat_id=-7)
        desk.offer(Request(due, 0, number, taken_at=0.0))
    left = left_at_socket(desk)
    assert len(left) == 3
    for at, _ in left:
        assert sum(weight for when, weight in left if at - 60 < when <= at) <= 20
