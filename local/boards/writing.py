"""Believable project texts from templates with slots; the templates are in texts/*.json.

Every sentence has slots filled from large pools, so that two projects share few runs of three
words even where they share a template (tests/unit/boards measures it).
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

import orjson

from local.boards.model import Language, Value

if TYPE_CHECKING:
    from random import Random

SLOT: Final = re.compile(r"\{(#\d+-\d+|\w+)\}")
# Sections in their usual order, with the most sentences a person writes in each.
SECTIONS: Final = {"open": 1, "context": 2, "list": 4, "details": 5, "terms": 2, "asks": 2}
SHORTEST, USUAL, LONGEST = 220, 560, 1450  # characters of a body


class Draft(Value):
    """A text nobody has posted yet."""

    title: str
    body: str
    language: Language
    category: str
    skills: tuple[str, ...]


@cache
def texts(name: str) -> dict[str, Any]:
    """Templates of one language, or the pools that all share (`common`)."""
    raw = resources.files("local.boards").joinpath("texts", f"{name}.json").read_bytes()
    loaded: dict[str, Any] = orjson.loads(raw)
    return loaded


def categories(language: Language) -> tuple[str, ...]:
    """Categories that people of this language post in."""
    return tuple(texts(language)["categories"])


class Scribe:
    """Writes for one project: one brand, each feature once. All chance comes from `rng`."""

    def __init__(self, rng: Random, language: Language, category: str) -> None:
        self._rng = rng
        self._language = texts(language)
        self._category = self._language["categories"][category]
        self._brand = self._new_brand()
        self._features: list[str] = []

    def write(self, template: str) -> str:
        """Fill the slots of a template; the first letter becomes a capital."""
        used: list[str] = []
        text = SLOT.sub(lambda slot: self._fill(slot[1], used), template)
        return text[:1].upper() + text[1:]

    def title(self) -> str:
        """A title of this category."""
        return self.write(self._rng.choice(self._category["titles"]))

    def body(self, length: int) -> str:
        """A body of about `length` characters, its sections in their usual order."""
        left = {
            name: self._rng.sample(self._language[name], most) for name, most in SECTIONS.items()
        }
        chosen: dict[str, list[str]] = {name: [] for name in SECTIONS}
        wanted, size = ["open", "list", "details", "terms"], 0
        while (size < length or wanted) and any(left.values()):
            name = wanted.pop(0) if wanted else self._rng.choice([it for it in left if left[it]])
            chosen[name].append(self.write(left[name].pop()))
            size += len(chosen[name][-1])
        breaks = [self._rng.choice((" ", "\n", "\n\n")) for _ in SECTIONS]
        parts = [" ".join(chosen[name]) for name in SECTIONS]
        return "".join(p + b for p, b in zip(parts, breaks, strict=True) if p).strip()

    def one_of(self, section: str) -> str:
        """One sentence of a section: `suffixes`, `updates`, `ads`."""
        return self.write(self._rng.choice(self._language[section]))

    def _fill(self, slot: str, used: list[str]) -> str:
        if slot.startswith("#"):
            low, high = slot[1:].split("-")
            return str(self._rng.randint(int(low), int(high)))
        if slot == "brand":
            used.append(slot)
            return self._brand if used.count(slot) == 1 else self._new_brand()
        if slot == "feature":
            if not self._features:
                self._features = self._shuffled(self._category["features"])
            feature = self._features.pop()
            return SLOT.sub(lambda inner: self._fill(inner[1], used), feature)
        pool = [word for word in self._pool(slot) if word not in used]
        word: str = self._rng.choice(pool)
        used.append(word)
        return word

    def _pool(self, slot: str) -> list[str]:
        plural = f"{slot}s"
        found: list[str] = (
            self._language["pools"].get(slot) or self._language.get(plural) or texts("common")[slot]
        )
        return found

    def _shuffled(self, items: list[str]) -> list[str]:
        return self._rng.sample(items, len(items))

    def _new_brand(self) -> str:
        common = texts("common")
        middle = "".join(self._rng.choices(common["syllables"], k=self._rng.choice((1, 2, 2, 3))))
        return f"{middle.capitalize()}{self._rng.choice(common['endings'])}"


def compose(rng: Random, language: Language, *, has_body: bool = True) -> Draft:
    """A new project: title, body of 200 to 1,500 characters, two to five skills.

    Without a body the title says more, so that it still names one project only.
    """
    category = rng.choice(categories(language))
    scribe = Scribe(rng, language, category)
    length = int(rng.triangular(SHORTEST, LONGEST - 250, USUAL))
    skills = rng.sample(texts("common")["skills"][category], rng.randint(2, 5))
    title = scribe.title()
    if not has_body:
        title = scribe.write("{feature}, {feature}, {feature} — {brand} {brand}")
    return Draft(
        title=title,
        body=scribe.body(length)[:LONGEST] if has_body else "",
        language=language,
        category=category,
        skills=tuple(skills),
    )
