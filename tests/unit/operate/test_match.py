"""`gigwire match`: the same answers as the exact rule and as the pipeline, and clear refusals."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import orjson
import pytest
from typer.testing import CliRunner

from gigwire.cli import build_cli
from gigwire.contracts.ids import EventId
from gigwire.contracts.messages import Origin, ProjectsFannedOut
from gigwire.domain.filters import compiled_query, filter_of
from gigwire.domain.match.dictionary import Dictionary
from gigwire.domain.match.filter_index import FilterIndex
from gigwire.domain.match.records import opened, records_of
from gigwire.domain.match.subject import subject_of
from gigwire.domain.match.verdict import fits
from gigwire.operate.match.quantiles import Quantiles
from gigwire.operate.match.rows import project_in
from gigwire.operate.match.spool import Spool
from tests.support.gigs import NOON, a_step, a_subscriber

if TYPE_CHECKING:
    from pathlib import Path

    from typer.testing import Result

WORDS = {
    "en": "python bot design logo website shop parser telegram article translation react api",
    "ru": "бот дизайн логотип сайт магазин парсер телеграм статья перевод вёрстка настройка",
    "uk": "бот дизайн логотип сайт магазин парсер телеграм стаття переклад налаштування",
    "pt": "bot design logotipo site loja artigo tradução configuração aplicativo robô",
    "es": "bot diseño logotipo sitio tienda artículo traducción configuración robot",
}
CONDITIONS = (
    "budget>=500usd", "budget<=30000rub", "budget:100..400eur!", "rate>=25usd/h", "source:fl",
    "source:(fl | kwork)", "lang:ru", "lang:(en | pt)!", "type:hourly", "client.country:us",
    "client.country:ua!", "client.rating>=4.5", "client.spent>=1000usd", "client.hired>=50%",
    "client.verified:yes", "bids<10", "bids<10!", "skill:react", "title:бот", "/b[oó]t/",
)  # fmt: skip


def a_query(chance: random.Random) -> str:
    """Words of one language, joined in every way, with a condition or two."""
    words = WORDS[chance.choice(sorted(WORDS))].split()
    some = chance.sample(words, 4)
    shapes = (
        "{0}", "{0} {1}", "{0} | {1}", "({0} {1} | {2}) -{3}", '"{0} {1}" | {2}', "={0}",
        "{0} -({1} {2})", "({0} | {1}) ({2} | {3})", "{0} -{1}", "* -{0}",
    )  # fmt: skip
    query = chance.choice(shapes).format(*some)
    if len(some[0]) > 3 and chance.random() < 0.2:
        query = f"{some[0][:3]}* {query.removeprefix('*')}"
    return " ".join((query, *chance.sample(CONDITIONS, chance.choice((0, 0, 1, 1, 2)))))


def a_row(chance: random.Random, number: int) -> dict[str, object]:
    """A project of one language; every field but the title may be missing."""
    language = chance.choice(sorted(WORDS))
    words = WORDS[language].split()
    fields: dict[str, object] = {
        "body": " ".join(chance.choices([*words, "и", "de", "the"], k=20)),
        "language": language,
        "source": chance.choice(("fl", "kwork", "freelancer")),
        "skills": chance.sample(["react", "Web design", "бот"], 2),
        "bids": chance.randrange(20),
        "budget": {
            "min": chance.randrange(100, 900),
            "currency": chance.choice(("USD", "EUR", "RUB", "XXX")),
            "period": chance.choice(("fixed", "hourly", "monthly")),
        },
        "client": {
            "country": chance.choice(("us", "ua")),
            "rating": chance.choice((4.0, 4.9)),
            "spent": chance.choice((0, 5000)),
            "hired": chance.randrange(100),
            "verified": chance.random() < 0.5,
        },
    }
    kept = {name: value for name, value in fields.items() if chance.random() < 0.7}
    return {"id": f"p{number:03}", "title": " ".join(chance.choices(words, k=4)), **kept}


def lines(path: Path, rows: list[dict[str, object]]) -> str:
    """The rows as a file; its name."""
    path.write_bytes(b"\n".join(map(orjson.dumps, rows)))
    return str(path)


def run(*arguments: str) -> Result:
    """The command in this process."""
    return CliRunner().invoke(build_cli("match"), ["match", *arguments])


@pytest.fixture(scope="module")
def world() -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    """Four hundred filters and two hundred and fifty projects in five languages."""
    chance = random.Random(4)
    queries: list[dict[str, object]] = [
        {"id": f"f{n:03}", "query": a_query(chance)} for n in range(400)
    ]
    return queries, [a_row(chance, n) for n in range(250)]


def test_the_lines_are_what_the_exact_rule_says_of_every_pair(
    tmp_path: Path, world: tuple[list[dict[str, object]], list[dict[str, object]]]
) -> None:
    """A hundred thousand pairs; sorted, each once."""
    filters, rows = world
    projects = [(row["id"], project_in(orjson.dumps(row), NOON)[1]) for row in rows]
    queries = {one["id"]: filter_of(str(one["query"])).filter for one in filters}
    expected = [
        f"{name}\t{filter_id}\n"
        for name, subject in ((name, subject_of(one, NOON)) for name, one in projects)
        for filter_id, wanted in queries.items()
        if wanted and fits(compiled_query(wanted.query), subject)
    ]
    said = run(lines(tmp_path / "f", filters), lines(tmp_path / "p", rows))
    assert said.exit_code == 0, said.stderr
    assert said.stdout == "".join(sorted(expected))
    assert len(expected) > 2_000


def test_the_lines_are_the_rows_of_the_pipelines_records(
    tmp_path: Path, world: tuple[list[dict[str, object]], list[dict[str, object]]]
) -> None:
    """Through the functions of the match stage: analysed batches in, records out."""
    filters, rows = world
    steps = tuple(
        a_step(str(row["id"]), project=project_in(orjson.dumps(row), NOON)[1]) for row in rows
    )
    batch = ProjectsFannedOut(
        event_id=EventId("e"), trace_id=steps[0].trace_id, event_time=NOON, projects=steps
    )
    dictionary = Dictionary()
    index = FilterIndex(dictionary)
    wanted = [filter_of(str(one["query"])).filter for one in filters]
    index.build(a_subscriber(one, user=n) for n, one in enumerate(wanted) if one)
    ready = opened(batch)
    found = index.match_all([dictionary.prepare(one.subject) for one in ready])
    records = records_of(ready, found, 0, Origin(topic="t", partition=0, offset=0))
    told = sorted(
        f"{orjson.loads(value)['project']['cluster_id']}\tf{user:03}\n"
        for _, value in records
        for user in orjson.loads(value)["users"]
    )
    said = run(lines(tmp_path / "f", filters), lines(tmp_path / "p", rows))
    assert said.stdout == "".join(told)


def test_a_bad_line_stops_before_anything_is_printed(tmp_path: Path) -> None:
    """Exit code 2, file and line, and what to do; with --skip-bad the rest is matched."""
    filters = lines(tmp_path / "f", [{"id": 1, "query": "python"}])
    projects = lines(tmp_path / "p", [{"id": "a", "title": "python"}, {"id": "b"}])
    said, skipping = run(filters, projects), run(filters, projects, "--skip-bad", "--stats")
    assert (said.exit_code, said.stdout) == (2, "")
    assert f"{projects}:2: title: Field required" in said.stderr
    assert "--skip-bad" in said.stderr
    assert (skipping.exit_code, skipping.stdout) == (0, "a\t1\n")
    assert orjson.loads(skipping.stderr.splitlines()[-1])["skipped"] == 1


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (b'{"id": "x", "query": "budget>=abc"}', "a number is expected"),
        (b'{"id": "x"}', "query: Field required"),
        (b"[1]", "the line:"),
        (b"{", "not JSON"),
        (b'{"id": "a\\tb", "query": "x"}', "id:"),
        (b'{"id": "\xff", "query": "x"}', "not JSON"),
        (b'{"id": "1", "query": "y"}', "a second filter with the id '1'"),
    ],
)
def test_every_bad_filter_is_named_with_its_line(tmp_path: Path, row: bytes, reason: str) -> None:
    """Never a traceback."""
    (tmp_path / "f").write_bytes(b'{"id": 1, "query": "python"}\n\n' + row)
    said = run(str(tmp_path / "f"), lines(tmp_path / "p", [{"id": "a", "title": "python"}]))
    assert said.exit_code == 2, said.output
    assert f"{tmp_path / 'f'}:3: " in said.stderr
    assert reason in said.stderr


def test_statistics_are_one_json_line_and_reasons_a_third_column(tmp_path: Path) -> None:
    """Counts and microseconds of analysis and matching apart."""
    filters = lines(tmp_path / "f", [{"id": "f", "query": "python"}, {"id": "g", "query": "go"}])
    projects = lines(tmp_path / "p", [{"id": n, "title": "Python bot"} for n in range(3)])
    said = run(filters, projects, "--stats", "--explain")
    stats = orjson.loads(said.stderr)
    assert said.stdout.splitlines()[0] == "0\tf\tpython: title 0-6 “Python”"
    assert (stats["filters"], stats["projects"], stats["matches"]) == (2, 3, 3)
    assert stats["bytes_per_filter"] > 0
    for stage in ("analysis_us", "match_us"):
        assert 0 < stats[stage]["p50"] <= stats[stage]["p99"]
    rows = [orjson.loads(line) for line in run(filters, projects, "--json").stdout.splitlines()]
    assert rows[0] == {"project": "0", "filter": "f", "score": rows[0]["score"]}


def test_more_lines_than_memory_may_hold_are_sorted_once_each() -> None:
    """Runs of four lines, merged."""
    numbers = [n % 50 for n in range(173)]
    with Spool(run=4) as spool:
        for number in numbers:
            spool.add(f"{number:02}\n".encode())
        assert list(spool.sorted()) == [f"{n:02}\n".encode() for n in range(50)]


def test_quantiles_are_right_to_half_a_per_cent() -> None:
    """The largest exactly."""
    quantiles = Quantiles()
    for number in range(1, 1001):
        quantiles.add(number * 1.2345e-6)
    told = quantiles.told()
    assert told["p50"] == pytest.approx(500 * 1.2345, rel=0.005)
    assert told["p99"] == pytest.approx(990 * 1.2345, rel=0.005)
    assert told["max"] == 1234.5
    assert Quantiles().told()["p50"] == 0
