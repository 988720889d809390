"""All settings, one tree, read from the environment (`GIGWIRE_` prefix, `__` between levels).

A start with wrong settings lists every problem at once. docs/configuration.md is generated from
this file. Owns no defaults about projects or people: those are data.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal, Self

from pydantic import BaseModel, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from gigwire.contracts.errors import ConfigurationError
from gigwire.contracts.ids import MAIN_BOT
from gigwire.runtime.bot_tokens import BotTokens, checked_tokens
from gigwire.runtime.door_settings import InboundSettings, WebhookSettings
from gigwire.runtime.environment import ENVIRON, PREFIX, EnvWithFiles
from gigwire.runtime.group import Group
from gigwire.runtime.privacy_settings import PrivacySettings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic_core import ErrorDetails
    from pydantic_settings import PydanticBaseSettingsSource


class KafkaSettings(Group):
    """How to reach Kafka and how patient to be with it."""

    bootstrap: str = Field(default="127.0.0.1:9092", pattern=r"^\S+:\d+(,\S+:\d+)*$")
    """Broker addresses, host:port, comma-separated."""
    prefix: str = Field(default="", pattern=r"^[a-zA-Z0-9._-]*$")
    """Put before every topic and group name; lets several installations share a cluster."""
    replication: int = Field(default=1, ge=1)
    """Replication factor of topics that `gigwire topics apply` creates; 3 in production."""
    session_timeout_seconds: float = Field(default=10.0, gt=0)
    """After this long without a heartbeat a worker's partitions move to others."""
    heartbeat_seconds: float = Field(default=2.0, gt=0)
    """Pause between heartbeats; at most a third of the session time-out."""
    request_timeout_seconds: float = Field(default=15.0, gt=0)
    """How long one request to a broker may take; more than the session time-out."""
    commit_interval_seconds: float = Field(default=1.0, gt=0)
    """How often stream workers commit their offsets."""

    @model_validator(mode="after")
    def _outlasts_a_session(self) -> Self:
        if self.session_timeout_seconds > self.request_timeout_seconds:
            raise ValueError("request_timeout_seconds must not be less than the session time-out")
        return self


class TelegramSettings(Group):
    """The Bot API."""

    api_url: str = Field(default="https://api.telegram.org", pattern=r"^https?://")
    """Address of the Bot API server."""
    token: SecretStr = SecretStr("")
    """The bot's token from @BotFather."""
    username: str = Field(default="", pattern=r"^\w*$")
    """The bot's name without @: needed for links by which people share filters."""
    share_secret: SecretStr = SecretStr("")
    """Signs those links; without one, the token does, and links die with it."""
    guide_url: str = Field(default="", pattern=r"^(https?://\S+)?$")
    """Where people find docs/user-guide.md: `/help` links it; empty: it does not."""
    bots: BotTokens = Field(default_factory=dict)
    """Tokens of more bots by name, as JSON (docs/decisions/0011). Empty: given up for good."""
    rate_per_second: float = Field(default=27.0, gt=0, le=1000)
    """Even pace of all messages of this token; Telegram allows about 30."""
    burst: int = Field(default=2, ge=1)
    """Messages that may leave together after a pause."""
    paid_rate_per_second: float = Field(default=0.0, ge=0, le=1000)
    """Pace with paid broadcasts: beyond 30 a second each message costs 0.1 Star; 0: none paid."""
    paid_lanes: Literal["broadcast", "all"] = "broadcast"
    """What may be paid for: broadcasts only, or whatever waits."""
    chat_rate_per_second: float = Field(default=1.0, gt=0)
    """Pace within one chat; Telegram allows about 1."""
    request_timeout_seconds: float = Field(default=12.0, gt=0)
    """After this long a send counts as UNKNOWN."""
    unknown_cards: Literal["digest", "hold", "resend_once"] = "digest"
    """What becomes of a card or digest whose outcome is UNKNOWN (decision 7)."""
    poll_seconds: int = Field(default=25, ge=0, le=50)
    """Long-poll time of getUpdates."""
    webhook: WebhookSettings = WebhookSettings()
    """Pushes instead of long polls."""
    inbound: InboundSettings = InboundSettings()
    """Limits of what comes in."""
    admins: tuple[int, ...] = ()
    """Telegram ids of people who may do all that `/admin` and `/broadcast` can, as a JSON list."""
    operators: tuple[int, ...] = ()
    """Ids of those who see `/admin`, set limits of a person and write the incident note."""
    moderators: tuple[int, ...] = ()
    """Ids of those who see `/admin`, ban and unban."""

    @property
    def tokens(self) -> dict[str, SecretStr]:
        """Every bot's token by its name; the one of `token` is `main`."""
        return {MAIN_BOT: self.token, **self.bots}

    @model_validator(mode="after")
    def _are_different(self) -> Self:
        checked_tokens(self.tokens)
        return self


class ClickHouseSettings(Group):
    """The analytics store."""

    url: str = Field(default="http://127.0.0.1:8123", pattern=r"^https?://")
    """HTTP address of ClickHouse."""
    database: str = Field(default="gigwire", pattern=r"^[a-z_][a-z0-9_]*$")
    """Database that the migrations create and fill."""
    user: str = "default"
    """User with the right to create tables and insert."""
    password: SecretStr = SecretStr("")
    """Password of that user."""


class SourceSettings(Group):
    """One board."""

    is_enabled: bool = True
    """Whether to poll it at all."""
    url: str | None = Field(default=None, pattern=r"^https?://")
    """Base address that replaces the board's real one."""
    interval_seconds: float = Field(default=60.0, gt=0)
    """Pause between polls; jitter is added."""
    token: SecretStr = SecretStr("")
    """Credential where the board asks for one."""


class CollectSettings(Group):
    """The collect stage: which boards, how often."""

    freelancer: SourceSettings = SourceSettings()
    """Freelancer.com, JSON."""
    fl: SourceSettings = SourceSettings(interval_seconds=120.0)
    """FL.ru, RSS."""
    kwork: SourceSettings = SourceSettings()
    """Kwork, JSON of its web page."""
    freelancehunt: SourceSettings = SourceSettings()
    """Freelancehunt, JSON:API; needs a token."""
    telegram_channel: SourceSettings = SourceSettings(interval_seconds=90.0)
    """Public previews of Telegram channels, HTML."""
    channels: tuple[str, ...] = ("job_for_bots",)
    """Channel names to read, as a JSON list."""
    allow_private_addresses: bool = False
    """Let polls reach loopback and private networks; only for the local stack."""
    contact: str = "https://gigwire.invalid/bot"
    """Address in the User-Agent where a board's owner finds us."""


class StreamSettings(Group):
    """The Faust stages."""

    tick_seconds: float = Field(default=0.5, ge=0.1)
    """Pause between ticks: reminders, digests and quiet hours are exact to this."""
    retry_seconds: float = Field(default=30.0, gt=0)
    """How long a transient error is retried in place before the worker is restarted."""
    stalled_seconds: float = Field(default=60.0, gt=0)
    """A worker whose partitions have work but do not move for this long is restarted."""
    poison_ratio: float = Field(default=0.2, gt=0, le=1)
    """Share of unreadable records in a partition above which the worker stops."""
    dedupe_days: int = Field(default=7, ge=1, le=30)
    """Window in which equal projects are one."""


class RecordSettings(Group):
    """The record stage."""

    batch_rows: int = Field(default=10_000, ge=1)
    """A batch closes at this many rows."""
    batch_bytes: int = Field(default=4 * 1024 * 1024, ge=1024)
    """A batch closes at this many bytes."""
    batch_seconds: float = Field(default=1.0, gt=0)
    """A batch closes at this age."""


class LogSettings(Group):
    """Logs go to standard error."""

    level: Literal["debug", "info", "warning", "error"] = "info"
    """Least level written."""
    format: Literal["json", "console", "auto"] = "auto"
    """`auto`: console on a terminal, JSON else."""


class HttpSettings(Group):
    """Health and metrics of each process."""

    host: str = "127.0.0.1"
    """Address to listen on."""
    port: int = Field(default=0, ge=0, le=65535)
    """Port; 0 takes a free one and writes it to the state folder."""


class Settings(BaseSettings):
    """The tree. Frozen: a process reads it once."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_nested_delimiter="__",
        frozen=True,
        extra="forbid",
        use_attribute_docstrings=True,
    )

    state_dir: Path = Path(".gigwire")
    """Folder for ports, logs and the local stack."""
    cache_dir: Path | None = None
    """Per-user folder for downloads of the local stack; the platform's default if not set."""
    kafka: KafkaSettings = KafkaSettings()
    telegram: TelegramSettings = TelegramSettings()
    clickhouse: ClickHouseSettings = ClickHouseSettings()
    collect: CollectSettings = CollectSettings()
    stream: StreamSettings = StreamSettings()
    record: RecordSettings = RecordSettings()
    privacy: PrivacySettings = PrivacySettings()
    log: LogSettings = LogSettings()
    http: HttpSettings = HttpSettings()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - replaced by ours
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - no .env: one source of truth
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - `_FILE` variants instead
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments first, then the environment with its `_FILE` variants."""
        return init_settings, EnvWithFiles(settings_cls)


def load_settings(environ: Mapping[str, str]) -> Settings:
    """Read the settings.

    Args:
        environ: names and values as the process environment has them; nothing else is read.

    Raises:
        ConfigurationError: with one line a problem, all of them.
    """
    problems = _unknown_names(environ) + _unreadable_files(environ)
    given = ENVIRON.set(environ)
    try:
        settings = Settings()
    except ValidationError as error:
        problems += [_line(item) for item in error.errors(include_url=False)]
        raise ConfigurationError(tuple(problems)) from None
    finally:
        ENVIRON.reset(given)
    if problems:
        raise ConfigurationError(tuple(problems))
    return settings


def _unreadable_files(environ: Mapping[str, str]) -> list[str]:
    problems = []
    for name, path in sorted(environ.items()):
        if name.upper().startswith(PREFIX) and name.upper().endswith("_FILE") and path:
            try:
                Path(path).read_text(encoding="utf-8")
            except OSError as error:
                problems.append(f"{name}: {error.strerror}: {path}; give a readable file")
    return problems


def _unknown_names(environ: Mapping[str, str]) -> list[str]:
    known = tuple(Settings.model_fields)
    return [
        f"{name}: no such setting; known groups: {', '.join(known)} (docs/configuration.md)"
        for name in sorted(environ)
        if name.upper().startswith(PREFIX)
        and name.upper().removeprefix(PREFIX).lower().removesuffix("_file").split("__")[0]
        not in known
    ]


def _line(problem: ErrorDetails) -> str:
    path = tuple(str(part) for part in problem["loc"])
    name = PREFIX + "__".join(path).upper()
    meaning = _meaning(Settings, path)
    if meaning is None:
        return f"{name}: no such setting; see docs/configuration.md for the known ones"
    message = problem["msg"]
    return f"{name}: {message[0].lower()}{message[1:]}. It is: {meaning}"


def _meaning(model: type[BaseModel], path: tuple[str, ...]) -> str | None:
    """Description of the setting at `path`, or None where there is none."""
    field = model.model_fields.get(path[0])
    if field is None:
        return None
    branch = field.annotation
    if len(path) > 1 and isinstance(branch, type) and issubclass(branch, BaseModel):
        return _meaning(branch, path[1:])
    return field.description or path[0]
