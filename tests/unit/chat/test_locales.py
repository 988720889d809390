"""Five languages say the same things: no key missing, none unused, the same placeholders."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import get_args

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

from bot.lexicon import lexicon, locale_source
from gigwire.contracts.people import Locale
from gigwire.domain.filters.problems import ProblemKey
from tests.support.telegram_html import visible_text

LOCALES: tuple[Locale, ...] = get_args(Locale)
ROOT = Path(__file__).parents[3]
RENDERERS = sorted(
    path
    for name in ("c[ah]*", "schedule", "broadcast", "groups", "admin")
    for path in (ROOT / "gigwire/domain").glob(f"{name}/*.py")
)
# Arguments that gigwire.domain.filters.problems documents beside each key.
PROBLEM_ARGUMENTS: dict[str, set[str]] = {
    "filter-empty": set(),
    "filter-needs-word": set(),
    "filter-too-many": {"limit"},
    "filter-too-many-everything": {"limit"},
    "filter-too-many-conditions": {"limit", "count"},
    "filter-too-deep": {"limit"},
    "filter-text-too-long": {"limit", "count"},
    "filter-term-too-long": {"term", "limit"},
    "filter-term-blank": {"term"},
    "filter-quote-open": {"term"},
    "filter-bracket-open": set(),
    "filter-bracket-close": set(),
    "filter-star-place": {"term"},
    "filter-prefix-short": {"term", "limit"},
    "filter-nothing-after": {"term"},
    "filter-field-unknown": {"term", "example"},
    "filter-number-expected": {"field", "at", "example"},
    "filter-number-too-large": {"term", "limit"},
    "filter-unit-unknown": {"term", "at", "example"},
    "filter-value-unknown": {"field", "term", "example"},
    "filter-range-empty": {"term"},
    "filter-budget-currency": {"currency"},
    "filter-pattern-open": {"term"},
    "filter-pattern-too-long": {"limit", "count"},
    "filter-pattern-wrong": {"term"},
    "filter-pattern-border": set(),
    "filter-pattern-costly": set(),
    "filter-pattern-empty": set(),
}
PLURALS = {
    "en": {"one", "other"},
    "ru": {"one", "few", "many"},
    "uk": {"one", "few", "many"},
    "pt": {"one", "other"},
    "es": {"one", "other"},
}


class Placeables(Visitor):
    """Variables and plural variants of one message."""

    def __init__(self) -> None:
        self.variables: set[str] = set()
        self.variants: list[set[str]] = []

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:  # noqa: N802 - Fluent's
        """Note a placeholder."""
        self.variables.add(node.id.name)

    def visit_SelectExpression(self, node: ftl.SelectExpression) -> None:  # noqa: N802 - Fluent's
        """Note the variants of a choice by number."""
        names = {one.key.name for one in node.variants if isinstance(one.key, ftl.Identifier)}
        self.variants.append(names)
        self.generic_visit(node)


def messages(locale: Locale) -> dict[str, Placeables]:
    """What the file of a locale holds."""
    found: dict[str, Placeables] = {}
    for entry in FluentParser().parse(locale_source(locale)).body:
        assert not isinstance(entry, ftl.Junk), f"{locale}: {entry.content}"
        if isinstance(entry, ftl.Message):
            assert entry.id.name not in found, f"{locale}: {entry.id.name} twice"
            found[entry.id.name] = Placeables()
            found[entry.id.name].visit(entry)
    return found


def used() -> dict[str, set[str]]:
    """Keys that the code asks for, with the values it gives."""
    wanted: dict[str, set[str]] = {key: set(PROBLEM_ARGUMENTS[key]) for key in get_args(ProblemKey)}
    for path in RENDERERS:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and _is_words(node.func):
                key = node.args[0]
                if isinstance(key, ast.Constant) and isinstance(key.value, str):
                    names = {one.arg for one in node.keywords if one.arg}
                    wanted.setdefault(key.value, names).update(names)
    return wanted


def _is_words(called: ast.expr) -> bool:
    if isinstance(called, ast.Name):
        return called.id == "words"
    if isinstance(called, ast.Attribute):
        return called.attr == "words"
    return isinstance(called, ast.Call)  # turn.lexicon(locale)("key")


@pytest.mark.parametrize("locale", LOCALES)
def test_every_key_is_there_and_used_with_its_placeholders(locale: Locale) -> None:
    """Missing, unused and wrongly filled texts are found before a person finds them."""
    wanted, held = used(), messages(locale)
    assert set(held) == set(wanted)
    wrong = {key for key in held if held[key].variables != wanted[key]}
    assert wrong == set()


@pytest.mark.parametrize("locale", LOCALES)
def test_plurals_have_the_categories_of_their_language(locale: Locale) -> None:
    """Russian and Ukrainian need few and many; a missing one would read wrong."""
    for key, found in messages(locale).items():
        for variants in found.variants:
            assert variants == PLURALS[locale], f"{locale}: {key}"


@pytest.mark.parametrize(
    ("locale", "count", "text"),
    [
        ("ru", 1, "1 день назад"),
        ("ru", 3, "3 дня назад"),
        ("ru", 11, "11 дней назад"),
        ("ru", 21, "21 день назад"),
        ("uk", 22, "22 дні тому"),
        ("en", 1, "1 day ago"),
        ("pt", 2, "há 2 dias"),
        ("es", 1, "1 día"),
    ],
)
def test_plural_reads_right(locale: Locale, count: int, text: str) -> None:
    """Numbers and nouns agree."""
    assert lexicon(locale)("age-days", count=count).endswith(text)


@pytest.mark.parametrize("locale", LOCALES)
def test_every_text_is_valid_and_fits_its_place(locale: Locale) -> None:
    """Messages are HTML that Telegram takes; toasts and buttons are plain and short."""
    for key, found in messages(locale).items():
        values = {name: 5 if name in ("count", "limit") else "x" for name in found.variables}
        text = lexicon(locale)(key, **values)
        visible = visible_text(text)
        assert 0 < len(visible) <= 2_000, key  # with a filter of 2,000 characters still a message
        if key.startswith("menu-"):
            assert text == visible, key
            assert len(visible) <= 100, key
        if key.startswith(("toast-", "button-")):
            assert text == visible, key
            assert len(visible) <= (200 if key.startswith("toast-") else 40), key


@pytest.mark.parametrize("locale", [one for one in LOCALES if one != "en"])
def test_no_text_was_left_in_english(locale: Locale) -> None:
    """A text of two words or more that is equal to the English one is a forgotten translation."""
    english, theirs = (_written(one) for one in ("en", locale))
    same = {key for key, text in theirs.items() if english[key] == text and " " in text.strip()}
    assert same == set()


def _written(locale: Locale) -> dict[str, str]:
    """Each message's words, without what is put in."""
    found, source = {}, locale_source(locale)
    for entry in FluentParser().parse(source).body:
        if isinstance(entry, ftl.Message) and entry.value is not None and entry.value.span:
            text = source[entry.value.span.start : entry.value.span.end]
            found[entry.id.name] = re.sub(r"\{[^{}]*\}|<[^<>]*>|[\W\d_]+", " ", text)
    return found


def test_missing_key_and_placeholder_raise() -> None:
    """Nobody is sent a text with a hole in it."""
    with pytest.raises(LookupError):
        lexicon("en")("no-such-key")
    with pytest.raises(LookupError):
        lexicon("en")("age-days")
