"""The product with one line changed, compared with the judge: `python -m tests.oracle.mutant NAME`.

Ends with a failed comparison where the judge sees the change, with 0 where the mutant survives. A
process of its own, and no kernel is changed: machine code on disk stays that of the true lines.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from gigwire.runtime.lexicon import keep_dictionaries

if TYPE_CHECKING:
    from types import CodeType


class Change(NamedTuple):
    """One line of a module, and what it becomes."""

    module: str
    line: str
    other: str


MUTANTS: Final = {
    "none": Change("match.gauges", "_UNMET if is_strict", "_UNMET if is_strict"),
    "strict is ignored": Change("match.gauges", "_UNMET if is_strict", "_UNMET if False"),
    "excluded ranges": Change("match.gauges", "(highest, lowest) if", "(lowest, highest) if"),
    "und fails": Change("match.dictionary", "else UNKNOWN_LANGUAGE", "else UNKNOWN_LANGUAGE | 31"),
    "scopes are ignored": Change("match.lookup", "if bit & scope:", "if bit:"),
    "scopes of phrases": Change("match.lookup", "if scope & bit and", "if scope and"),
    "prefix as word": Change("match.lookup", "if length <= len(token)", "if length == len(token)"),
    "phrases backwards": Change("match.lookup", "tokens[first + 1]]", "tokens[first - 1]]"),
    "half a phrase": Change("match.lookup", "trigger[2:], known)", "trigger[2:], known) or True"),
    "words know no forms": Change("match.lookup", "(*own, exact_key", "(token, exact_key"),
    "local exclusions": Change("filters.parser", "Not | Member | Compare)", "Member | Compare)"),
    "negation by halves": Change("match.formula", "All) != is_negated)", "All))"),
    "country strict": Change("match.formula", "is_negated == leaf.is_strict", "not is_negated"),
    "paused filters": Change("match.compiling", "if not one.is_paused", "if one"),
    "stale versions": Change("match.filter_index", "> subscriber.version:", "> 10**9:"),
    "ghosts after an edit": Change("match.packed", "self.segment.left[at] = sequence", "pass"),
    "lost while rebuilding": Change("match.filter_index", "ed[len(rebuild.parts)", "ed[99"),
    "rounded down": Change("rates.table", "-(-minor * have // want)", "minor * have // want"),
}  # fmt: skip


class Mutating(SourceFileLoader):
    """Loads one module with its line changed; its bytecode is neither read nor kept."""

    def __init__(self, change: Change) -> None:
        path = Path(__file__).parents[2] / "gigwire" / "domain" / change.module.replace(".", "/")
        super().__init__(f"gigwire.domain.{change.module}", f"{path}.py")
        self.change = change

    def get_code(self, fullname: str) -> CodeType:
        """The source, changed."""
        source = Path(self.path).read_text(encoding="utf-8")
        assert source.count(self.change.line) == 1, f"{fullname}: {self.change.line}"
        mutated = source.replace(self.change.line, self.change.other)
        return compile(mutated, self.path, "exec")


class Finder(MetaPathFinder):
    """Gives the changed module, and no other."""

    def __init__(self, loader: Mutating) -> None:
        self.loader = loader

    def find_spec(self, fullname: str, *_: object) -> ModuleSpec | None:
        """Asked for each module that is not imported yet."""
        if fullname != self.loader.name:
            return None
        return spec_from_file_location(fullname, self.loader.path, loader=self.loader)


def main() -> None:
    """Change the line, then compare: a difference is an AssertionError, which exits with 1."""
    loader = Mutating(MUTANTS[sys.argv[1]])
    sys.meta_path.insert(0, Finder(loader))
    # Only now: whatever is imported from here on sees the changed module.
    comparison, histories = map(
        import_module,
        ("tests.oracle.test_index_equals_naive", "tests.oracle.test_edits_equal_naive"),
    )
    assert loader.name in sys.modules
    keep_dictionaries()
    comparison.compare(seed=1, gig_count=150, filters=900)
    for seed in range(3):
        histories.long_history(seed, steps=400)


if __name__ == "__main__":
    main()
