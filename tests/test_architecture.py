"""The house rules that a linter cannot say: sizes, words, who may load what, pages in step."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import pytest

from gigwire.contracts.metrics import METRICS, MetricName
from gigwire.contracts.stages import FAUST_STAGES, STAGES
from gigwire.contracts.topics import CHANGELOGS, TOPICS
from gigwire.operate.docs import PAGES
from gigwire.operate.run import HOMES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gigwire.contracts.stages import Stage

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("gigwire", "streams", "connectors", "bot", "dashboards", "local")
SOURCES = sorted(path for name in PACKAGES for path in (ROOT / name).rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
MAX_FILE = 300
MAX_FUNCTION = 40
BANNED_NAMES = {"manager", "helper", "helpers", "utils", "util", "data", "info", "misc"}
# Broad excepts: the wrapper of processes, the wrapper of agents, the supervisor of parts.
MAX_BROAD = 3


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function of a file, nested ones too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def named(paths: list[Path]) -> list[str]:
    """Paths as a failing test should show them."""
    return [str(path.relative_to(ROOT)) for path in paths]


def test_every_file_stays_within_the_limit() -> None:
    """No source or test file is longer than 300 lines."""
    long = [
        path
        for path in [*SOURCES, *TESTS]
        if len(path.read_text(encoding="utf-8").splitlines()) > MAX_FILE
    ]
    assert named(long) == []


def test_most_files_are_short() -> None:
    """At least four files of five have 150 lines or fewer."""
    short = [path for path in SOURCES if len(path.read_text().splitlines()) <= 150]
    assert len(short) >= 0.8 * len(SOURCES)


def test_every_function_stays_within_the_limit() -> None:
    """No function is longer than 40 lines."""
    long = [
        f"{path.relative_to(ROOT)}:{one.name}"
        for path in [*SOURCES, *TESTS]
        for one in functions(path)
        if (one.end_lineno or one.lineno) - one.lineno + 1 > MAX_FUNCTION
    ]
    assert long == []


def test_most_functions_are_short() -> None:
    """At least nine functions of ten have 20 lines or fewer."""
    lengths = [
        (one.end_lineno or one.lineno) - one.lineno + 1
        for path in SOURCES
        for one in functions(path)
    ]
    assert sum(length <= 20 for length in lengths) >= 0.9 * len(lengths)


def test_every_module_opens_with_what_it_owns() -> None:
    """Each source module has a docstring of its own, not an empty one."""
    silent = [
        path
        for path in SOURCES
        if len(ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "") < 20
    ]
    assert named(silent) == []


def test_no_module_has_a_drawer_name() -> None:
    """No module is called after what anything could be put into."""
    assert named([path for path in SOURCES if path.stem in BANNED_NAMES]) == []


def test_broad_excepts_stay_in_the_wrappers() -> None:
    """`except Exception` stands in at most three places of the whole house."""
    broad = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ExceptHandler)
        and isinstance(node.type, ast.Name)
        and node.type.id in {"Exception", "BaseException"}
    ]
    assert len(broad) <= MAX_BROAD, broad


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_has_its_word_in_every_place(stage: Stage) -> None:
    """One stage, one word: home, tests, topics, dashboard and runbook all carry it."""
    module = HOMES[stage].split(":")[0].replace(".", "/")
    homes = (ROOT / f"{module}.py", ROOT / module / "__init__.py")
    assert any(home.exists() for home in homes)
    if stage in FAUST_STAGES:
        assert (ROOT / "streams" / "agents" / f"{stage}.py").exists()
        assert stage in (ROOT / "streams" / "topology.py").read_text()
    else:
        assert stage in HOMES[stage]
    assert any(stage in path.name or stage in path.parent.name for path in TESTS)
    assert any(stage in (topic.owner + " ".join(topic.readers)) for topic in TOPICS.values())
    assert (ROOT / "docs" / "runbooks" / f"{stage}.md").exists()
    assert stage in (ROOT / "dashboards" / "generated" / "pipeline.json").read_text()


def test_topics_name_only_known_stages() -> None:
    """Owners, readers and changelogs of the topic table are stages (or an operator's tool)."""
    words = {
        word
        for topic in TOPICS.values()
        for word in [*topic.owner.split(", "), *topic.readers, *topic.loaded_by]
    } | {log.stage for log in CHANGELOGS}
    assert words <= {*STAGES, "replay", "rates", "admin"}


def test_metrics_table_holds_each_name_once() -> None:
    """The table and the Literal of names are the same set, without repeats."""
    names = Counter(metric.name for metric in METRICS)
    assert set(names) == set(get_args(MetricName))
    assert set(names.values()) == {1}


def loaded(module: str, forbidden: str) -> bool:
    """Whether importing `module` in a fresh interpreter loads `forbidden`."""
    code = f"import sys, {module}; sys.exit({forbidden!r} in sys.modules)"
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 1


@pytest.mark.parametrize("module", ["streams.worker", "streams.topology", "connectors.collect"])
def test_a_worker_never_loads_aiogram(module: str) -> None:
    """Importing aiogram costs seconds and 170 MB; stream workers and connectors do without."""
    assert not loaded(module, "aiogram")


@pytest.mark.parametrize("module", ["bot.chat", "bot.notifier", "bot.ingress"])
def test_the_bot_never_loads_faust(module: str) -> None:
    """The bot's processes have no stream worker in them."""
    assert not loaded(module, "faust")


@pytest.mark.parametrize("page", PAGES)
def test_a_generated_page_says_what_the_code_says(page: str) -> None:
    """docs/{topics,configuration,metrics}.md are as `make docs` writes them."""
    assert (ROOT / "docs" / page).read_text(encoding="utf-8") == PAGES[page]()


def test_locked_requirements_name_no_address() -> None:
    """Versions and hashes only: whose registry serves them is the machine's business."""
    for name in ("requirements.lock", "local/jars.lock", "pyproject.toml"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "://" not in text.replace("https://gigwire.invalid", ""), name
        assert "--index" not in text
        assert "find-links" not in text
