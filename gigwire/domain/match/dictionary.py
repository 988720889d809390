"""Numbers for all that filters of a process ask for, and projects seen through them.

One a process, append only, shared by its partitions' indexes. Owns numbering, plans by text and
how common terms are; owns no row. One writer; reading beside it is safe.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from gigwire.domain.filters import parse
from gigwire.domain.match.formula import UNKNOWN_COUNTRY
from gigwire.domain.match.gauges import GaugeBook
from gigwire.domain.match.lookup import FIELD_BITS, Lookup
from gigwire.domain.match.patterns import is_found
from gigwire.domain.match.plan import Plan, plan_of
from gigwire.domain.match.prepared import BatchMemo, Prepared, batch_of_one
from gigwire.domain.match.program_book import ProgramBook
from gigwire.domain.match.rows import (
    ALL_SOURCES,
    GATED_SOURCES,
    LANGUAGES,
    NEVER,
    OTHER_SOURCE,
    PERIOD_SHIFT,
    PERIODS,
    SOURCE_SHIFT,
    UNKNOWN_LANGUAGE,
    UNKNOWN_PERIOD,
)
from gigwire.domain.match.score import freshness_of, rarity_of, worth_of_term
from gigwire.domain.match.scratch import ScratchPool
from gigwire.domain.match.spans import SpanBook
from gigwire.domain.match.subject import age_of, attribute_of
from gigwire.domain.match.verdict import term_of_leaf

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gigwire.domain.filters.expression import Compare, Pattern, Phrase, Word
    from gigwire.domain.match.subject import Subject
    from gigwire.domain.text import Term

_ENOUGH_SEEN: Final = 200  # projects, before their frequencies are believed
_REMEMBERED: Final = 1 << 17  # plans; words as typed
_NAMED_SOURCES: Final = 16  # most that a filter without a word is kept under by name


class Dictionary:
    """Terms, labels, patterns, gauges and programs by number."""

    def __init__(self) -> None:
        self.programs: Final = ProgramBook()
        self.scratch: Final = ScratchPool()
        self.batches: Final = BatchMemo()
        self.version = 0  # rises with everything that a prepared project may lack
        self._terms: dict[Term, int] = {}
        self._by_leaf: dict[Word | Phrase, int] = {}  # some of the last
        self._labels: dict[tuple[str, str], int] = {}
        self._patterns: dict[Pattern, int] = {}
        self._pattern_by_number: dict[int, Pattern] = {}
        self._sources: dict[str, int] = {}
        self._words = Lookup()
        self._is_word = bytearray(b"\0\1")
        self._asked = [0.0, 0.0]  # filters that ask for a term
        self._seen_with = np.zeros(1024, dtype=np.int64)
        self._seen = 0
        self._gauges = GaugeBook()
        self._spans = SpanBook()
        self._plans: dict[str, Plan] = {}

    def __len__(self) -> int:
        """Numbers given so far."""
        return len(self._is_word)

    def plan(self, text: str) -> Plan:
        """The plan of a saved filter's text, remembered. A text that is no filter fits nothing."""
        plan = self._plans.get(text)
        if plan is None:
            if len(self._plans) >= _REMEMBERED:
                self._plans.clear()
            plan = self._plans[text] = self._planned(text)
            for term in (*plan.all_of, *plan.any_of, *plan.pivots):
                self._asked[term] += 1
        return plan

    def _planned(self, text: str) -> Plan:
        # Not `compiled_query`: nobody asks for the tree again, and to keep it takes time and room.
        query, _ = parse(text)
        return Plan(all_of=(NEVER,)) if query is None else plan_of(query, self)

    def prepare(self, subject: Subject) -> Prepared:
        """See a project through the dictionary; good for every index of the process.

        Each call counts the project's terms: they tell which pivots are rare.
        """
        prepared = self._prepared(subject)
        self._seen += 1
        self._seen_with[prepared.alone.ids] += 1
        return prepared

    def renewed(self, prepared: Prepared) -> Prepared:
        """The same project, seen through all that the dictionary knows by now."""
        if prepared.version == self.version:
            return prepared
        renewed = self._prepared(prepared.subject)
        renewed.searched = prepared.searched
        return renewed

    def search(self, prepared: Prepared, program: int) -> None:
        """Look for the patterns of a program, each once a project."""
        for number in self.programs.patterns_of(program):
            if number not in prepared.searched:
                pattern = self._pattern_by_number[number]
                prepared.searched[number] = is_found(pattern, prepared.subject)

    def _prepared(self, subject: Subject) -> Prepared:
        version = self.version
        worths = dict.fromkeys(self._labels_of(subject), 0)
        for number, fields in self._words.fields_by_term(subject.view).items():
            worths[number] = worth_of_term(
                is_title=bool(fields & FIELD_BITS["title"]),
                is_skill=bool(fields & FIELD_BITS["skill"]),
                rarity=rarity_of(int(self._seen_with[number]), self._seen),
            )
        language = attribute_of("lang", subject)
        place = LANGUAGES.index(language) + 1 if language in LANGUAGES else 0
        traits = (self._gate_of(subject), place, freshness_of(age_of(subject)))
        gauges = self._gauges.read(subject)
        alone = batch_of_one(worths, traits, gauges, self._spans.shown(gauges))
        return Prepared(subject, version, alone)

    def _labels_of(self, subject: Subject) -> Iterator[int]:
        yield 0  # ALWAYS
        country = attribute_of("client.country", subject) or UNKNOWN_COUNTRY
        source = attribute_of("source", subject) or ""
        for label in (("source", source), ("country", country)):
            if label in self._labels:
                yield self._labels[label]

    def _gate_of(self, subject: Subject) -> int:
        language = attribute_of("lang", subject)
        period = attribute_of("type", subject)
        source = self._sources.get(attribute_of("source", subject) or "", GATED_SOURCES)
        bits = 1 << LANGUAGES.index(language) if language in LANGUAGES else UNKNOWN_LANGUAGE
        if period is None:
            bits |= UNKNOWN_PERIOD
        else:
            bits |= 1 << (PERIOD_SHIFT + PERIODS.index(period))
        return bits | (OTHER_SOURCE if source >= GATED_SOURCES else 1 << (SOURCE_SHIFT + source))

    # -- numbers, for plans ------------------------------------------------------------------

    def term(self, leaf: Word | Phrase) -> int:
        """Number of a word's term; NEVER where it has no token."""
        number = self._by_leaf.get(leaf)
        if number is None:
            if len(self._by_leaf) >= _REMEMBERED:
                self._by_leaf.clear()
            term = term_of_leaf(leaf)
            number = self._by_leaf[leaf] = NEVER if term is None else self._term(term)
        return number

    def _term(self, term: Term) -> int:
        number = self._terms.get(term)
        if number is None:
            number = self._terms[term] = self._next(is_word=True)
            self._words.add(number, term)
        return number

    def label(self, kind: str, value: str) -> int:
        """Number of what a project is: a source, a country."""
        if (kind, value) not in self._labels:
            self._labels[kind, value] = self._next(is_word=False)
        return self._labels[kind, value]

    def pattern(self, leaf: Pattern) -> int:
        """Number of a regular expression."""
        if leaf not in self._patterns:
            number = self._patterns[leaf] = self._next(is_word=False)
            self._pattern_by_number[number] = leaf
        return self._patterns[leaf]

    def gauge(self, leaf: Compare, *, is_negated: bool) -> int:
        """Number of what a comparison looks at."""
        known = len(self._gauges)
        number = self._gauges.number(leaf, is_negated=is_negated)
        self.version += len(self._gauges) - known
        return number

    def span(self, gauge: int, low: int, high: int) -> int | None:
        """Number of a span of a gauge; None once there are too many different ones."""
        known = len(self._spans)
        number = self._spans.number(gauge, low, high)
        self.version += len(self._spans) - known
        return number

    def source_bit(self, source: str) -> int | None:
        """The bit of a source; the first 53 that filters name have one."""
        if source not in self._sources:
            self._sources[source] = len(self._sources)
            self.version += 1
        place = self._sources[source]
        return None if place >= GATED_SOURCES else 1 << (SOURCE_SHIFT + place)

    def sources_of(self, gate: int) -> tuple[int, ...]:
        """Labels of the sources that a gate accepts, if it names few; else none."""
        accepted = ~gate & ALL_SOURCES
        if accepted & OTHER_SOURCE or not 0 < accepted.bit_count() <= _NAMED_SOURCES:
            return ()
        names = [name for name, at in self._sources.items() if accepted >> (SOURCE_SHIFT + at) & 1]
        return tuple(self.label("source", name) for name in names)

    def is_word(self, term: int) -> bool:
        """Whether it is a word or phrase; so counts the word that nothing has."""
        return self._is_word[term] == 1

    def frequency(self, term: int) -> float:
        """How common it is: in projects, once enough are seen; before, in filters."""
        if self._seen >= _ENOUGH_SEEN:
            return float(self._seen_with[term])
        return self._asked[term] + (0 if self.is_word(term) else 1e9)

    def frequencies(self) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        """`frequency` of every number."""
        if self._seen >= _ENOUGH_SEEN:
            return self._seen_with[: len(self)].astype(np.float64)
        is_label = np.frombuffer(bytes(self._is_word), dtype=np.uint8) == 0
        return np.array(self._asked, dtype=np.float64) + np.where(is_label, 1e9, 0.0)

    def program(self, code: tuple[int, ...]) -> int:
        """Keep a program; equal ones once."""
        return self.programs.number(code)

    def _next(self, *, is_word: bool) -> int:
        number = len(self._is_word)
        if number == self._seen_with.size:
            self._seen_with = np.concatenate((self._seen_with, np.zeros_like(self._seen_with)))
        self._asked.append(0.0)
        self._is_word.append(int(is_word))
        self.version += 1
        return number
