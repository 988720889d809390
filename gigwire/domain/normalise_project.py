"""One raw observation to a `Project` in our own terms. Owns no history (`normalise`)."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from gigwire.contracts.errors import Poison
from gigwire.contracts.ids import digest, project_key
from gigwire.contracts.messages import Project, RawBudget
from gigwire.domain.cards.html import safe_url
from gigwire.domain.html_text import line_of, text_of, tidy
from gigwire.domain.language import language_of
from gigwire.domain.money.budget import budget_of
from gigwire.domain.money.parse import parse_budget
from gigwire.domain.urls import canonical_url

if TYPE_CHECKING:
    from datetime import datetime

    from gigwire.contracts.messages import Attachment, Budget, Client, Language, RawProject
    from gigwire.domain.rates import RateTable

MAX_SKILLS: Final = 30
MAX_SKILL: Final = 60  # characters
MAX_FILES: Final = 10
MAX_FILE_NAME: Final = 80
MAX_KEY: Final = 200  # characters of a native id
CLOCK_SKEW: Final = timedelta(days=1)  # a publication later than this is a board's mistake

_LABEL: Final = (
    r"(?<![^\W\d_])(?:бюджет|ціна|цена|оплата|стоимость|budget|price|or[çc]amento|presupuesto"
    r"|pre[çc]o|precio)"
)
_IN_TITLE: Final = re.compile(
    rf"\s*(?P<bracket>[(\[])?\s*{_LABEL}\s*:\s*(?P<price>[^()\[\]\n]{{1,80}}?)\s*[)\]]?\s*$",
    re.IGNORECASE,
)
_IN_BODY: Final = re.compile(
    rf"^\W{{0,6}}{_LABEL}\s*[:\-–—]\s*(?P<price>[^\n]{{1,80}})", re.IGNORECASE | re.MULTILINE
)


class SourceTraits(NamedTuple):
    """What is usual at a board; decides only where a project does not tell."""

    country: str | None = None  # ISO 3166-1 alpha-2: what a bare `$` means
    currency: str | None = None  # of amounts written without one
    language: Language | None = None


# The word before a colon, so that `telegram_channel:jobs` has the traits of `telegram_channel`.
TRAITS: Final = {
    "freelancer": SourceTraits(language="en"),
    "fl": SourceTraits("ru", "RUB", "ru"),
    "kwork": SourceTraits("ru", "RUB", "ru"),
    "freelancehunt": SourceTraits("ua", "UAH", "uk"),
}
_UNKNOWN: Final = SourceTraits()


def traits_of(source: str) -> SourceTraits:
    """The traits of a source; of an unlisted one nothing is assumed."""
    return TRAITS.get(source.partition(":")[0], _UNKNOWN)


def project_of(
    raw: RawProject, *, revision: int, now: datetime, rates: RateTable | None = None
) -> Project:
    """Clean every field of `raw`; `rates` is the table of its day, None the bundled one.

    Raises:
        Poison: `bad_url`, `bad_native_id` or `no_text` (neither title nor body).
    """
    native_id = raw.native_id
    is_clean = native_id.isprintable() and native_id == native_id.strip()
    if not native_id or len(native_id) > MAX_KEY or not is_clean:
        raise Poison("bad_native_id", "empty, too long, padded or with unprintable characters")
    traits = traits_of(raw.source)
    body = text_of(raw.body)
    title, priced = split_price(line_of(raw.title) or _first_line(body))
    budget = _budget(raw, priced or _labelled(body), traits, rates)
    skills = skills_of(raw.skills)
    return Project(
        key=project_key(raw.source, native_id),
        source=raw.source,
        native_id=native_id,
        url=canonical_url(raw.url),
        title=title,
        body=body,
        budget=budget,
        skills=skills,
        category=line_of(raw.category, limit=120) or None if raw.category else None,
        language=language_of(title, body, stated=raw.language, default=traits.language),
        client=_client(raw.client),
        bids=raw.bids if raw.bids is None or raw.bids >= 0 else None,
        attachments=attachments_of(raw.attachments),
        published_at=_plausible(raw.published_at, now),
        expires_at=raw.expires_at,
        seen_at=raw.seen_at,
        revision=revision,
        content_hash=content_hash(title, body, budget, skills),
    )


def content_hash(title: str, body: str, budget: Budget | None, skills: tuple[str, ...]) -> str:
    """Hash what a reader would call the project; the same project under two rubrics is equal.

    Left out: bids, ratings, times, category and the order of skills, which change by themselves,
    and the US cents, which change with our table.
    """
    money = f"{budget.minimum}|{budget.maximum}|{budget.currency}|{budget.period}" if budget else ""
    return digest(title, body, money, *sorted(skill.casefold() for skill in skills))


def skills_of(stated: tuple[str, ...]) -> tuple[str, ...]:
    """Trim, drop `#` and repeats regardless of case; the board's order and first spelling stay."""
    found: dict[str, str] = {}
    for skill in stated:
        name = line_of(skill, limit=MAX_SKILL).lstrip("#").strip(" ,;")
        if name:
            found.setdefault(name.casefold(), name)
    return tuple(found.values())[:MAX_SKILLS]


def attachments_of(stated: tuple[Attachment, ...]) -> tuple[Attachment, ...]:
    """Files whose addresses a person may be sent to, as the board spells them, each once."""
    found: dict[str, Attachment] = {}
    for file in stated:
        # Not `canonical_url`: it takes out parameters that a signature may cover.
        if (url := safe_url(file.url.strip())) is not None:
            name = line_of(file.name, limit=MAX_FILE_NAME)
            found.setdefault(url, file.model_copy(update={"url": url, "name": name}))
    return tuple(found.values())[:MAX_FILES]


def split_price(title: str) -> tuple[str, str | None]:
    """Part `Логотип (Бюджет: 10 000 ₽)` into title and price.

    A title that is nothing but a price stays whole, and so does `Parser, price: 3 shops`: outside
    brackets only an amount with a currency is a price.
    """
    match = _IN_TITLE.search(title)
    if match is None or not title[: match.start()].strip():
        return title, None
    parsed = parse_budget(match["price"])
    if not match["bracket"] and (parsed is None or parsed.currency is None):
        return title, None
    return title[: match.start()].rstrip(" ,;|–—-"), match["price"]


def _labelled(body: str) -> str | None:
    match = _IN_BODY.search(body)
    return match["price"] if match else None


def _budget(
    raw: RawProject, written: str | None, traits: SourceTraits, rates: RateTable | None
) -> Budget | None:
    """The board's own field, else the price written in title or body."""
    said = (raw.budget, RawBudget(text=written) if written is not None else None)
    budgets = (
        budget_of(budget, country=traits.country, default_currency=traits.currency, rates=rates)
        for budget in said
    )
    return next((budget for budget in budgets if budget is not None), None)


def _first_line(body: str) -> str:
    first = line_of(body.split("\n", 1)[0])
    if not first:
        raise Poison("no_text", "neither a title nor a body")
    return first


def _client(client: Client | None) -> Client | None:
    if client is None:
        return None
    name = tidy(client.name)[:120] if client.name else None
    country = client.country.strip().lower() if client.country else None
    is_code = country is not None and re.fullmatch(r"[a-z]{2}", country) is not None
    return client.model_copy(update={"name": name or None, "country": country if is_code else None})


def _plausible(published_at: datetime | None, now: datetime) -> datetime | None:
    return None if published_at is None or published_at > now + CLOCK_SKEW else published_at
