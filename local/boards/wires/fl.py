"""FL.ru: GET /rss/all.xml, the newest 60 items, some listed under two categories.

A closed project leaves the feed without a word, as at the real board.
"""

from __future__ import annotations

import re
from email.utils import format_datetime
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

from local.boards.writing import texts

if TYPE_CHECKING:
    from local.boards.model import Posting, Step
    from local.boards.world import World

WINDOW: Final = 60
_FORBIDDEN = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_HEAD: Final = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<rss version="2.0"><channel><title>Заказы (Фри-ланс)</title>'
    "<link>{base}/</link><language>ru-ru</language>\n"
)


def feed(world: World, base: str) -> bytes:
    """The feed; `base` is this server's address without a path."""
    items: list[str] = []
    for posting in world.newest("fl", WINDOW):
        if not posting.is_closed:
            items += _items(posting, base)
    return "".join((_HEAD.format(base=base), *items[:WINDOW], "</channel></rss>\n")).encode()


def _items(posting: Posting, base: str) -> list[str]:
    step = posting.step
    label = texts("ru")["categories"][step.category]["label"]
    labels = [label]
    if posting.number % 5 == 0:
        labels.append("Программирование / Разное")
    link = escape(base + step.path)
    description = f"<description>{_cdata(step.body)}</description>" if step.body else ""
    has_date = posting.number % 20 != 7
    date = f"<pubDate>{format_datetime(posting.first_at, usegmt=True)}</pubDate>"
    return [
        f"<item><title>{_cdata(step.title + _budget(step))}</title><link>{link}</link>"
        f"{description}<guid>{link}</guid><category>{_cdata(it)}</category>"
        f"{date if has_date else ''}</item>\n"
        for it in labels
    ]


def _budget(step: Step) -> str:
    if step.budget is None:
        return ""
    amount = f"{step.budget.minimum:,}".replace(",", " ")
    return f" (Бюджет: {amount} ₽)"


def _cdata(text: str) -> str:
    safe = _FORBIDDEN.sub("", text).replace("]]>", "]]]]><![CDATA[>")
    return f"<![CDATA[{safe}]]>"
