"""Filters of routes: none of them is run in a thread."""

from __future__ import annotations

from aiogram import Bot, Dispatcher, F, Router
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.types import Chat, Message, Update

from bot.chat.in_loop import filters_of, keep_in_loop
from bot.chat.routes import build_dispatcher
from tests.support.gigs import NOON


def test_no_filter_of_the_conversation_waits_for_a_thread() -> None:
    """Those of all routers, and those that stand before all handlers of one."""
    found = list(filters_of(build_dispatcher()))
    assert len(found) > 20
    assert [one.callback for one in found if not one.awaitable] == []


async def test_filters_choose_as_before() -> None:
    """What passes, what does not, and what a filter hands on to its handler."""
    router, inner = Router(), Router()
    router.message.filter(F.chat.type == "private")
    inner.message.register(lambda _, word: word, F.text.as_("word"), lambda _: {"more": 1})
    inner.message.register(lambda _: "else")
    router.include_router(inner)
    dispatcher = Dispatcher(disable_fsm=True)
    dispatcher.include_router(router)
    keep_in_loop(dispatcher)

    bot = Bot("1:" + "mute" * 9)

    async def given(kind: str, text: str | None) -> object:
        message = Message(message_id=1, date=NOON, chat=Chat(id=1, type=kind), text=text)
        return await dispatcher.feed_update(bot, Update(update_id=1, message=message))

    assert await given("private", "hello") == "hello"
    assert await given("private", None) == "else"
    assert await given("group", "hello") is UNHANDLED
