"""All families in order of their numbers, and the table of docs/local-telegram.md made from them.

`python -m tests.integration.telegram_judge.families` writes the table anew.
"""

from __future__ import annotations

from pathlib import Path

from tests.integration.telegram_judge import (
    family_albums,
    family_chats,
    family_classes,
    family_crews,
    family_crowd,
    family_edits,
    family_faults,
    family_groups,
    family_heard,
    family_hooks,
    family_keys,
    family_limits,
    family_markdown,
    family_media,
    family_media_edits,
    family_outages,
    family_paid,
    family_polls,
    family_pushes,
    family_text,
    family_verdict,
    family_wire,
)

FAMILIES = (
    family_wire.FAMILY,
    family_text.FAMILY,
    family_keys.FAMILY,
    family_chats.FAMILY,
    family_groups.FAMILY,
    family_edits.FAMILY,
    family_media.FAMILY,
    family_albums.FAMILY,
    family_limits.FAMILY,
    family_faults.FAMILY,
    family_outages.FAMILY,
    family_polls.FAMILY,
    family_hooks.FAMILY,
    family_pushes.FAMILY,
    family_heard.FAMILY,
    family_crowd.FAMILY,
    family_verdict.FAMILY,
    family_markdown.FAMILY,
    family_media_edits.FAMILY,
    family_classes.FAMILY,
    family_paid.FAMILY,
    family_crews.FAMILY,
)
PAGE = Path(__file__).parents[3] / "docs" / "local-telegram.md"
BEGIN = "<!-- checks: made by `python -m tests.integration.telegram_judge.families` -->\n"
HEAD = (
    "| no. | behaviour | reference | provoked by | seen |",
    "| --- | --- | --- | --- | --- |",
)
END = "<!-- end of checks -->\n"


def table() -> str:
    """The generated part of the page."""
    blocks = []
    for family in FAMILIES:
        rows = [
            f"| {one.number} | {_cell(one.behaviour)} | {_cell(one.reference)} "
            f"| {_cell(one.how)} | {_cell(str(one.seen))} |"
            for one in family.checks
        ]
        blocks.append("\n".join([f"### {family.title}", "", *HEAD, *rows, ""]))
    return "\n".join(blocks)


def _cell(words: str) -> str:
    quoted = words.replace("|", "\\|").replace("\n", " ")
    return f"`{quoted}`" if any(mark in quoted for mark in "<>_*{[") else quoted


def main() -> None:
    """Write the table into the page."""
    head, _, rest = PAGE.read_text().partition(BEGIN)
    _, _, tail = rest.partition(END)
    PAGE.write_text(f"{head}{BEGIN}\n{table()}\n{END}{tail}")


if __name__ == "__main__":
    main()
