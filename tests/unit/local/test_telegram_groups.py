"""Groups of the Bot API server: what was so before a restart is so after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gigwire.runtime.clock import SystemClock
from local.telegram import groups, people
from local.telegram.account import bot_user
from local.telegram.groups import Manner
from local.telegram.journal import Journal
from local.telegram.params import Params
from local.telegram.people import NotPossible
from local.telegram.world import World

if TYPE_CHECKING:
    from pathlib import Path

CHAT, OWNER, ADMIN, MEMBER = -1001, 11, 12, 13


def world_of(folder: Path) -> World:
    """The server's world on this folder."""
    return World(Journal(folder / "journal.jsonl"), SystemClock(), bot_user("7:token"))


def forum(world: World) -> None:
    """A forum with an owner, an admin, a member and the bot."""
    for user in (OWNER, ADMIN, MEMBER):
        people.add_person(world, {"id": user})
    about: dict[str, object] = {"title": "Readers", "type": "supergroup", "is_forum": True}
    people.add_group(world, CHAT, [MEMBER], about, ([OWNER, ADMIN], OWNER))


def admins(world: World) -> list[object]:
    """What getChatAdministrators answers."""
    found = groups.get_chat_administrators(world, Params({"chat_id": CHAT}))
    return [one["status"] for one in found]


def test_roles_topics_posts_and_updates_survive_a_restart(tmp_path: Path) -> None:
    """All of it is in the journal."""
    world = world_of(tmp_path)
    forum(world)
    chat = world.chats[CHAT]
    groups.set_role(world, chat, ADMIN, "left")
    groups.set_topic(world, chat, 7, "open", OWNER)
    groups.set_topic(world, chat, 8, "open", OWNER)
    groups.set_topic(world, chat, 8, "deleted", OWNER)
    groups.say_in_group(world, chat, OWNER, "/add go", Manner(thread_id=7, as_chat=CHAT))
    before = list(world.updates.pending)
    world.journal.close()
    again = world_of(tmp_path)
    assert admins(again) == ["creator"]
    assert again.chats[CHAT].topics == {7: "open"}
    assert ADMIN not in again.chats[CHAT].members
    assert list(again.updates.pending) == before
    assert len(before) == 4
    again.journal.close()


@pytest.mark.parametrize("user", [MEMBER, ADMIN + 99])
def test_nobody_but_an_admin_speaks_in_the_name_of_the_group(tmp_path: Path, user: int) -> None:
    """Telegram offers it to admins only."""
    world = world_of(tmp_path)
    forum(world)
    with pytest.raises(NotPossible):
        groups.say_in_group(world, world.chats[CHAT], user, "x", Manner(as_chat=CHAT))
    world.journal.close()
