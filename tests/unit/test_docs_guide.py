"""docs/user-guide.md in step with the bot: every command of the menu, every picture, every link."""

from __future__ import annotations

import re
from pathlib import Path

from bot.lexicon import lexicon
from gigwire.domain.chat.menu import menu

DOCS = Path(__file__).parents[2] / "docs"
GUIDE = (DOCS / "user-guide.md").read_text(encoding="utf-8")
README = (DOCS.parent / "README.md").read_text(encoding="utf-8")


def test_every_command_of_the_menu_is_explained() -> None:
    """In the table of commands; what is no command of the bot is not there."""
    rows = [line for line in GUIDE.splitlines() if line.startswith("| `/")]
    told = {name for row in rows for name in re.findall(r"`/(\w+)", row.split("|")[1])}
    assert {name for name, _ in menu(lexicon("en"))} <= told


def test_every_picture_is_there_and_shown() -> None:
    """No broken picture, and none that no page shows; together they stay small."""
    pages = "".join(path.read_text(encoding="utf-8") for path in DOCS.rglob("*.md")) + README
    held = {path.name for path in (DOCS / "images").glob("*.png")}
    assert set(re.findall(r"images/([\w-]+\.png)", pages)) == held
    sizes = [path.stat().st_size for path in (DOCS / "images").glob("*.png")]
    assert max(sizes) <= 40_000
    assert sum(sizes) < 700_000


def test_readme_names_only_what_is_there() -> None:
    """Pages, folders, files and targets of make; all of it on three screens at most."""
    root = DOCS.parent
    named = re.findall(r"`((?:docs|gigwire|streams|bot|connectors|local)/[\w/.-]*)`", README)
    linked = re.findall(r"\]\(([\w/.-]+)\)", README)
    targets = re.findall(r"^ *`?make ([a-z-]+)", README, re.MULTILINE)
    rules = (root / "Makefile").read_text(encoding="utf-8")
    assert [path for path in named + linked if not (root / path).exists()] == []
    assert [one for one in targets if f"\n{one}: " not in rules] == []
    assert len(README.splitlines()) <= 120


def test_every_link_within_the_guide_leads_somewhere() -> None:
    """To a heading of the guide, or to a page beside it."""
    titles = re.findall(r"^#+ (.+)$", GUIDE, re.MULTILINE)
    anchors = {re.sub(r"[^\w -]", "", one.lower()).replace(" ", "-") for one in titles}
    for target in re.findall(r"\]\(([^)#]*)(?:#([\w-]+))?\)", GUIDE):
        page, anchor = target
        assert not page or (DOCS / page).is_file(), page
        assert not anchor or anchor in anchors, anchor
