"""Who lives in the demo: twelve freelancers in five languages, and what they type. Data only."""

from __future__ import annotations

from typing import Final, NamedTuple

FIRST_ID: Final = 700_000_001


class Resident(NamedTuple):
    """One person: the name and language of their app, and the messages they send the bot."""

    name: str
    language: str
    says: tuple[str, ...]


RESIDENTS: Final = (
    Resident("Anna Keller", "en", ("/start", "/add python, fastapi from $300")),
    Resident("James Okoro", "en", ("/start", "/add figma, logo -wordpress")),
    Resident("Priya Nair", "en", ("/start", "/add seo from 100 usd", "/add copywriting")),
    Resident("Илья Соколов", "ru", ("/start", "/add python, telegram от 10000 руб")),
    Resident("Мария Белова", "ru", ("/start", "/add дизайн, figma, логотип")),
    Resident("Тимур Галиев", "ru", ("/start", "/add 1с, битрикс", "/add docker, linux")),
    Resident("Олена Шевчук", "uk", ("/start", "/add переклад, тексти")),
    Resident("Андрій Мельник", "uk", ("/start", "/add flutter, swift, kotlin від 5000 грн")),
    Resident("Beatriz Lima", "pt", ("/start", "/add wordpress, shopify a partir de R$ 500")),
    Resident("Rafael Souza", "pt", ("/start", "/add python, sql, excel -react")),
    Resident("Lucía Herrera", "es", ("/start", "/add video, reels, youtube")),
    # He sleeps all day: what fits him is held for the digest.
    Resident("Mateo Rojas", "es", ("/start", "/add react, django", "/quiet 00:00-23:59")),
)


def residents(scale: int) -> list[tuple[int, Resident]]:
    """`scale` times the twelve, each with an id of their own."""
    crowd = [
        one._replace(name=one.name if copy == 0 else f"{one.name} {copy + 1}")
        for copy in range(scale)
        for one in RESIDENTS
    ]
    return [(FIRST_ID + number, one) for number, one in enumerate(crowd)]
