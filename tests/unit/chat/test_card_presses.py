"""Presses under cards: what changes, what is said, what Undo takes back and until when."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from gigwire.contracts.delivery import Answer, KeyboardEdit, Reply
from gigwire.contracts.ids import ClusterId, MessageId, UserId, notification_id
from gigwire.contracts.peace import Mute
from gigwire.contracts.saved import MOST_SAVED, SavedCard
from gigwire.domain.cards.keyboards import CardFace, acts_shown, card_keyboard
from gigwire.domain.cards.presses import MAX_BYTES, card_data
from gigwire.domain.chat import buttons, saved_cards, taste
from gigwire.domain.chat.records import records_of
from gigwire.domain.chat.turn import Decision, Pressed
from tests.unit.chat.test_conversation import NOW, a_turn, person

if TYPE_CHECKING:
    from gigwire.contracts.people import Subscriber
    from gigwire.domain.cards.keyboards import Keyboard

CLUSTER = ClusterId("c1")
URL = "https://www.fl.ru/projects/1"


class Chat:
    """One card in a chat with a person: each press sees what the last one left."""

    def __init__(self, *filters: str) -> None:
        self.person: Subscriber = person(*filters)
        self.now, self.updates = NOW, 1000
        turn = a_turn(self.person)
        face = CardFace(URL, CLUSTER, "fl")
        self.keyboard: Keyboard = card_keyboard(face, turn.words)
        self.decision = Decision()

    def press(self, text: str) -> str:
        """Press the button with this text; gives the toast."""
        found = (one.data for row in self.keyboard for one in row if one.text == text)
        return self.send(next(found) or "")

    def send(self, data: str) -> str:
        """Press with any data."""
        self.updates += 1
        turn = replace(a_turn(self.person, self.updates), now=self.now)
        title, client = "Python bot for a shop", "Ann B."
        pressed = Pressed("q", MessageId(7), URL, title, client, self.keyboard)
        self.decision = buttons.press(turn, pressed, data)
        self.records = records_of(turn, self.decision)
        self.person = self.records.subscriber or self.person
        toast, *edits = self.decision.says
        for change in edits:
            assert isinstance(change, KeyboardEdit)
            self.keyboard = change.keyboard
        assert isinstance(toast, Answer)
        return toast.text

    def texts(self) -> list[str]:
        """The buttons as they are now; none can be refused."""
        shown = [one for row in self.keyboard for one in row]
        assert all(len((one.data or "").encode()) <= MAX_BYTES for one in shown)
        return [one.text for one in shown]

    def given(self) -> tuple[str, ...]:
        """What the last press told the topic `feedback`."""
        return tuple(one.action for one in self.records.feedback)


@pytest.mark.parametrize(
    ("do", "undo", "verbs"),
    [
        ("Save", "✓ Saved", ("save", "unsave")),
        ("More like this", "✓ More like this", ("like", "unlike")),
        ("Hide", "Hidden · undo", ("hide", "unhide")),
    ],
)
def test_press_says_what_holds_and_takes_it_back(
    do: str, undo: str, verbs: tuple[str, str]
) -> None:
    """A toast, the changed button, one feedback each; Open stays; then all as before."""
    chat = Chat()
    before = chat.texts()
    assert chat.press(do)
    assert chat.given() == (verbs[0],)
    assert {"Open", undo} <= set(chat.texts())
    assert chat.press(undo)
    assert (chat.given(), chat.texts()) == ((verbs[1],), before)


def test_saved_and_liked_and_applied_stand_together() -> None:
    """One press does not wipe out what another said."""
    chat = Chat()
    for text in ("More like this", "Save", "I applied"):
        chat.press(text)
    assert acts_shown(chat.keyboard) == {"save", "like", "applied"}
    assert (len(chat.person.saved), chat.person.saved[0].is_applied) == (1, True)
    chat.press("✓ Applied")
    assert acts_shown(chat.keyboard) == {"save", "like"}
    assert not chat.person.saved[0].is_applied


def test_card_is_saved_once_with_what_it_shows() -> None:
    """A double tap adds nothing; the list holds so many, and says when the oldest goes."""
    chat = Chat()
    data = card_data("save", CLUSTER, "fl") or ""
    chat.send(data)
    version = chat.person.version
    chat.send(data)
    assert chat.person.version == version
    expected = SavedCard(
        cluster_id=CLUSTER, title="Python bot for a shop", url=URL, source="fl", at=NOW
    )
    assert chat.person.saved == (expected,)
    for number in range(MOST_SAVED):
        toast = chat.send(card_data("save", f"d{number}", "fl") or "")
    assert (len(chat.person.saved), CLUSTER in {o.cluster_id for o in chat.person.saved}) == (
        50,
        False,
    )
    assert "oldest" in toast


def test_undo_ends_after_ten_minutes_with_a_kind_answer() -> None:
    """A hidden card stays hidden then, and offers no dead button."""
    chat = Chat()
    chat.press("Hide")
    chat.now += timedelta(minutes=11)
    assert "10 minutes" in chat.press("Hidden · undo")
    assert (chat.given(), chat.texts()) == ((), ["Open"])


def test_less_offers_words_client_and_board_and_mutes_what_is_chosen() -> None:
    """Not the words that the person looks for; back leads back."""
    chat = Chat("python")
    before = chat.texts()
    chat.press("Less like this")
    assert chat.texts() == [
        "Less of the word: bot",
        "Less of the word: shop",
        "Less of client: Ann B.",
        "Less of board: FL.ru",
        "« Back",
    ]
    assert chat.given() == ()
    chat.press("« Back")
    assert chat.texts() == before


@pytest.mark.parametrize(
    ("option", "mute"),
    [
        ("Less of the word: shop", Mute(kind="word", value="shop")),
        ("Less of client: Ann B.", Mute(kind="client", value="Ann B.")),
        ("Less of board: FL.ru", Mute(kind="source", value="fl")),
    ],
)
def test_less_is_kept_in_the_settings_until_undone(option: str, mute: Mute) -> None:
    """The feedback names it; Undo takes exactly that back, for ten minutes."""
    chat = Chat("python")
    chat.press("Less like this")
    chat.press(option)
    assert chat.person.peace.mutes == (mute,)
    (feedback,) = chat.records.feedback
    assert (feedback.action, feedback.aspect, feedback.subject) == ("less", mute.kind, mute.value)
    (undo,) = (text for text in chat.texts() if text.endswith("undo"))
    late = Chat("python")
    late.person, late.keyboard, late.now = chat.person, chat.keyboard, NOW + timedelta(minutes=20)
    assert "10 minutes" in late.press(undo)
    assert late.person.peace.mutes == (mute,)
    chat.press(undo)
    assert not chat.person.peace.mutes
    assert chat.given() == ("unless",)


@pytest.mark.parametrize(
    "data", ["kw:c1:fl:w000000", "kn:c1:fl:zzz", "kx:c1:fl:fffffff", "ky:c1:fl", "s:abc", "kw:c1:"]
)
def test_forged_or_stale_data_changes_nothing(data: str) -> None:
    """Whatever comes back is looked for in the presser's own; what is not there is out of date."""
    chat = Chat("python")
    before = chat.person
    assert chat.send(data)
    assert (chat.person, chat.given()) == (before, ())


def test_press_of_somebody_who_was_forgotten_makes_no_record() -> None:
    """An old card in a chat must not bring a deleted person back."""
    turn = a_turn(None)
    data = card_data("save", CLUSTER, "fl") or ""
    decision = buttons.press(turn, Pressed("q", MessageId(7), URL), data)
    records = records_of(turn, decision)
    assert (records.subscriber, records.feedback) == (None, ())
    left = decision.says[-1]
    assert isinstance(left, KeyboardEdit)
    assert [one.text for row in left.keyboard for one in row] == ["Open"]


def test_card_of_before_still_works() -> None:
    """Buttons in chats that were made when they carried the notification."""
    chat = Chat()
    chat.send(f"s:{notification_id(UserId(5), CLUSTER, 'instant')}:{CLUSTER}")
    assert (chat.given(), len(chat.person.saved)) == (("save",), 1)


def listing(count: int) -> Subscriber:
    """A person with so many saved cards, the last the newest."""
    cards = tuple(
        SavedCard(
            cluster_id=ClusterId(f"c{n}"),
            title=f"Title <{n}>",
            url=URL,
            at=NOW - timedelta(hours=n),
        )
        for n in range(count)
    )
    return person().model_copy(update={"saved": cards})


def page(decision: Decision) -> tuple[str, Keyboard]:
    """The page that a decision shows."""
    shown = decision.says[-1]
    assert isinstance(shown, Reply | KeyboardEdit)
    return shown.text or "", shown.keyboard


def test_saved_cards_are_listed_in_pages_and_removed() -> None:
    """Older and newer by the cards themselves: what goes meanwhile shifts nothing."""
    who = listing(12)
    pressed = Pressed("q", MessageId(7))
    text, keyboard = page(saved_cards.show(a_turn(who)))
    assert "12 saved cards" in text
    assert "&lt;0&gt;" in text
    older = next(one.data for one in keyboard[-1] if one.text == "Older »")
    text, keyboard = page(saved_cards.press(a_turn(who), pressed, older or ""))
    assert "6. " in text
    assert [one.text for one in keyboard[-1]] == ["« Newer", "Older »"]
    removed = saved_cards.press(a_turn(who), pressed, keyboard[0][0].data or "")
    assert removed.subscriber is not None
    left = {one.cluster_id for one in removed.subscriber.saved}
    assert {one.cluster_id for one in who.saved} - left == {"c5"}
    back, _ = page(saved_cards.press(a_turn(who), pressed, keyboard[-1][0].data or ""))
    assert "1. " in back
    assert "Nothing is saved" in page(saved_cards.show(a_turn(person())))[0]


@pytest.mark.parametrize("data", ["sv:p:x", "sv:q:1", "sv:r:c1", "sv:p:" + "9" * 40])
def test_forged_page_is_out_of_date(data: str) -> None:
    """Answered, nothing changed."""
    decision = saved_cards.press(a_turn(listing(2)), Pressed("q", MessageId(7)), data)
    assert (decision.subscriber, [type(one) for one in decision.says]) == (None, [Answer])


def test_taste_is_switched_and_forgotten_only_when_sure() -> None:
    """Off is a setting; forgetting asks first, then tells the stage that learns."""
    who, pressed = person(), Pressed("q", MessageId(7))
    off = taste.press(a_turn(who), pressed, "ts:off").subscriber
    assert off is not None
    assert off.taste_off
    assert "off" in (page(taste.show(a_turn(off)))[0])
    assert taste.press(a_turn(who), pressed, "ts:forget").further == ()
    (record,) = taste.press(a_turn(who), pressed, "ts:sure").further
    assert (record.topic, getattr(record.event, "action", "")) == ("feedback", "forget")
    assert taste.press(a_turn(who), pressed, "ts:nonsense").subscriber is None
