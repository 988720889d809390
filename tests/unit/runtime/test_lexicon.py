"""The kept dictionary: made once, whole or not at all, and never needed for a result."""

from __future__ import annotations

from typing import TYPE_CHECKING

import marisa_trie
import pytest

from gigwire.domain.text import latin
from gigwire.runtime.lexicon import file_name, kept_dictionary

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A builder of one word instead of a million; counts how often it was asked."""
    built: list[int] = []

    def build() -> marisa_trie.BytesTrie:
        built.append(1)
        return marisa_trie.BytesTrie([("sites", b"\x01")])

    monkeypatch.setattr(latin, "build", build)
    return built


def test_second_process_maps_what_the_first_has_made(tmp_path: Path, quick: list[int]) -> None:
    """The dictionary is built once a folder, also where the folder is missing at first."""
    folder = tmp_path / "cache"
    first, second = kept_dictionary(folder), kept_dictionary(folder)
    assert first.items() == second.items() == [("sites", b"\x01")]
    assert len(quick) == 1
    assert not list(folder.glob("*.part"))


def test_damaged_file_is_replaced(tmp_path: Path, quick: list[int]) -> None:
    """Whatever stands under the name is a dictionary or is made anew."""
    (tmp_path / file_name()).write_bytes(b"not a trie")
    assert kept_dictionary(tmp_path)["sites"] == [b"\x01"]
    assert kept_dictionary(tmp_path)["sites"] == [b"\x01"]
    assert len(quick) == 1


def test_folder_that_cannot_be_written_costs_time_only(tmp_path: Path, quick: list[int]) -> None:
    """Without a cache the words are the same."""
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    assert kept_dictionary(blocked)["sites"] == [b"\x01"]
    assert len(quick) == 1


def test_name_changes_with_everything_that_the_contents_depend_on() -> None:
    """Version of the analyser, of the recipe and of simplemma."""
    assert f".{latin.RECIPE}-simplemma-" in file_name()
