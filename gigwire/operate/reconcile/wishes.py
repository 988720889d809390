"""Whether a project fits a wish: a second reading of docs/filters.md, naive on purpose."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gigwire.operate.reconcile.words import words

if TYPE_CHECKING:
    from gigwire.operate.reconcile.facts import Version, Wish


class Text(NamedTuple):
    """A version's places where a term may occur: title, body, each skill."""

    places: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, version: Version) -> Text:
        """Split a version's texts once, for all wishes."""
        return cls(tuple(words(text) for text in (version.title, version.body, *version.skills)))

    def has(self, term: str) -> bool:
        """Whether the words of a term stand one after the other in one place."""
        wanted = words(term)
        return bool(wanted) and any(
            place[at : at + len(wanted)] == wanted
            for place in self.places
            for at in range(len(place) - len(wanted) + 1)
        )


def fits(wish: Wish, version: Version, text: Text) -> bool:
    """Whether every part of the wish holds; an unknown language or budget passes."""
    return (
        (not wish.sources or version.source in wish.sources)
        and (not wish.languages or version.language in (*wish.languages, "und"))
        and (
            wish.minimum_usd is None
            or version.usd_limit is None
            or version.usd_limit >= wish.minimum_usd
        )
        and all(text.has(term) for term in wish.all_of)
        and (not wish.any_of or any(text.has(term) for term in wish.any_of))
        and (not wish.alternatives or any(_all(group, text) for group in wish.alternatives))
        and not any(text.has(term) for term in wish.none_of)
    )


def _all(group: tuple[str, ...], text: Text) -> bool:
    return bool(group) and all(text.has(term) for term in group)
