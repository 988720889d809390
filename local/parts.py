"""The parts of the stack: their names, the command of each, the settings that point at them.

Owns what a part is; when it runs: `local.stack`. The servers are started by one convention,
`python -m local.<part> --port P --state FOLDER`, and are ready when `GET /ping` gives 200.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final, Literal, get_args

import orjson

from local.boards.places import CHANNELS
from local.kafka import KafkaNode
from local.ports import HOST
from local.probes import http_ping, kafka_metadata
from local.process import Command

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from gigwire.runtime.settings import Settings
    from local.java import Java
    from local.probes import Probe

PartName = Literal["kafka", "clickhouse", "telegram", "boards"]
PARTS: Final[tuple[PartName, ...]] = get_args(PartName)
PORTS_OF: Final[Mapping[PartName, int]] = {
    "kafka": 2,  # clients; the controller
    "clickhouse": 1,
    "telegram": 1,
    "boards": 1,
}
SOURCES: Final = ("freelancer", "fl", "kwork", "freelancehunt", "telegram_channel")
# Telegram's form, so that whatever checks or hides tokens meets a real-looking one.
LOCAL_TOKEN: Final = "4200000001:local_stack_token_opening_no_door_0"  # noqa: S105 - made up, opens nothing
BOARD_TOKEN: Final = "local-board-token"  # noqa: S105 - made up, opens nothing


def address_of(part: PartName, port: int) -> str:
    """What clients of a part are given."""
    return f"{HOST}:{port}" if part == "kafka" else f"http://{HOST}:{port}"


def probe_of(part: PartName, port: int) -> Probe:
    """The question that a part on `port` answers when it is ready."""
    return kafka_metadata(port) if part == "kafka" else http_ping(port)


def kafka_command(java: Java, state_dir: Path, ports: tuple[int, ...]) -> Command:
    """How to start Kafka. Formats its storage the first time: blocks for 0.4 s."""
    port, controller_port = ports
    node = KafkaNode(java, state_dir / "kafka", port=port, controller_port=controller_port)
    return node.command(log_of("kafka", state_dir))


def server_command(
    part: PartName, state_dir: Path, port: int, seed: int, tokens: tuple[str, ...] = (LOCAL_TOKEN,)
) -> Command:
    """How to start any part but Kafka. `tokens`: the bots that a Bot API server knows."""
    state = state_dir / part
    state.mkdir(parents=True, exist_ok=True)
    known = tuple(word for one in tokens for word in ("--token", one))
    extra = {"boards": ("--seed", str(seed)), "telegram": known}.get(part, ())
    place = ("--port", str(port), "--state", str(state))
    return Command(
        name=part,
        argv=(sys.executable, "-m", f"local.{part}", *place, *extra),
        log=log_of(part, state_dir),
        ready=http_ping(port),
    )


def log_of(name: str, state_dir: Path) -> Path:
    """The log file of a part; `stack` is the supervisor's own."""
    return state_dir / "logs" / f"{name}.log"


def outside_parts(settings: Settings) -> dict[PartName, str]:
    """Parts that were given an address by the settings, so that none is started here."""
    groups: tuple[tuple[PartName, str, set[str]], ...] = (
        ("kafka", settings.kafka.bootstrap, settings.kafka.model_fields_set & {"bootstrap"}),
        ("clickhouse", settings.clickhouse.url, settings.clickhouse.model_fields_set & {"url"}),
        ("telegram", settings.telegram.api_url, settings.telegram.model_fields_set & {"api_url"}),
        ("boards", *_boards(settings)),
    )
    return {part: address for part, address, given in groups if given}


def _boards(settings: Settings) -> tuple[str, set[str]]:
    """Boards are outside when each enabled source has an address of its own."""
    sources = [getattr(settings.collect, name) for name in SOURCES]
    urls = [source.url for source in sources if source.is_enabled]
    return ", ".join(filter(None, urls)), {"url"} if all(urls) else set()


def stack_env(addresses: Mapping[PartName, str], state_dir: Path) -> dict[str, str]:
    """The environment in which stages talk to the parts at `addresses` (part to address)."""
    env = {"GIGWIRE_STATE_DIR": str(state_dir.resolve())}
    if "kafka" in addresses:
        env["GIGWIRE_KAFKA__BOOTSTRAP"] = addresses["kafka"]
    if "clickhouse" in addresses:
        env["GIGWIRE_CLICKHOUSE__URL"] = addresses["clickhouse"]
    if "telegram" in addresses:
        env["GIGWIRE_TELEGRAM__API_URL"] = addresses["telegram"]
        env["GIGWIRE_TELEGRAM__TOKEN"] = LOCAL_TOKEN
    if "boards" in addresses:
        env |= _boards_env(addresses["boards"])
    return env


def _boards_env(address: str) -> dict[str, str]:
    """One server, a path for each board; loopback is allowed only because of it."""
    urls = {f"GIGWIRE_COLLECT__{name.upper()}__URL": f"{address}/{name}" for name in SOURCES}
    channels = sorted(set(CHANNELS.values()))
    return {
        **urls,
        "GIGWIRE_COLLECT__CHANNELS": orjson.dumps(channels).decode(),
        "GIGWIRE_COLLECT__FREELANCEHUNT__TOKEN": BOARD_TOKEN,
        "GIGWIRE_COLLECT__ALLOW_PRIVATE_ADDRESSES": "true",
    }
