"""Which of five languages, or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gigwire.domain.language import language_of

if TYPE_CHECKING:
    from gigwire.contracts.messages import Language

SURE: tuple[tuple[str, Language], ...] = (
    ("Нужен сайт на WordPress", "ru"),
    ("Правки вёрстки", "ru"),
    ("Сверстать макет для магазина", "ru"),
    ("Потрібен сайт на WordPress", "uk"),
    ("Зробити логотип", "uk"),
    ("Логотип компанії", "uk"),
    ("Дизайн логотипу", "uk"),
    ("Нужен бот на python: aiogram, postgres, redis, docker", "ru"),
    ("Need a React developer for landing page", "en"),
    ("Fix the data import of 1С for our shop", "en"),
    ("Preciso de um desenvolvedor para criar um site", "pt"),
    ("Criação de loja virtual", "pt"),
    ("Necesito un programador para mi tienda online", "es"),
    ("Traducción de documento", "es"),
)
UNSURE = (
    "Бот telegram aiogram3 + postgres",
    "logo design",
    "Ich suche einen Entwickler für meine Website und den Shop",
    "Je cherche un développeur pour mon site et une boutique",
    "網站 開發 工程師 需要 一個",
    "12345 !!!",
)


@pytest.mark.parametrize(("title", "language"), SURE)
def test_clear_title_gives_its_language(title: str, language: Language) -> None:
    """Script, letters and function words decide without knowing the source."""
    assert language_of(title, "") == language


@pytest.mark.parametrize("title", UNSURE)
def test_unclear_title_is_undetermined(title: str) -> None:
    """A guess would hide the project from people; `und` passes every mask."""
    assert language_of(title, "") == "und"


def test_source_decides_between_russian_and_ukrainian_where_the_text_does_not() -> None:
    """Cyrillic without a telling letter follows the board."""
    assert language_of("Логотип", "", default="uk") == "uk"
    assert language_of("Бот telegram aiogram3 + postgres", "", default="ru") == "ru"


def test_script_outweighs_what_the_board_states() -> None:
    """A board whose language is English by default does not make a Russian text English."""
    assert language_of("Нужно сделать парсер сайта", "", stated="en-US") == "ru"


def test_statement_of_the_board_outweighs_the_usual_language() -> None:
    """`en-US` is English; an unknown code says nothing."""
    assert language_of("logo", "", stated="en-US", default="pt") == "en"
    assert language_of("logo", "", stated="xx", default="pt") == "pt"


def test_body_decides_for_a_short_title() -> None:
    """Title and body are read together."""
    body = "Precisamos de uma loja com pagamento e entrega para nossa empresa."
    assert language_of("Landing page", body, default="en") == "pt"
