"""The normalise agent: each observation of a project becomes clean, or stops here as a repeat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gigwire.contracts.errors import Poison
from gigwire.contracts.ids import project_key
from gigwire.contracts.topics import TOPICS
from gigwire.domain.normalise import SeenProject, decide
from streams.agents.idle import Idle
from streams.sending import Output
from streams.wrapper import Effects, Received, Step

if TYPE_CHECKING:
    from gigwire.contracts.messages import RawProject
    from streams.shell import Shell


class Normalise(Idle):
    """`projects.raw` -> `projects.clean`; what is known of a project: table seen_by_project."""

    def __init__(self, shell: Shell) -> None:
        self._rates = shell.rates
        self._seen_by_project = shell.tables.open("seen_by_project", SeenProject)
        self.steps = (Step(TOPICS["projects.raw"], self.decide),)

    def decide(self, raw: RawProject, received: Received) -> Effects:
        """Compare an observation with the last one of the same project."""
        key = project_key(raw.source, raw.native_id).encode()
        if key != received.key:
            raise Poison("wrong_key", f"the record tells of {key!r}")
        seen = self._seen_by_project.get(key)
        state, outputs = decide(raw, seen, received.at, self._rates.book)
        return Effects(
            [Output("projects.clean", key, clean) for clean in outputs],
            None if state is seen else lambda: self._seen_by_project.put(key, state),
        )
