"""What stages are told about a stack, and which parts the settings take out of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from gigwire.runtime.logs import redact
from gigwire.runtime.settings import CollectSettings, Settings, SourceSettings, load_settings
from local.boards.places import CHANNELS
from local.parts import LOCAL_TOKEN, PARTS, SOURCES, address_of, outside_parts, stack_env

if TYPE_CHECKING:
    from pathlib import Path

ADDRESSES = {part: address_of(part, 20_000 + number) for number, part in enumerate(PARTS)}


@pytest.fixture
def stage_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """The settings of a stage that runs in the environment of a whole stack."""
    env = stack_env(ADDRESSES, tmp_path)
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    return load_settings(env)


def test_environment_of_a_stack_is_read_by_the_settings(stage_settings: Settings) -> None:
    """Every variable has a setting, and each setting points at its part."""
    assert stage_settings.kafka.bootstrap == "127.0.0.1:20000"
    assert stage_settings.clickhouse.url == "http://127.0.0.1:20001"
    assert stage_settings.telegram.api_url == "http://127.0.0.1:20002"
    assert stage_settings.collect.fl.url == "http://127.0.0.1:20003/fl"
    assert set(stage_settings.collect.channels) == set(CHANNELS.values())
    assert stage_settings.collect.freelancehunt.token.get_secret_value()
    assert stage_settings.collect.allow_private_addresses


def test_environment_of_a_stack_counts_as_outside(stage_settings: Settings) -> None:
    """Whoever was given a stack's environment uses that stack and starts no second one."""
    assert set(outside_parts(stage_settings)) == set(PARTS)


def test_default_settings_leave_every_part_to_the_stack() -> None:
    """Nobody gave an address: all parts are started here."""
    assert outside_parts(Settings()) == {}


def test_boards_are_outside_only_when_all_sources_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """One source with an address of its own does not take the boards away from the others."""
    monkeypatch.setenv("GIGWIRE_COLLECT__FL__URL", "http://boards.example/fl")
    assert "boards" not in outside_parts(Settings())


def test_parts_that_are_not_there_have_no_variables(tmp_path: Path) -> None:
    """A stack of Kafka alone leaves the other settings as they were."""
    env = stack_env({"kafka": "127.0.0.1:1"}, tmp_path)
    assert set(env) == {"GIGWIRE_STATE_DIR", "GIGWIRE_KAFKA__BOOTSTRAP"}


def test_every_source_of_the_settings_has_a_board() -> None:
    """A source added to the settings gets an address in the local stack."""
    fields = CollectSettings.model_fields.items()
    assert {name for name, field in fields if field.annotation is SourceSettings} == set(SOURCES)


def test_local_token_has_telegrams_form() -> None:
    """Code that checks or hides tokens meets a real-looking one."""
    assert re.fullmatch(r"\d+:[A-Za-z0-9_-]{35}", LOCAL_TOKEN)
    assert "local_stack" not in redact(f"https://api.example/bot{LOCAL_TOKEN}/getMe")
