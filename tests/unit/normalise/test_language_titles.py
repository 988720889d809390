"""How often the language of a short, mixed title is right: one set tuned upon, one held out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from gigwire.domain.language import language_of

if TYPE_CHECKING:
    from gigwire.contracts.messages import Language

FOLDER = Path(__file__).parents[2] / "fixtures" / "language"
LEAST_SHARE = 0.9


class Title(NamedTuple):
    """One title, its board's usual language and the languages that are right."""

    text: str
    default: Language | None
    right: tuple[str, ...]


def titles(name: str) -> list[Title]:
    """The titles of a file, see its head."""
    rows = []
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            right, default, text = line.split(" ", 2)
            usual: Language | None = None if default == "-" else default  # type: ignore[assignment]  # our own file
            rows.append(Title(text, usual, tuple(right.split("/"))))
    return rows


@pytest.mark.parametrize(("name", "least"), [("titles.txt", 200), ("titles_held_out.txt", 60)])
def test_nine_titles_of_ten_are_right(name: str, least: int) -> None:
    """Also on titles that nobody looked at while words and endings were chosen."""
    rows = titles(name)
    found = [language_of(row.text, "", default=row.default) for row in rows]
    wrong = [(row, it) for row, it in zip(rows, found, strict=True) if it not in row.right]

    assert len(rows) >= least
    share = 1 - len(wrong) / len(rows)
    assert share >= LEAST_SHARE, f"{share:.1%} right; wrong: {wrong}"


def test_the_two_sets_share_no_title() -> None:
    """What was tuned upon proves nothing of what was not."""
    tuned, held = (
        {row.text.casefold() for row in titles(name)}
        for name in ("titles.txt", "titles_held_out.txt")
    )

    assert not tuned & held
