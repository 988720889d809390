"""Bans and limits, where the person's settings are; and who is not conversed with."""

from __future__ import annotations

from functools import partial

import pytest

from bot.lexicon import lexicon
from gigwire.contracts.delivery import Answer, NotificationDue, Reply
from gigwire.contracts.ids import ChatId, EventId, UserId
from gigwire.contracts.orders import Asker, Ceilings, Order, OrderKind
from gigwire.domain.admin.gate import refusal
from gigwire.domain.admin.orders import obeyed
from gigwire.domain.chat import commands, filters
from gigwire.domain.chat.records import records_of
from gigwire.domain.chat.turn import NOTHING, Decision
from tests.support.talk import Talk, texts

ADMIN = UserId(700)
ASKER = Asker(user_id=ADMIN, chat_id=ChatId(ADMIN), locale="ru")


def order(kind: OrderKind, **fields: object) -> Order:
    """Given in a chat."""
    return Order.model_validate({"kind": kind, "by": "telegram:700", "tell": ASKER, **fields})


def somebody(*typed: str) -> Talk:
    """A person with filters."""
    talk = Talk()
    for text in typed or ("python bot",):
        talk.run(partial(filters.add, text=text))
    return talk


def give(talk: Talk, wanted: Order, name: str = "o1") -> Decision:
    """The person's partition takes an order."""
    decision = obeyed(talk.turn(), wanted, EventId(name))
    talk.person = decision.subscriber or talk.person
    return decision


def told(decision: Decision) -> NotificationDue:
    """The word to the admin."""
    (outgoing,) = decision.further
    assert outgoing.key == str(ADMIN).encode()
    assert isinstance(outgoing.event, NotificationDue)
    return outgoing.event


def test_banned_person_keeps_settings_and_gets_them_back() -> None:
    """Nothing is sent while the status is blocked; the pause of before comes back as it was."""
    talk = somebody()
    talk.run(commands.pause)
    before = talk.person
    give(talk, order("ban"))
    assert talk.person is not None
    assert talk.person.status == "blocked"
    give(talk, order("unban"), "o2")
    assert before is not None
    assert talk.person.ban is None
    assert (talk.person.status, talk.person.filters) == ("paused", before.filters)


def test_banned_person_gets_one_line_and_nothing_more() -> None:
    """Whatever they type or press afterwards; blocking the bot is not answered either."""
    talk = somebody()
    give(talk, order("ban"))
    assert refusal(talk.turn()) is NOTHING  # a change of membership
    first = refusal(talk.turn(), is_spoken=True)
    assert first is not None
    assert texts(first) == [lexicon("en")("banned")]
    talk.person = first.subscriber
    assert refusal(talk.turn(), is_spoken=True) is NOTHING
    assert refusal(talk.turn(), query_id="q") is NOTHING


def test_order_repeated_changes_nothing_and_makes_the_same_records() -> None:
    """A record of Kafka may come twice: the admin is told once by the ledger, in their language."""
    talk = somebody()
    first = told(give(talk, order("ban")))
    again = give(talk, order("ban"))
    assert again.subscriber is None
    assert told(again).notification_id == first.notification_id
    assert isinstance(first.content, Reply)
    assert first.content.text == lexicon("ru")("admin-banned", user="5")


def test_order_about_a_stranger_makes_nobody() -> None:
    """The admin hears that nobody has this id."""
    decision = give(Talk(), order("ban"))
    assert decision.subscriber is None
    content = told(decision).content
    assert isinstance(content, Reply)
    assert content.text == lexicon("ru")("admin-unknown", user="5")


def test_order_is_no_update_of_the_person() -> None:
    """It has no update id: what the person did before stays noted, and what comes next is heard."""
    talk = somebody()
    assert talk.person is not None
    noted = (talk.person.last_update_id, talk.person.applied)
    turn = talk.turn()
    decision = give(talk, order("limits", ceilings=Ceilings(cards=4)))
    assert records_of(turn, decision).subscriber is not None
    assert (talk.person.last_update_id, talk.person.applied) == noted


def test_limits_of_a_person_hold_and_are_lifted() -> None:
    """No filter beyond them, no more cards a day; what is there stays."""
    talk = somebody("python bot", "logo design")
    give(talk, order("limits", ceilings=Ceilings(filters=1, cards=4)))
    assert talk.person is not None
    assert (talk.person.daily_cap, len(talk.person.filters)) == (4, 2)
    talk.press("~1set:cap:30")
    assert talk.person.daily_cap == 4
    talk.run(partial(filters.add, text="rust"))
    assert len(talk.person.filters) == 2
    assert "1 filter" in talk.text
    three = (*talk.person.filters, talk.person.filters[0])
    assert len(talk.turn().changed(filters=three).filters) == 2  # as an import would
    give(talk, order("limits"), "o3")
    talk.run(partial(filters.add, text="rust"))
    assert len(talk.person.filters) == 3


@pytest.mark.parametrize("chat", [5, -100])
def test_flood_is_told_kindly_in_private_only(chat: int) -> None:
    """A press by its toast; a message by a line, which a group is spared."""
    turn = Talk().turn()
    turn = type(turn)(**{**vars(turn), "chat_id": ChatId(chat)})
    pressed = refusal(turn, query_id="q", is_shed=True)
    assert pressed is not None
    (toast,) = pressed.says
    assert isinstance(toast, Answer)
    assert toast.text == lexicon("en")("toast-slow-down")
    spoken = refusal(turn, is_spoken=True, is_shed=True)
    assert spoken is not None
    assert len(spoken.says) == (1 if chat == 5 else 0)


def test_everybody_else_is_conversed_with() -> None:
    """The gate is open."""
    assert refusal(somebody().turn(), is_spoken=True) is None
    assert refusal(Talk().turn(), query_id="q") is None
