"""Projects of strangers against the Bot API server's own parser, in process: never a 400."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import get_args

import pytest

from bot.lexicon import lexicon
from gigwire.contracts.delivery import CardEdit, Digest
from gigwire.contracts.ids import NotificationId, digest
from gigwire.contracts.people import Locale
from gigwire.domain.cards.card import Message, Reader, render_card, render_edit
from gigwire.domain.cards.digest import render_digest
from local.telegram.errors import BotApiError
from tests.support.gigs import NOON
from tests.support.hostile_projects import hostile_card, judged

LOCALES: tuple[Locale, ...] = get_args(Locale)
CURRENCIES = ("USD", "UAH", "BRL", "JPY")
LONGEST = 650  # a card of nothing but the longest parts; a usual one ends at 500
KEY = NotificationId(digest("card"))


def render_hostile(seed: int, count: int) -> int:
    """Render cards, edits and digests of `count` projects; gives the longest card's length."""
    rng, longest = random.Random(seed), 0
    for number in range(count):
        now = NOON + timedelta(minutes=number % 3000)
        reader = Reader(lexicon(LOCALES[number % 5]), CURRENCIES[number % 4], now)
        card = hostile_card(rng)
        edit = CardEdit(project=card.project, hit=card.hit, card_id=KEY)
        longest = max(longest, len(judged(render_card(card, reader))))
        judged(render_edit(edit, reader))
        judged(render_digest(Digest(items=(card, card)), reader))
    return longest


def test_hostile_projects_render_without_a_refusal() -> None:
    """The server's parser takes every card, edit and digest, and none grows long."""
    assert render_hostile(20261121, 300) <= LONGEST


@pytest.mark.long
def test_ten_thousand_hostile_projects_render_without_a_refusal() -> None:
    """The same in bulk, from another seed."""
    assert render_hostile(6, 10_000) <= LONGEST


@pytest.mark.parametrize(
    "text", ["<b>open", "a & <x>", "<a href='javascript:x'>x</a>", "\u202egpj.exe", "<tg-time>"]
)
def test_judge_refuses_what_is_wrong(text: str) -> None:
    """The proof is worth something: the judge says no to unescaped and hidden text."""
    with pytest.raises((BotApiError, AssertionError)):
        judged(Message(text, ()))
