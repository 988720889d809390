"""Terms, analysed projects and places: shapes and limits."""

from __future__ import annotations

import gc
import random
import sys
import time
import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gigwire.contracts.messages import Analysis, Client
from gigwire.domain.text import (
    ANALYSER,
    Place,
    View,
    analyse,
    keys_of,
    load_dictionaries,
    located,
    term_of,
    tokens,
)
from gigwire.domain.text.analysis import MAX_FORMS
from gigwire.domain.text.located import JOINING
from tests.support.gigs import a_project
from tests.support.patience import CATASTROPHE_SECONDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gigwire.contracts.messages import Project

HOSTILE = "abcсеорПитонЇїйё+#./_-'\u2019` 1u\u0301\u0306\u200b\u202e\x00\ud800🙂ﾞｶ각ᆨ"
CYRILLIC = "абвгдежзиклмнопрстуфхцчшы"
WORDS = (
    "дизайн логотипа сайтов landing page telegram бот ml 3ds max front-end c++ tradução ии node.js"
)
texts = st.one_of(st.text(HOSTILE, max_size=60), st.text(max_size=60))


def view(title: str = "", body: str = "", **fields: object) -> View:
    """A project's view; texts that no message can carry (lone surrogates) are analysed too."""
    project = a_project().model_copy(update={"title": title, "body": body, **fields})
    return View.of(analyse(project))


def test_places_tell_the_field_and_the_tokens() -> None:
    """Every occurrence is told once, title first, skills counted."""
    seen = view("Landing page", "лендинга нет", skills=("HTML", "Landing-Page"))
    term = term_of("лендинг")
    assert term is not None
    assert seen.find(term) == (
        Place("title", 0, 0, 1),
        Place("title", 0, 0, 2),
        Place("body", 0, 0, 1),
        Place("skill", 1, 0, 1),
        Place("skill", 1, 0, 2),
    )
    assert (seen.where(term), view(body="лендинг").where(term)) == ("title", "below")


def test_scope_limits_where_a_term_is_looked_for() -> None:
    """Category and client are only found when asked for."""
    seen = view("logo", category="Дизайн", client=Client(name="Acme Studios"))
    for text, scope, expected in [
        ("acme studio", "client", True),
        ("acme", "any", False),
        ("дизайна", "category", True),
        ("logo", "body", False),
        ("logo", "title", True),
    ]:
        term = term_of(text, "forms", scope)
        assert term is not None
        assert bool(seen.find(term)) is expected, text


def test_exact_and_prefix_words_find_no_forms() -> None:
    """`=word` is this very token; `word*` what begins so."""
    for text, mode, title, expected in [
        ("дизайн", "exact", "дизайна", False),
        ("дизайн", "exact", "Дизайн", True),
        ("js", "exact", "javascript", False),
        ("telegram bot", "exact", "telegram bots", False),
        ("диз", "prefix", "дизайна", True),
        ("диз", "prefix", "редизайн", False),
        ("web des", "prefix", "web designer", True),
    ]:
        term = term_of(text, mode)
        assert term is not None
        assert bool(view(title).find(term)) is expected, (text, title)


def test_analysis_survives_the_wire() -> None:
    """A reader of the message sees what the analyser saw."""
    analysis = analyse(a_project(title="Нужны лендинги", body="C++, .NET", skills=("node.js",)))
    again = Analysis.model_validate_json(analysis.model_dump_json())
    assert again == analysis
    assert again.analyser == ANALYSER
    assert View.of(again).keys_of("лендинги") == keys_of("лендинги")


@given(texts)
def test_any_text_is_analysed_and_located(text: str) -> None:
    """Hostile text never raises; places are those of the tokens, in order, inside the text."""
    found = located(text)
    assert tuple(one.token for one in found) == tokens(text)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert [one.start for one in found] == sorted(one.start for one in found)
    term = term_of(text)
    assert (term is None) is (not tokens(text))


@given(st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=12), st.data())
def test_words_of_a_project_are_found_in_it(words: list[str], data: st.DataObject) -> None:
    """Whoever copies consecutive words of a title into a filter finds that project."""
    title = " ".join(words)
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first + 1, len(words)))
    term = term_of(" ".join(words[first:last]))
    assert term is not None
    assert view(title).find(term)


@given(st.text(max_size=40))
def test_any_title_finds_itself(title: str) -> None:
    """The same for arbitrary text."""
    term = term_of(title)
    assert term is None or view(title).where(term) == "title"


def test_tokens_are_keys_of_what_they_were_read_from() -> None:
    """Offsets point at the letters, whatever was dropped or composed on the way."""
    text = "Готово! C++/C#, комп'ютер и\u0306од İstanbul ﬁx pyth\u200bon"
    assert [text[one.start : one.end] for one in located(text)] == [
        "Готово", "C++", "C#", "комп'ютер", "и\u0306од", "İstanbul", "ﬁx", "pyth\u200bon",
    ]  # fmt: skip


@pytest.fixture
def processor_time() -> Iterator[Callable[[Callable[[], object]], float]]:
    """Seconds of processor time of a call, without the garbage of all tests before."""

    def measured(call: Callable[[], object]) -> float:
        started = time.process_time()
        call()
        return time.process_time() - started

    load_dictionaries()
    gc.disable()
    yield measured
    gc.enable()


def test_ten_thousand_hostile_texts_are_no_catastrophe(
    processor_time: Callable[[Callable[[], object]], float],
) -> None:
    """Fuzzed titles and terms are analysed without delay."""
    chance, project = random.Random(4), a_project()
    for _ in range(10_000):
        text = "".join(chance.choices(HOSTILE, k=chance.randrange(80)))
        fuzzed = project.model_copy(update={"title": text})
        assert processor_time(lambda: (analyse(fuzzed), term_of(text))) < CATASTROPHE_SECONDS  # noqa: B023 - at once


@pytest.mark.parametrize("letters", [4, 9, 30])
def test_a_megabyte_of_new_words_is_no_catastrophe(
    letters: int, processor_time: Callable[[Callable[[], object]], float]
) -> None:
    """The worst body: each word unknown to every dictionary and to every cache."""
    chance = random.Random(letters)

    def new_body() -> Project:
        words = ("".join(chance.choices(CYRILLIC, k=letters)) for _ in range(6_000))
        return a_project(title="x", body=" ".join(words) * 40)

    bodies = [new_body(), new_body()]
    assert all(len(body.body) > 1_000_000 for body in bodies)
    # The better of two: what other processes of the machine do is not measured.
    assert min(processor_time(lambda: analyse(body)) for body in bodies) < CATASTROPHE_SECONDS  # noqa: B023 - at once


def test_words_beyond_the_limit_have_no_forms() -> None:
    """A very long text keeps its first words' forms and all its tokens."""
    many = " ".join(
        f"слово{'абвгдежзик'[i // 100]}{'абвгдежзик'[i // 10 % 10]}{'абвгдежзик'[i % 10]}"
        for i in range(MAX_FORMS)
    )
    seen = view("дизайна", f"{many} логотипов c++ websites")
    for text, expected in [
        ("дизайн", True),
        ("логотип", False),
        ("логотипов", False),
        ("c++", True),
        ("website", True),
    ]:
        term = term_of(text)
        assert term is not None
        assert bool(seen.find(term)) is expected, text


def test_letters_that_join_what_is_before_them_are_known() -> None:
    """Every second half of a canonical pair, but marks, of this Python's Unicode."""
    written = (unicodedata.decomposition(chr(point)).split() for point in range(sys.maxunicode + 1))
    pairs = [
        [chr(int(half, 16)) for half in two] for two in written if two[1:] and two[0][0] != "<"
    ]
    seconds = {
        second
        for first, second in pairs
        if not unicodedata.combining(second)
        and len(unicodedata.normalize("NFC", first + second)) == 1
    }
    assert len(seconds) > 20
    assert [second for second in seconds if not JOINING.match(second)] == []
