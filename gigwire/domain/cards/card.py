"""One project as one message: title, money, deadline, place, client, why, and the text in a fold.

Short on purpose: messages over some 500 characters meet Telegram's limits sooner.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from gigwire.domain.cards.facts import deadline, standing
from gigwire.domain.cards.html import (
    clean,
    cut,
    escape,
    link,
    safe_url,
    shown,
    visible_length,
)
from gigwire.domain.cards.keyboards import CardFace, Keyboard, card_keyboard, shared_keyboard
from gigwire.domain.cards.money import age, priced
from gigwire.domain.cards.places import place_name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from gigwire.contracts.delivery import Card, CardEdit
    from gigwire.contracts.messages import Hit, Language, Link, Project, UniqueProject, UserHit
    from gigwire.domain.cards.words import Words

MAX_VISIBLE: Final = 500  # characters a person sees, markup not counted
MAX_TITLE: Final = 100
MAX_BODY: Final = 320
MIN_BODY: Final = 40  # less says nothing
MAX_TERMS: Final = 4
MAX_TERM: Final = 24
MAX_NAME: Final = 30
MAX_PLACES: Final = 2
SEPARATOR: Final = " · "
LEAST_PERCENTILE: Final = 50  # to be worse than most is no reason


class Message(NamedTuple):
    """HTML of Telegram's subset, and the buttons."""

    text: str
    keyboard: Keyboard


class Reader(NamedTuple):
    """For whom and when a message is rendered."""

    words: Words
    currency: str
    now: datetime
    is_shared: bool = False  # by a whole group: no button is about one person


def render_card(card: Card, reader: Reader) -> Message:
    """A project that fits. A press names its cluster, from which follows whose card it proves."""
    return _message(card.project, card.hit, frozenset(), reader)


def render_edit(edit: CardEdit, reader: Reader) -> Message:
    """The same card after the project changed or closed: the news stands first, buttons stay."""
    words = reader.words
    is_closed = edit.project.kind == "closed"
    news = words("card-closed") if is_closed else words("card-changed")
    message = _message(edit.project, edit.hit, frozenset(edit.acts), reader)
    return message._replace(text=f"<b>{news}</b>\n{message.text}")


def _message(
    unique: UniqueProject, hit: UserHit | None, acts: frozenset[str], reader: Reader
) -> Message:
    project, words = unique.project, reader.words
    url = safe_url(project.url)
    lines = [*_offer(unique, reader)]
    if hit is not None and hit.hits:
        lines.append(words("card-why", reasons=why(hit, words)))
    room = min(MAX_BODY, MAX_VISIBLE - visible_length("\n".join(lines)))
    if room >= MIN_BODY and (body := cut(clean(project.body), room)):
        lines.append(f"<blockquote expandable>{escape(body)}</blockquote>")
    if reader.is_shared:
        return Message("\n".join(lines), shared_keyboard(url, hit, words))
    face = CardFace(url, unique.cluster_id, project.source, acts)
    return Message("\n".join(lines), card_keyboard(face, words))


def _offer(unique: UniqueProject, reader: Reader) -> Iterator[str]:
    project, words = unique.project, reader.words
    yield f"<b>{title_of(project, words)}</b>"
    yield priced(project.budget, reader.currency, words)
    if (until := deadline(project, reader.now, words)) is not None:
        yield until
    yield _where(unique, reader)
    if known := standing(project, words):
        yield SEPARATOR.join(known)


def title_of(project: Project, words: Words) -> str:
    """The title as a link to the board, escaped; never empty."""
    title = shown(project.title, MAX_TITLE) or words("card-untitled")
    return link(safe_url(project.url), title)


def _where(unique: UniqueProject, reader: Reader) -> str:
    project, words = unique.project, reader.words
    parts = [shown(place_name(project.source, project.url), MAX_NAME)]
    others = _others(project.url, unique.links)
    if others:
        parts[0] += ", " + words("card-also", places=", ".join(others))
    if (name := language_name(project.language, words)) is not None:
        parts.append(name)
    parts.append(age(project.published_at or project.seen_at, reader.now, words))
    return SEPARATOR.join(parts)


def _others(url: str, links: tuple[Link, ...]) -> list[str]:
    """Other places of the same project, each named once, as links."""
    found: dict[str, str] = {}
    for one in links:
        address = safe_url(one.url)
        if address is not None and address != url:
            found.setdefault(place_name(one.source, address), address)
    return [
        link(address, shown(name, MAX_NAME)) for name, address in list(found.items())[:MAX_PLACES]
    ]


def why(hit: UserHit, words: Words) -> str:
    """Why the person gets this, in one line: their words, their filters, their budget."""
    terms = _terms(hit.hits)
    names = list(dict.fromkeys(shown(one.filter_name, MAX_NAME) for one in hit.hits))
    parts = [", ".join(terms)] if terms else []
    parts += [words("why-filter", name=name) for name in names[:2] if name not in terms]
    if any(one.is_budget_met for one in hit.hits):
        parts.append(words("why-budget"))
    if liked := [text for word in hit.liked if (text := shown(word, MAX_TERM))]:
        parts.append(words("why-liked", words=", ".join(liked)))
    if hit.percentile is not None and hit.percentile >= LEAST_PERCENTILE:
        parts.append(words("why-percentile", percent=hit.percentile))
    return SEPARATOR.join(parts) or words("why-everything")


def _terms(hits: tuple[Hit, ...]) -> list[str]:
    in_title = [term for hit in hits for term in hit.title_terms]
    in_body = [term for hit in hits for term in hit.body_terms]
    unique = list(dict.fromkeys(in_title + in_body))[:MAX_TERMS]
    return [text for term in unique if (text := shown(term, MAX_TERM))]


def language_name(language: Language, words: Words) -> str | None:
    """The project's language in the person's own; None where it is not known."""
    match language:
        case "en":
            return words("language-en")
        case "ru":
            return words("language-ru")
        case "uk":
            return words("language-uk")
        case "pt":
            return words("language-pt")
        case "es":
            return words("language-es")
        case "und":
            return None
