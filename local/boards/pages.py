"""Pages for people: the newest projects of each board, and one project. Light and dark."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from local.boards.model import BOARDS
from local.boards.wires.telegram import price_text

if TYPE_CHECKING:
    from local.boards.model import Posting
    from local.boards.world import World

NAMES: Final = {
    "freelancer": "Freelancer.com",
    "fl": "FL.ru",
    "kwork": "Kwork",
    "freelancehunt": "Freelancehunt",
    "telegram_channel": "Telegram",
}
SHOWN: Final = 12
_STYLE: Final = """
:root{color-scheme:light dark;--line:#d8dde3;--soft:#667;--link:#1366c4;--card:#fff;
--ground:#f3f5f7}
@media(prefers-color-scheme:dark){:root{--line:#333b44;--soft:#98a3ad;--link:#6cb2ff;--card:#1b2128;
--ground:#11161b}}
*{box-sizing:border-box}body{margin:0;background:var(--ground);font:16px/1.5 system-ui,sans-serif}
main{max-width:78rem;margin:auto;padding:1.25rem}h1{font-size:1.3rem;margin:.2rem 0 1rem}
.boards{display:grid;gap:1rem;grid-template-columns:repeat(auto-fill,minmax(17rem,1fr))}
section,article{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:1rem}
h2{font-size:1rem;margin:0 0 .5rem}ul{list-style:none;margin:0;padding:0}
li{border-top:1px solid var(--line);padding:.5rem 0}a{color:var(--link);text-decoration:none}
a:hover,a:focus-visible{text-decoration:underline}small,dt{color:var(--soft)}
article p{white-space:pre-wrap;overflow-wrap:anywhere}s{opacity:.6}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem}dd{margin:0}
"""
_PAGE: Final = (
    '<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width,initial-scale=1"><title>{title}</title>'
    "<style>{style}</style></head><body><main>{main}</main></body></html>"
)


def overview(world: World) -> str:
    """The newest projects of every board."""
    columns = []
    for board in BOARDS:
        rows = "".join(_row(it) for it in world.newest(board, SHOWN))
        empty = "<li><small>Nothing yet</small></li>"
        columns.append(f"<section><h2>{NAMES[board]}</h2><ul>{rows or empty}</ul></section>")
    main = f'<h1>Job boards</h1><div class="boards">{"".join(columns)}</div>'
    return _PAGE.format(language="en", title="Job boards", style=_STYLE, main=main)


def project(posting: Posting) -> str:
    """One project as its board shows it now."""
    step = posting.step
    facts = {
        "Budget": price_text(step),
        "Skills": ", ".join(step.skills),
        "Posted": f"{posting.first_at:%Y-%m-%d %H:%M:%S} UTC",
        "Bids": str(posting.bids),
        "State": "closed" if posting.is_closed else "open",
    }
    rows = "".join(f"<dt>{name}</dt><dd>{escape(fact)}</dd>" for name, fact in facts.items())
    main = (
        f'<p><a href="/">Job boards</a> · {NAMES[step.board]}</p><article>'
        f"<h1>{escape(step.title)}</h1><dl>{rows}</dl><p>{escape(step.body)}</p></article>"
    )
    title = escape(step.title)
    return _PAGE.format(language=step.language, title=title, style=_STYLE, main=main)


def _row(posting: Posting) -> str:
    step = posting.step
    title = escape(step.title)
    name = f"<s>{title}</s>" if posting.is_closed else title
    facts = f"{escape(price_text(step))} · {posting.first_at:%H:%M:%S}"
    return f'<li><a href="{escape(step.path)}">{name}</a><br><small>{facts}</small></li>'
