"""A list of cards: each of them is in it, however much there is to say of them."""

from __future__ import annotations

from typing import get_args

import pytest

from bot.lexicon import lexicon
from gigwire.contracts.delivery import Digest
from gigwire.contracts.people import Locale
from gigwire.domain.cards.card import Reader
from gigwire.domain.cards.digest import MAX_ITEMS, MAX_VISIBLE, render_digest
from gigwire.domain.cards.fitting import MOST_VISIBLE
from gigwire.domain.cards.html import visible_length
from gigwire.domain.cards.money import MOST_MINOR
from tests.support.due import a_card
from tests.support.gigs import NOON, a_project, a_step, usd


@pytest.mark.parametrize("locale", get_args(Locale))
def test_list_of_ten_wordy_cards_leaves_none_out(locale: Locale) -> None:
    """The ledger calls all ten SENT with this message; reasons are what there is no room for."""
    items = []
    for number in range(MAX_ITEMS):
        title = f"No{number} " + "W" * 150
        project = a_project(title, budget=usd(MOST_MINOR // 10, MOST_MINOR - 1))
        terms = tuple(f"t{term}" + "x" * 40 for term in range(6))
        card = a_card(5, a_step("c", project=project), filter_name="F" * 60, title_terms=terms)
        liked = tuple(f"l{word}" + "y" * 40 for word in range(3))
        hit = card.hit.model_copy(update={"liked": liked, "percentile": 99})
        items.append(card.model_copy(update={"hit": hit}))
    reader = Reader(lexicon(locale), "UAH", NOON)
    text = render_digest(Digest(items=tuple(items)), reader).text
    assert all(f"No{number} WWW" in text for number in range(MAX_ITEMS))
    assert visible_length(text) <= MOST_VISIBLE
    alone = render_digest(Digest(items=(items[0],)), reader).text
    assert "t0xxx" in alone
    assert visible_length(alone) * MAX_ITEMS > MAX_VISIBLE, "else there would be room for reasons"
