"""Telegram: GET /s/<channel> as the public preview's HTML, 20 messages, `?before=` for older ones.

Between the projects lie what channels are full of: ads, articles, résumés, messages without text.
"""

from __future__ import annotations

import html
from random import Random
from typing import TYPE_CHECKING, Final

from local.boards.places import CHANNELS, is_ad_number
from local.boards.writing import Scribe, categories, texts

if TYPE_CHECKING:
    from local.boards.model import Language, Posting, Price, Step
    from local.boards.world import World

A_PAGE: Final = 20
_SIGNS: Final = {"USD": "${}", "EUR": "{} €", "RUB": "{} ₽", "UAH": "{} грн", "BRL": "R$ {}"}
_PAGE: Final = (
    '<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>{name} – Telegram</title></head>\n'
    '<body class="widget_frame_base"><main class="tgme_main"><section class="tgme_channel_history '
    'js-message_history">\n{more}{messages}</section></main></body></html>\n'
)
_MESSAGE: Final = (
    '<div class="tgme_widget_message_wrap js-widget_message_wrap">'
    '<div class="tgme_widget_message js-widget_message" data-post="{post}">'
    '<div class="tgme_widget_message_bubble">{text}'
    '<div class="tgme_widget_message_footer"><a class="tgme_widget_message_date" '
    'href="{base}/telegram_channel/{post}">{time}</a></div></div></div></div>\n'
)
_TEXT: Final = '<div class="tgme_widget_message_text js-message_text" dir="auto">{}</div>'


def preview(world: World, channel: str, before: int | None, base: str) -> bytes:
    """The page of one channel, oldest message first."""
    found = {
        posting.number: posting
        for posting in world.postings["telegram_channel"].values()
        if posting.step.native_id.startswith(f"{channel}/")
    }
    numbers = _with_ads(sorted(found))
    shown = [it for it in numbers if before is None or it < before][-A_PAGE:]
    messages = "".join(_message(channel, it, found.get(it), base) for it in shown)
    more = ""
    if shown and shown[0] > numbers[0]:
        more = f'<a href="/s/{channel}?before={shown[0]}" class="tme_messages_more"></a>'
    return _PAGE.format(name=channel, more=more, messages=messages).encode()


def message_text(posting: Posting) -> str:
    """A project as people write it into a channel: title, body, budget, tags."""
    step = posting.step
    words = texts(step.language)["words"]
    lines = [f"{step.title}", "", step.body, f"{words['budget']}: {price_text(step)}"]
    if step.skills:
        lines.append(" ".join(f"#{it.replace(' ', '_').replace('/', '_')}" for it in step.skills))
    if posting.is_closed:
        lines.insert(0, f"🔴 {words['closed']}")
    return "\n".join(lines)


def price_text(step: Step) -> str:
    """The budget as free text in the project's language."""
    words = texts(step.language)["words"]
    price = step.budget
    if price is None:
        return str(words["negotiable"])
    text = _range(price, words, step.language)
    return text + (words["hour"] if price.period == "hourly" else "")


def _range(price: Price, words: dict[str, str], language: Language) -> str:
    low, high = price.minimum, price.maximum
    sign = _SIGNS.get(price.currency, f"{{}} {price.currency}")
    if low is None or high is None:
        word = words["to"] if low is None else words["from"]
        return f"{word} {sign.format(_grouped(low or high or 0, language))}"
    if low == high:
        return sign.format(_grouped(low, language))
    return sign.format(f"{_grouped(low, language)}–{_grouped(high, language)}")


def _grouped(amount: int, language: Language) -> str:
    separator = {"en": ",", "pt": ".", "es": "."}.get(language, " ")
    return f"{amount:,}".replace(",", separator)


def _with_ads(numbers: list[int]) -> list[int]:
    if not numbers:
        return []
    ads = {it for it in range(numbers[0], numbers[-1]) if is_ad_number(it)}
    return sorted(ads.union(numbers))


def _message(channel: str, number: int, posting: Posting | None, base: str) -> str:
    time = ""
    if posting is None:
        text = _ad(channel, number)
    else:
        text = _TEXT.format(_markup(message_text(posting)))
        moment = posting.first_at
        stamp = moment.isoformat(timespec="seconds")
        time = f'<time datetime="{stamp}" class="time">{moment:%H:%M}</time>'
    return _MESSAGE.format(post=f"{channel}/{number}", text=text, base=base, time=time)


def _ad(channel: str, number: int) -> str:
    rng = Random(f"{channel}:{number}")
    if rng.random() < 0.3:
        return ""  # a photo without words
    language = rng.choice([it for it, name in CHANNELS.items() if name == channel])
    scribe = Scribe(rng, language, rng.choice(categories(language)))
    return _TEXT.format(_markup(scribe.one_of("ads")))


def _markup(text: str) -> str:
    return html.escape(text, quote=False).replace("\n", "<br/>")
