"""Everything the product does with a query and a project, each step's CPU time taken.

Owns the way through parse, print, save, analyse, prepare, match, judge and explain; makes no cases.
"""

from __future__ import annotations

from time import thread_time
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from gigwire.domain.filters import compiled_query, filter_of, parse, printed
from gigwire.domain.match.dictionary import Dictionary
from gigwire.domain.match.explain import because, explain
from gigwire.domain.match.filter_index import FilterIndex
from gigwire.domain.match.reasons import reasons
from gigwire.domain.match.subject import subject_of
from gigwire.domain.match.verdict import fits
from gigwire.domain.text import View, analyse
from tests.oracle.hostile import NOW
from tests.support.gigs import a_subscriber

if TYPE_CHECKING:
    from collections.abc import Callable

    from gigwire.contracts.messages import Project
    from gigwire.contracts.people import Filter

T = TypeVar("T")


class Worst(NamedTuple):
    """The slowest run of a step: CPU seconds, and the beginning of what it was about."""

    seconds: float
    about: str


class Ordeal:
    """Steps as they are done in production; each is timed, and none may raise."""

    def __init__(self) -> None:
        self.worst: dict[str, Worst] = {}
        self.saved: list[Filter] = []
        self.refused = 0
        self.fitted = 0

    def step(self, name: str, about: str, action: Callable[[], T]) -> T:
        """Do it, and remember it if it is the slowest of its name."""
        before = thread_time()
        result = action()
        seconds = thread_time() - before
        if seconds > self.worst.get(name, Worst(-1.0, "")).seconds:
            self.worst[name] = Worst(seconds, ascii(about[:60]))
        return result

    def query(self, text: str) -> Filter | None:
        """A query as somebody sends it; a right one is saved."""
        parsed = self.step("parse", text, lambda: parse(text))
        assert (parsed.query is None) == bool(parsed.problems)
        if parsed.query is None:
            self.refused += 1
            return None
        query = parsed.query
        said = self.step("print", text, lambda: printed(query))
        assert parse(said).query == query, ascii(said)
        saved = self.step("save", text, lambda: filter_of(text)).filter
        if saved is not None:
            self.saved.append(saved)
        return saved

    def project(self, project: Project, wanted: Filter | None) -> None:
        """A project as a board sends it, judged and explained for one filter."""
        about = project.title or project.body
        analysis = self.step("analyse", about, lambda: analyse(project))
        self.step("view", about, lambda: View.of(analysis))
        subject = self.step("prepare", about, lambda: subject_of(project, NOW, analysis))
        if wanted is None:
            return
        query = compiled_query(wanted.query)
        is_fit = self.step("judge", wanted.query, lambda: fits(query, subject))
        verdict = self.step("explain", wanted.query, lambda: explain(query, subject))
        assert verdict.holds == is_fit
        assert self.step("because", wanted.query, lambda: because(verdict))
        hit = self.step("reasons", wanted.query, lambda: reasons(wanted, subject))
        assert (hit is not None) == is_fit
        self.fitted += is_fit

    def matched(self, projects: list[Project], together: int = 20) -> None:
        """All saved filters in one index, `together` a person; each project matched on its own."""
        dictionary = Dictionary()
        index = FilterIndex(dictionary)
        groups = range(0, len(self.saved), together)
        people = {user + 1: self.saved[at : at + together] for user, at in enumerate(groups)}
        for user, filters in people.items():
            person = a_subscriber(*filters, user=user)
            self.step("put", filters[0].query, lambda one=person: index.put(one))  # type: ignore[misc]  # bound early
        index.rebuild().work()
        for project in projects:
            subject = subject_of(project, NOW)
            about = project.title or project.body
            prepared = self.step("ids", about, lambda one=subject: dictionary.prepare(one))  # type: ignore[misc]  # bound early
            found = self.step("match", about, lambda one=prepared: index.match(one))  # type: ignore[misc]  # bound early
            assert len(found.users) == len(found.filters) == len(found.scores)
