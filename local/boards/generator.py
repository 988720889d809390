"""Decides what happens next at the boards: pure in (seed, world, now). Owns chances, not texts."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING, Any, Final

from local.boards import money
from local.boards.copies import lightly_edited
from local.boards.model import BOARDS, Board, Client, Kind, Language, Posting, Price, Step
from local.boards.places import BOARD_WEIGHTS, LANGUAGES, next_native_id, page_path
from local.boards.writing import Draft, Scribe, compose

if TYPE_CHECKING:
    from datetime import datetime

    from local.boards.world import World

KIND_WEIGHTS: Final[dict[Kind, float]] = {
    "new": 0.70,
    "copy": 0.10,
    "repost": 0.06,
    "edit": 0.09,
    "close": 0.05,
}
# A change must lie within what a poll of the board's first page shows.
REACH: Final[dict[Board, int]] = {
    "freelancer": 40,
    "fl": 45,
    "kwork": 7,
    "freelancehunt": 6,
    "telegram_channel": 8,
}
# Nothing closes before a poll could see it: FL.ru would never have shown it to anybody.
LEAST_OPEN: Final = timedelta(seconds=15)
BODILESS_SHARE: Final = 0.03  # FL.ru items without a description
_COUNTRIES: Final = ("us", "gb", "in", "br", "es", "mx", "ua", "kz", "de", "ca", "au", "pt", "ar")
_NAMES: Final = ("Alex", "Maria", "Ivan", "Olena", "João", "Lucía", "Priya", "Tom", "Kateryna")


class Generator:
    """Makes steps for one world. The same seed, world and time give the same step."""

    def __init__(self, seed: int, world: World) -> None:
        self._seed = seed
        self._world = world

    def next_step(self, now: datetime) -> Step:
        """What happens next; the caller appends it to the world."""
        rng = Random(f"{self._seed}:{self._world.next_seq}")
        kind = rng.choices(tuple(KIND_WEIGHTS), tuple(KIND_WEIGHTS.values()))[0]
        if kind in ("edit", "close"):
            board = _some_board(rng)
            youngest = now - LEAST_OPEN if kind == "close" else now
            posting = self._open_posting(rng, board, youngest)
            if posting:
                return self._moved(rng, posting, kind, now)
        elif kind in ("copy", "repost") and self._world.clusters:
            return self._again(rng, rng.choice(self._world.clusters), kind, now)
        return self._new(rng, now)

    def published(self, asked: dict[str, Any], now: datetime) -> Step:
        """A step with chosen fields (names as in Step); what is not chosen is made up.

        Raises:
            KeyError: `native_id` of an edit or a close is not on that board.
            ValueError: a field has no sense (pydantic's error).
        """
        rng = Random(f"{self._seed}:{self._world.next_seq}:published")
        board: Board = asked.get("board", "freelancer")
        kind: Kind = asked.get("kind", "new")
        if kind in ("edit", "close"):
            base = self._moved(rng, self._world.postings[board][asked["native_id"]], kind, now)
        else:
            base = self._posted(rng, board, asked, now)
        fields = {**base.model_dump(), **asked}
        if asked.get("budget"):
            given = asked["budget"]
            fields["budget"] = money.priced(
                given["currency"],
                given.get("minimum"),
                given.get("maximum"),
                given.get("period", "fixed"),
            )
        fields["path"] = page_path(board, fields["native_id"], fields["title"])
        return Step.model_validate(fields | {"seq": base.seq, "at": now})

    def _posted(self, rng: Random, board: Board, asked: dict[str, Any], now: datetime) -> Step:
        language: Language = asked.get("language") or rng.choice(LANGUAGES[board])
        draft = compose(rng, language)
        price = money.draw(rng, board, language)
        return self._step(now, board, "new", draft, price, _client(rng))

    def _new(self, rng: Random, now: datetime) -> Step:
        board = _some_board(rng)
        language = rng.choice(LANGUAGES[board])
        has_body = board != "fl" or rng.random() >= BODILESS_SHARE
        draft = compose(rng, language, has_body=has_body)
        return self._step(now, board, "new", draft, money.draw(rng, board, language), _client(rng))

    def _again(self, rng: Random, first: Step, kind: Kind, now: datetime) -> Step:
        draft = lightly_edited(rng, _draft_of(first))
        board = first.board if kind == "repost" else _other_board(rng, first)
        price = first.budget
        if board != first.board:
            price = money.carried(rng, price, board, first.language)
        return self._step(now, board, kind, draft, price, first.client, cluster=first.cluster)

    def _moved(self, rng: Random, posting: Posting, kind: Kind, now: datetime) -> Step:
        step = posting.step
        changes: dict[str, object] = {"seq": self._world.next_seq, "at": now, "kind": kind}
        if kind == "edit" and step.budget and rng.random() < 0.5:
            changes["budget"] = money.changed(rng, step.budget)
        elif kind == "edit":
            update = Scribe(rng, step.language, step.category).one_of("updates")
            changes["body"] = f"{step.body}\n{update}".strip()
        return step.model_copy(update=changes)

    def _step(  # noqa: PLR0913 - a step has these parts
        self,
        now: datetime,
        board: Board,
        kind: Kind,
        draft: Draft,
        price: Price | None,
        client: Client,
        *,
        cluster: str | None = None,
    ) -> Step:
        native_id = next_native_id(self._world, board, draft.language)
        return Step(
            seq=self._world.next_seq,
            at=now,
            board=board,
            native_id=native_id,
            cluster=cluster or f"c{self._seed}-{self._world.next_seq}",
            kind=kind,
            budget=price,
            client=client,
            path=page_path(board, native_id, draft.title),
            **draft.model_dump(),
        )

    def _open_posting(self, rng: Random, board: Board, youngest: datetime) -> Posting | None:
        reachable = self._world.newest(board, REACH[board])
        choices = [it for it in reachable if not it.is_closed and it.first_at <= youngest]
        return rng.choice(choices) if choices else None


def _some_board(rng: Random) -> Board:
    return rng.choices(tuple(BOARD_WEIGHTS), tuple(BOARD_WEIGHTS.values()))[0]


def _other_board(rng: Random, first: Step) -> Board:
    """Where else this could be posted: same language, and the board can state such a budget."""
    is_hourly = first.budget is not None and first.budget.period == "hourly"
    fits = [
        board
        for board in BOARDS
        if board != first.board
        and first.language in LANGUAGES[board]
        and not (is_hourly and board not in money.HOURLY_BOARDS)
        and not (first.budget is None and board == "kwork")
    ]
    return rng.choice(fits) if fits else first.board


def _draft_of(step: Step) -> Draft:
    return Draft.model_validate(step.model_dump(include=set(Draft.model_fields)))


def _client(rng: Random) -> Client:
    return Client(
        native_id=rng.randint(10_000, 9_000_000),
        name=rng.choice(_NAMES),
        country=rng.choice(_COUNTRIES),
        rating=round(rng.triangular(2.5, 5.0, 4.9), 1),
        reviews=int(rng.expovariate(1 / 12)),
        hired_percent=rng.randint(0, 100),
        is_verified=rng.random() < 0.6,
    )
