"""How many copies are found, and that nothing else is: on sets of our own."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import numpy as np
import pytest

from gigwire.domain.dedupe import ClusterIndex
from gigwire.domain.dedupe.bands import BandTable
from gigwire.domain.dedupe.same import MIN_AGREEMENT
from gigwire.domain.dedupe.sketch import agreements, pack, signature, unpack
from local.boards.writing import compose
from tests.support.raws import START, a_clean

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from local.boards.model import Language

    Edit = Callable[[Random, str], str]

ORIGINALS = 600
LANGUAGES: tuple[Language, ...] = ("en", "ru", "uk", "pt", "es")
COPIES = 150  # of each kind of edit
FOOTER = "\nSafe deal through the board. Write in the chat, the number is on my page."


def suffix(_rng: Random, body: str) -> str:
    """The board's own closing lines."""
    return body + FOOTER


def fewer_words(rng: Random, body: str) -> str:
    """One word in twenty is gone."""
    return " ".join(word for word in body.split(" ") if rng.random() >= 0.05)


def truncated(_rng: Random, body: str) -> str:
    """Cut to 70 %."""
    return body[: int(len(body) * 0.7)] + "…"


def other_case(_rng: Random, body: str) -> str:
    """Shouted, and with other punctuation."""
    return body.upper().replace(",", " -").replace("Ё", "Е")


def rewritten(rng: Random, body: str) -> str:
    """15 % of words replaced: not a light edit."""
    return " ".join(
        word if rng.random() >= 0.15 else f"w{rng.randrange(10**6)}" for word in body.split(" ")
    )


def recall_and_false(edit: Edit, seed: int) -> tuple[float, int]:
    """Share of copies that joined their original, and joins to anything else."""
    rng = Random(seed)
    index, cluster_of, false = ClusterIndex(), {}, 0
    drafts = [compose(rng, LANGUAGES[number % 5]) for number in range(ORIGINALS)]
    for number, draft in enumerate(drafts):
        clean = a_clean(draft.body, key=f"fl:{number}", title=draft.title)
        (event,) = index.decide(clean, START).outputs
        false += event.kind != "new"
        cluster_of[number] = event.cluster_id
    found = 0
    for number in rng.sample(range(ORIGINALS), COPIES):
        draft = drafts[number]
        body = edit(rng, draft.body)
        clean = a_clean(body, key=f"kwork:{number}", title=draft.title)
        (event,) = index.decide(clean, START).outputs
        found += event.cluster_id == cluster_of[number]
        false += event.kind == "joined" and event.cluster_id != cluster_of[number]
    return found / COPIES, false


@pytest.mark.parametrize(
    ("edit", "least"),
    [
        (suffix, 0.95),
        (fewer_words, 0.95),
        (truncated, 0.95),
        (other_case, 0.95),
        (rewritten, 0.30),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_light_edits_are_found_and_nothing_else(edit: Edit, least: float) -> None:
    """Recall of 95 % on light edits; no two different projects in one cluster."""
    recall, false = recall_and_false(edit, seed=7)

    assert false == 0
    assert recall >= least


def test_agreement_estimates_the_likeness_of_sets() -> None:
    """The packed 16-bit signature still measures Jaccard similarity, within 0.1."""
    words = [f"w{number}" for number in range(300)]
    one, other = signature(words[:200]), signature(words[100:])

    estimate = agreements(other.reshape(1, -1), one)[0] / 128

    assert abs(estimate - 100 / 300) < 0.1
    assert np.array_equal(unpack(pack(one)), one)


def sketches(count: int) -> NDArray[np.uint64]:
    """Made-up sketches, among them many with an equal band."""
    keys = np.random.default_rng(3).integers(0, 2**63, size=(count, 32), dtype=np.uint64)
    keys[::7, 5] = np.uint64(42)
    return keys


def test_band_table_finds_every_row_while_it_grows() -> None:
    """Growing and bulk loading keep each sketch findable, one by one and all at once."""
    keys = sketches(1_000)
    grown, loaded = BandTable(), BandTable()
    for key in keys:
        grown.add(key)
    loaded.extend(keys[:400])
    loaded.extend(keys[400:])

    for table in (grown, loaded):
        assert len(table) == 1_000
        found = [table.nearest(key, 128) for key in keys]
        assert found == [[(128, row)] for row in range(1_000)]


def test_sketch_without_a_common_band_is_no_candidate() -> None:
    """An empty table and a stranger give nothing."""
    table = BandTable()
    stranger = signature(["one", "two", "three"])
    assert table.nearest(stranger, 1) == []

    table.extend(sketches(100))
    assert table.nearest(stranger, MIN_AGREEMENT) == []
