"""Settings: every problem at once, files for secrets, nothing secret shown."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from gigwire.contracts.errors import ConfigurationError
from gigwire.runtime.settings import load_settings

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("GIGWIRE_")]:
        monkeypatch.delenv(name)


def test_an_empty_environment_gives_the_real_addresses() -> None:
    """Without settings Gigwire means the real Bot API and no replaced board."""
    settings = load_settings(os.environ)
    assert settings.telegram.api_url == "https://api.telegram.org"
    assert settings.collect.freelancer.url is None


def test_several_wrong_settings_are_listed_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A start with four mistakes names all four, each with its variable."""
    monkeypatch.setenv("GIGWIRE_KAFKA__BOOTSTRAP", "no-port")
    monkeypatch.setenv("GIGWIRE_KAFKA__BOOTSTRP", "127.0.0.1:1")
    monkeypatch.setenv("GIGWIRE_TELEGRM__TOKEN", "1:x")
    monkeypatch.setenv("GIGWIRE_TELEGRAM__TOKEN_FILE", "/does/not/exist")
    with pytest.raises(ConfigurationError) as caught:
        load_settings(os.environ)
    names = sorted(line.split(":")[0] for line in caught.value.problems)
    assert names == [
        "GIGWIRE_KAFKA__BOOTSTRAP",
        "GIGWIRE_KAFKA__BOOTSTRP",
        "GIGWIRE_TELEGRAM__TOKEN_FILE",
        "GIGWIRE_TELEGRM__TOKEN",
    ]
    assert caught.value.exit_code == 78


def test_a_secret_file_stands_for_its_setting(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """`_FILE` gives the file's text without the line's end."""
    (tmp_path / "token").write_text("42:secret\n")
    monkeypatch.setenv("GIGWIRE_TELEGRAM__TOKEN_FILE", str(tmp_path / "token"))
    assert load_settings(os.environ).telegram.token.get_secret_value() == "42:secret"


def test_settings_printed_hide_their_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither text nor representation of the tree holds a token or password."""
    monkeypatch.setenv("GIGWIRE_TELEGRAM__TOKEN", "42:canary")
    monkeypatch.setenv("GIGWIRE_CLICKHOUSE__PASSWORD", "canary")
    settings = load_settings(os.environ)
    assert "canary" not in f"{settings!r} {settings}"


def test_more_bots_come_as_json_or_one_a_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways give names and tokens beside the main one."""
    monkeypatch.setenv("GIGWIRE_TELEGRAM__TOKEN", "1:a")
    monkeypatch.setenv("GIGWIRE_TELEGRAM__BOTS", '{"east": "2:b"}')
    monkeypatch.setenv("GIGWIRE_TELEGRAM__BOTS__WEST", "3:c")
    tokens = load_settings(os.environ).telegram.tokens
    found = {name: token.get_secret_value() for name, token in tokens.items()}
    assert found == {"main": "1:a", "east": "2:b", "west": "3:c"}


@pytest.mark.parametrize(
    ("bots", "part"),
    [
        ('{"East!": "2:canary"}', "no name for a bot: 'East!'"),
        ('{"main": "2:canary"}', "no name for a bot: 'main'"),
        ('{"east": "1:canary"}', "main and east are the same bot"),
    ],
)
def test_wrong_bots_are_refused_without_showing_a_token(
    bots: str, part: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name must fit a label; one bot under two names would be paced twice over."""
    monkeypatch.setenv("GIGWIRE_TELEGRAM__TOKEN", "1:canary")
    monkeypatch.setenv("GIGWIRE_TELEGRAM__BOTS", bots)
    with pytest.raises(ConfigurationError) as caught:
        load_settings(os.environ)
    (problem,) = caught.value.problems
    assert part in problem
    assert "canary" not in problem


def test_requests_that_are_given_up_before_a_session_ends_are_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A request to join a group may be answered only when a lost member's session has ended."""
    monkeypatch.setenv("GIGWIRE_KAFKA__SESSION_TIMEOUT_SECONDS", "45")
    with pytest.raises(ConfigurationError) as caught:
        load_settings(os.environ)
    (problem,) = caught.value.problems
    assert problem.startswith("GIGWIRE_KAFKA: ")
    assert "request_timeout_seconds must not be less" in problem
