"""What newcomers arrive in: the stages as processes, people with searches, a stream of projects.

Owns start and kills of stages, the projects, and what each process costs; judges nothing.
"""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING, Final, NamedTuple

import psutil

from benchmarks.match_stage import steps
from benchmarks.matching_world import World as Texts
from gigwire.contracts.ids import MAIN_BOT, ChatId, ClusterId, EventId, TraceId, UserId, digest
from gigwire.contracts.messages import Link, Project, UniqueProject
from gigwire.contracts.people import Subscriber
from gigwire.domain.chat.recent import MOST
from gigwire.domain.filters import filter_of
from gigwire.runtime.clock import SYSTEM_CLOCK
from gigwire.runtime.topics import apply_topics
from tests.support.bot_lab import bot_lab
from tests.support.gigs import usd
from tests.support.telegram_lab import TelegramLab

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping
    from pathlib import Path

    from tests.support.bot_lab import BotLab

FIRST_USER: Final = 869_000_001
SETTLED: Final = 300  # people with a search: a card for each in some 18 s, 17 in the run
STAGES: Final = ("fanout", "match", "personalise", "notify", "chat", "ingress")
MORE_BOTS: Final = {
    "east": "4200000002:local_second_token_opening_no_door",
    "west": "4200000003:local_third_token_opening_no_doors_",
    "south": "4200000004:local_fourth_token_opening_no_door_",
}
STRICT: Final = {"edits_count": True, "replies_count": True}  # every method is in the 30 a second
AGAIN_SECONDS: Final = 1.0  # between two projects for a newcomer who has none yet
MOST_TRIES: Final = 30
PLENTY: Final = usd(500_000, None)  # more than any least budget of the chips


class Told(NamedTuple):
    """A project of the stream: for whom, and when it was put into Kafka (Unix seconds)."""

    user: int
    at: float


class Killed(NamedTuple):
    """A stage that was killed, and when its heir was ready (Unix seconds)."""

    stage: str
    at: float
    back: float


class Projects:
    """The stream: each project is for one person, by that person's word."""

    def __init__(self, lab: BotLab) -> None:
        self._lab = lab
        self.told: dict[int, Told] = {}  # by the number in the title

    async def publish(self, user: int, word: str) -> None:
        """One more project for somebody."""
        number = 100_000 + len(self.told)
        now = SYSTEM_CLOCK.now()
        self.told[number] = Told(user, now.timestamp())
        await self._lab.put("projects.unique", project_step(number, word), user=number)

    async def flow(self, per_second: float) -> None:
        """An even stream to those who were here before, in turns; until cancelled."""
        began, count = SYSTEM_CLOCK.monotonic(), 0
        while True:
            due = began + count / per_second
            await asyncio.sleep(max(0.0, due - SYSTEM_CLOCK.monotonic()))
            place = count % SETTLED
            await self.publish(FIRST_USER + place, settled_word(place))
            count += 1

    async def follow(self, user: int, word: str, first: float, has_card: asyncio.Event) -> None:
        """Projects for a newcomer, one a second from `first` seconds on, until one has come."""
        await asyncio.sleep(first)
        for _ in range(MOST_TRIES):
            if has_card.is_set():
                return
            await self.publish(user, word)
            await asyncio.sleep(AGAIN_SECONDS)


def settled_word(place: int) -> str:
    """The word that one of those who were here before waits for."""
    return f"quasar{place:03d}"


def project_step(number: int, word: str) -> UniqueProject:
    """A new project whose number stands in the title."""
    now, name = SYSTEM_CLOCK.now(), f"p{number}"
    url = f"https://fl.example/projects/{number}"
    project = Project.model_validate(
        {
            "key": f"fl:{name}",
            "source": "fl",
            "native_id": name,
            "url": url,
            "title": f"Job {number} for {word} people",
            "body": "Somebody is wanted for some weeks; more on request. " * 8,
            "budget": PLENTY,
            "language": "en",
            "published_at": now,
            "seen_at": now,
        }
    )
    return UniqueProject(
        event_id=EventId(digest("step", name)),
        trace_id=TraceId(name),
        event_time=now,
        kind="new",
        cluster_id=ClusterId(name),
        project=project,
        links=(Link(source="fl", url=url),),
    )


class World(NamedTuple):
    """The running parts."""

    lab: BotLab
    servers: Mapping[str, TelegramLab]
    projects: Projects
    meter: Meter


@asynccontextmanager
async def open_world(bootstrap: str, folder: Path, more: int) -> AsyncIterator[World]:
    """Topics, bots on a fresh server, all stages ready, previews full; `more` bots than one."""
    extra = dict(list(MORE_BOTS.items())[:more])
    async with AsyncExitStack() as exits:
        lab = await exits.enter_async_context(bot_lab(bootstrap, "arrivals.", folder, **extra))
        await apply_topics(lab.settings)
        servers = {MAIN_BOT: lab.telegram}
        for name, token in extra.items():
            place = f"{lab.telegram.url}/of/{token.partition(':')[0]}"
            servers[name] = await exits.enter_async_context(TelegramLab(place))
        for server in servers.values():
            await server.limits(**STRICT)
        await settle_in(lab, servers)
        meter = Meter()
        meter.add("telegram", lab.server.pid)
        for stage in STAGES:
            meter.add(stage, (await lab.start(stage)).pid)
        for step in steps(Texts(), MOST, "before"):
            await lab.put("projects.unique", step, user=0)
        yield World(lab, servers, Projects(lab), meter)


async def settle_in(lab: BotLab, servers: Mapping[str, TelegramLab]) -> None:
    """Those who were here before: one search each, spread over the bots."""
    bots = list(servers)
    for server in servers.values():
        await server.admin("POST", "crowd", {"first_id": FIRST_USER, "count": SETTLED})
    for place in range(SETTLED):
        made = filter_of(settled_word(place)).filter
        assert made is not None
        user = FIRST_USER + place
        subscriber = Subscriber(
            event_id=EventId(f"subscriber-{user}"),
            trace_id=TraceId(f"subscriber-{user}"),
            event_time=SYSTEM_CLOCK.now(),
            user_id=UserId(user),
            chat_id=ChatId(user),
            version=1,
            filters=(made,),
            bot=bots[place % len(bots)],
        )
        await lab.put("subscribers", subscriber, user=user)


async def kill(world: World, stage: str) -> Killed:
    """Kill -9, and start again at once."""
    child = await world.lab.start(stage)
    at = SYSTEM_CLOCK.now().timestamp()
    await child.kill()
    await child.start()
    world.meter.add(stage, child.pid)
    return Killed(stage, at, SYSTEM_CLOCK.now().timestamp())


class Meter:
    """CPU seconds and memory of processes, those that were killed included."""

    def __init__(self) -> None:
        self._processes: dict[str, list[psutil.Process]] = {}
        self._spent: dict[int, float] = {}
        self._begun: dict[int, float] = {}
        self._memory: dict[str, int] = {}

    def add(self, name: str, pid: int | None) -> None:
        """Watch one more process under a name."""
        assert pid is not None
        self._processes.setdefault(name, []).append(psutil.Process(pid))

    async def watch(self) -> None:
        """Look every half second until cancelled; the first look is the beginning."""
        self.look()
        self._begun = dict(self._spent)
        while True:
            await asyncio.sleep(0.5)
            self.look()

    def look(self) -> None:
        """Note what each has spent and holds."""
        for name, processes in self._processes.items():
            for one in processes:
                try:
                    self._spent[one.pid] = sum(one.cpu_times()[:2])
                    held = one.memory_info().rss >> 20
                except psutil.NoSuchProcess:
                    continue
                self._memory[name] = max(self._memory.get(name, 0), held)

    def cpu(self) -> dict[str, float]:
        """CPU seconds since the first look, by name."""
        return {
            name: round(sum(self._since(one.pid) for one in processes), 1)
            for name, processes in self._processes.items()
        }

    def _since(self, pid: int) -> float:
        return self._spent.get(pid, 0.0) - self._begun.get(pid, 0.0)

    @property
    def memory(self) -> dict[str, int]:
        """The most megabytes that each held, resident."""
        return dict(self._memory)
