r"""Regular expressions: Cyrillic borders and classes, places in the text, what is refused."""

from __future__ import annotations

import re
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gigwire.domain.filters import parse, pattern_found
from gigwire.domain.filters.patterns import MAX_PROGRAM, compiled_pattern
from gigwire.domain.text import MAX_CHARACTERS
from tests.support.patience import CATASTROPHE_SECONDS


@pytest.mark.parametrize(
    ("regex", "text", "found"),
    [
        (r"\bбот\b", "Нужен бот, срочно", "бот"),
        (r"\bбот\b", "Нужны роботы", None),
        (r"\bбот", "ботик и бот", "бот"),
        (r"\bпарс\w+\b", "(Парсинг)", "Парсинг"),
        (r"\b(?:tg|телеграм)\b", "x телеграм", "телеграм"),
        (r"\bbot\b|\bбот\b", "робот и bot", "bot"),
        (r"(\bbot\b)", "a bot b", "bot"),
        (r"\bc\+\+\b", "c++, rust", "c++"),
        (r"^\w+ \w+$", "мобільний додаток", "мобільний додаток"),
        (r"[^\W\d]+", "12 ёж", "ёж"),
        (r"[\w-]+сайт", "веб-сайт", "веб-сайт"),
        (r"[]\w]+!", "a]b!", "a]b!"),
        (r"\W", "слово", None),
        (r"a\/b", "x a/b", "a/b"),
        (r"МОСКВА", "москва", "москва"),
        (r"\Q\b(\E", r"x \b( y", r"\b("),
        (r"(?P<n>a)(b)", "ab", "ab"),
        ("№ 5", "ref № 5", None),  # NFKC makes it No
        ("no 5", "ref № 5", "№ 5"),
        ("fi", "eﬃcient", "ﬃ"),
        ("й!", "абй!", "й!"),
        ("x", "\ud800x", "x"),
    ],
)
def test_expression_finds_what_a_person_sees(regex: str, text: str, found: str | None) -> None:
    """Borders are no part of what is found; places are those of the typed text."""
    place = pattern_found(regex, text)
    assert (place and text[slice(*place)]) == found


@given(
    st.text(alphabet="абвёїйabcxyz_19 -.,!\n", max_size=30),
    st.sampled_from(["аб", "x", r"\w+", r"[ab]+\w", "й"]),
)
def test_border_is_pythons_where_words_stand_beside_it(text: str, core: str) -> None:
    r"""`\b` before and after word characters equals Python's, which knows Cyrillic."""
    regex = rf"\b{core}\b"
    wanted = re.search(regex, unicodedata.normalize("NFKC", text), re.IGNORECASE)
    assert pattern_found(regex, text) == (wanted and wanted.span())


@pytest.mark.parametrize(
    ("regex", "key", "position"),
    [
        ("a" * 201, "filter-pattern-too-long", 3),
        (r"a(?=b)", "filter-pattern-wrong", 3),
        (r"(a)\1", "filter-pattern-wrong", 3),
        (r"a**", "filter-pattern-wrong", 3),
        (r"\w{300}", "filter-pattern-costly", 3),
        (r"((a{100}){100}){100}", "filter-pattern-wrong", 3),
        (r"a\bb", "filter-pattern-border", 4),
        (r"(?:\bfoo )+bar", "filter-pattern-border", 12),
        (r"a\Bb", "filter-pattern-border", 4),
        (r"a\C", "filter-pattern-border", 4),
        (r"a*", "filter-pattern-empty", 3),
        (r"\b", "filter-pattern-empty", 3),
    ],
)
def test_expression_that_cannot_be_kept_is_refused(regex: str, key: str, position: int) -> None:
    """Before it is saved, with the place of what is wrong."""
    (problem,) = parse(f"x /{regex}/").problems
    assert (problem.key, problem.position) == (key, position)


@pytest.mark.parametrize(
    "regex",
    [
        r"(x+x+)+y",
        r"(?:x?){80}z{80}",
        r"(?:x.{0,80}){2}zz",
        r"[xy].{20}[xy].{30}zz",
        r"(.*)(.*)(.*)(.*)zz",
    ],
)
@pytest.mark.parametrize("text", ["x" * 1_000_000, "xyаб " * 200_000], ids=["x", "mixed"])
def test_worst_expression_over_a_megabyte_is_answered_in_time(regex: str, text: str) -> None:
    """RE2 is linear, its program is capped, and we read only so much of a text."""
    assert compiled_pattern(regex).regexp.programsize <= MAX_PROGRAM
    start = time.process_time()
    assert pattern_found(regex, text) is None
    assert time.process_time() - start < CATASTROPHE_SECONDS
    assert len(text) > MAX_CHARACTERS
