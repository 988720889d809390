"""A command whose argument is a query: it may begin with a minus. Owns no query."""

from __future__ import annotations

from typing import Any

from typer.core import TyperCommand


class QueryCommand(TyperCommand):
    """`-wordpress python` is a query, not options; a misspelt `--option` stays a mistake."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """As the base class does, a query with a minus being put behind `--`."""
        known = {name for option in self.get_params(ctx) for name in option.opts}
        queries = [one for one in args if one[:1] == "-" and self._is_query(one, known)]
        if "--" not in args and len(queries) == 1:
            rest = [one for one in args if one != queries[0]]
            args = [*rest, "--", queries[0]]
        return super().parse_args(ctx, args)

    @staticmethod
    def _is_query(text: str, known: set[str]) -> bool:
        return not text.startswith("--") and text != "-" and text not in known
