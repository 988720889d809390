"""What every board looks like to collect: a request, and a pure reader of its answer."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from datetime import UTC
from typing import TYPE_CHECKING, ClassVar, Final, Literal, TypeVar

from pydantic import ValidationError

from gigwire.contracts.errors import Poison
from gigwire.contracts.ids import EventId
from gigwire.contracts.messages import RawProject
from gigwire.domain.collect import observation_id, trace_of
from gigwire.domain.urls import canonical_url

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from gigwire.contracts.messages import Attachment, Client, RawBudget

MOST_ITEMS: Final = 1_000  # a page; real pages have 10 to 100
MOST_TITLE: Final = 1_000  # characters
MOST_BODY: Final = 100_000  # characters; the longest real one seen is under 20,000
# Above this share of unreadable items the page as a whole has another shape than ours.
MOST_REJECTED: Final = 0.5

FIRST_YEAR: Final = 2000
LAST_YEAR: Final = 2100

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Request:
    """One question to a board. `position`: where a following page starts, in the board's terms."""

    url: str
    method: Literal["GET", "POST"] = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, str] | None = None
    position: int = 0


@dataclass(frozen=True, slots=True)
class Reject:
    """One item that could not be read, with the bytes an operator needs to see why."""

    error: Poison
    item: bytes


@dataclass(frozen=True, slots=True)
class Page:
    """What one answer held.

    `projects`: newest first, each native id once. `more`: where older items start, in the board's
    terms, None at the end. `ignored`: items that are no projects (ads in a channel).
    """

    projects: list[RawProject]
    rejects: list[Reject]
    more: int | None = None
    ignored: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A project as a board's reader found it; `observed` adds what all boards share."""

    native_id: str
    url: str
    title: str
    body: str = ""
    budget: RawBudget | None = None
    skills: tuple[str, ...] = ()
    category: str | None = None
    language: str | None = None
    client: Client | None = None
    bids: int | None = None
    attachments: tuple[Attachment, ...] = ()
    status: Literal["open", "closed"] = "open"
    published_at: datetime | None = None
    expires_at: datetime | None = None


class Source(ABC):
    """One board, or one channel of it.

    Args:
        base_url: replaces the real address, without a trailing slash.
        token: credential where the board asks for one.
    """

    name: ClassVar[str]  # the board's word: in settings, keys and filters
    default_url: ClassVar[str]
    requests_per_day: ClassVar[int | None] = None
    has_pages: ClassVar[bool] = True  # whether older items can be asked for

    def __init__(self, base_url: str | None = None, *, token: str = "") -> None:
        self.base_url = (base_url or self.default_url).rstrip("/")
        self.token = token

    @property
    def feed(self) -> str:
        """What a cursor belongs to; several feeds may share a board."""
        return self.name

    @abstractmethod
    def request(self, position: int = 0) -> Request:
        """The question for the newest items, or for those from `Page.more` on."""

    def following(self, request: Request, page: Page) -> Request | None:
        """The question for the items older than this page's; None where it was the last."""
        del request  # for boards whose answers do not tell where they lie
        return None if page.more is None else self.request(page.more)

    @abstractmethod
    def read(self, body: bytes, seen_at: datetime, charset: str | None = None) -> Page:
        """Read an answer.

        Args:
            body: as received, decompressed.
            seen_at: when; becomes the event time.
            charset: as the Content-Type header states it.

        Raises:
            Poison: the answer as a whole is not what this board sends. Single items that cannot
                be read are in `Page.rejects`; nothing is left out silently.
        """

    def parse(self, body: bytes, seen_at: datetime, charset: str | None = None) -> list[RawProject]:
        """`read`, strictly: the projects, newest first.

        Raises:
            Poison: the answer or any item in it cannot be read.
        """
        page = self.read(body, seen_at, charset)
        if page.rejects:
            raise page.rejects[0].error
        return page.projects


def observed(source: str, found: Found, seen_at: datetime) -> RawProject:
    """The event of one observation: checked sizes, canonical address, ids from the content.

    Raises:
        Poison: `no_title`, `too_long`, `bad_url` or `wrong_shape`.
    """
    if not found.title.strip():
        raise Poison("no_title", f"item {found.native_id}")
    if len(found.title) > MOST_TITLE or len(found.body) > MOST_BODY:
        sizes = f"title {len(found.title)}, body {len(found.body)} characters"
        raise Poison("too_long", f"item {found.native_id}: {sizes}")
    fields = {name: getattr(found, name) for name in Found.__dataclass_fields__}
    fields |= {
        "url": canonical_url(found.url),
        "title": found.title.strip(),
        "published_at": _utc(found.published_at),
        "expires_at": _utc(found.expires_at),
    }
    try:
        draft = RawProject(
            event_id=EventId(""),
            trace_id=trace_of(source, found.native_id),
            event_time=seen_at,
            source=source,
            seen_at=seen_at,
            **fields,
        )
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise Poison("wrong_shape", f"item {found.native_id}: {first['msg']}") from None
    return draft.model_copy(update={"event_id": observation_id(draft)})


def _utc(moment: datetime | None) -> datetime | None:
    if moment is None:
        return None
    if not FIRST_YEAR <= moment.year < LAST_YEAR:
        raise Poison("bad_time", f"year {moment.year}")
    return moment.astimezone(UTC)


def read_items(
    items: Iterable[T], read: Callable[[T], RawProject | None], show: Callable[[T], bytes]
) -> Page:
    """Read each item by itself; the page counts as unreadable when most of its items are.

    Args:
        items: newest first.
        read: one item; None for what is no project.
        show: bytes of an item for the dead letter.

    Raises:
        Poison: `too_many_items`, or `changed_schema` with the first item's reason.
    """
    found: dict[str, RawProject] = {}
    rejects: list[Reject] = []
    ignored = 0
    for number, item in enumerate(items, start=1):
        if number > MOST_ITEMS:
            raise Poison("too_many_items", f"more than {MOST_ITEMS}")
        try:
            project = read(item)
        except Poison as error:
            rejects.append(Reject(error, show(item)))
            continue
        if project is None:
            ignored += 1
        else:
            # Of two mentions on one page the first, the newer one, counts.
            found.setdefault(project.native_id, project)
    if len(rejects) > MOST_REJECTED * (len(rejects) + len(found) + ignored):
        raise Poison("changed_schema", f"{len(rejects)} items unreadable: {rejects[0].error}")
    return Page(projects=list(found.values()), rejects=rejects, ignored=ignored)
