"""Where a project lies at each board: native id, channel, page address; who writes there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from local.boards.model import Board, Language
    from local.boards.world import World

# Share of new projects: (board, weight, languages by weight).
BOARD_WEIGHTS: Final[dict[Board, float]] = {
    "freelancer": 0.30,
    "fl": 0.20,
    "kwork": 0.20,
    "freelancehunt": 0.15,
    "telegram_channel": 0.15,
}
LANGUAGES: Final[dict[Board, tuple[Language, ...]]] = {
    "freelancer": ("en", "en", "en", "en", "es", "es", "pt", "pt"),
    "fl": ("ru",),
    "kwork": ("ru",),
    "freelancehunt": ("uk", "uk", "uk", "ru", "en"),
    "telegram_channel": ("ru", "ru", "ru", "uk", "en", "en", "pt", "es"),
}
CHANNELS: Final[dict[Language, str]] = {
    "ru": "zakazy_ru",
    "uk": "zakazy_ru",
    "en": "gigs_world",
    "pt": "gigs_world",
    "es": "gigs_world",
}
_FIRST: Final[dict[Board, int]] = {
    "freelancer": 39_400_000,
    "fl": 5_521_000,
    "kwork": 3_242_000,
    "freelancehunt": 1_503_000,
    "telegram_channel": 100,
}
_STRIDE: Final[dict[Board, int]] = {
    "freelancer": 17,
    "fl": 3,
    "kwork": 11,
    "freelancehunt": 5,
    "telegram_channel": 1,
}
AD_EVERY: Final = 7  # of a channel's message numbers, one in so many is no project


def is_ad_number(number: int) -> bool:
    """Whether this message of a channel is an ad or has no text."""
    return number % AD_EVERY == 3


def next_native_id(world: World, board: Board, language: Language) -> str:
    """The id that the board gives its next project; ids rise, with gaps, as real ones do."""
    channel = CHANNELS[language] if board == "telegram_channel" else ""
    number = world.last_numbers.get(channel or board, _FIRST[board]) + _STRIDE[board]
    if channel and is_ad_number(number):
        number += 1
    return f"{channel}/{number}" if channel else str(number)


def slug_of(title: str) -> str:
    """Lower-case ASCII words of a title joined by hyphens; `zakaz` where it has none."""
    words = re.findall(r"[a-z0-9]+", title.lower())
    return "-".join(words)[:60] or "zakaz"


def page_path(board: Board, native_id: str, title: str) -> str:
    """Path of the project's page on this server, in the form of the board's own addresses."""
    match board:
        case "freelancer":
            return f"/freelancer/projects/{freelancer_seo_url(native_id, title)}"
        case "fl":
            return f"/fl/projects/{native_id}/{slug_of(title)}.html"
        case "kwork":
            return f"/kwork/projects/{native_id}"
        case "freelancehunt":
            return f"/freelancehunt/project/{slug_of(title)}/{native_id}.html"
        case "telegram_channel":
            return f"/telegram_channel/{native_id}"


def freelancer_seo_url(native_id: str, title: str) -> str:
    """Freelancer's `seo_url`: section, then the title's words and the id."""
    return f"jobs/{slug_of(title)}-{native_id}"
