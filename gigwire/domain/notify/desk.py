"""The desk: what may be sent right now, given lanes, paces and gates. One decision, no waiting.

At most one request of a chat is out at any time, so a chat sees things in their order; a toast,
which leaves nothing in it, is out beside. Times are monotonic seconds of the caller. Owns no ledger
and no socket.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from gigwire.contracts.groups import AdminQuestion
from gigwire.domain.notify.lanes import LANES, ChatQueue, Rings
from gigwire.domain.notify.pace import ChatPace
from gigwire.domain.notify.token_pace import TokenPace
from gigwire.domain.notify.urgency import (
    BEHIND_SECONDS,
    MOST_TOGETHER,
    are_listed_together,
    edited_card,
    fewest_together,
    urgency,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from gigwire.contracts.ids import ChatId, NotificationId
    from gigwire.domain.notify.outcomes import NotSent
    from gigwire.domain.notify.paid import Paid
    from gigwire.domain.notify.request import Request

MESSAGE_KINDS: Final = frozenset({"instant", "digest", "reply", "album", "reminder", "broadcast"})
SILENT_KINDS: Final = frozenset({"answer", "question"})  # leave nothing in the chat
TOAST: Final = "answer"
ASK_SECONDS: Final = 0.5  # from one question about a group's admins to the next
MOST_ASKING: Final = 50  # answered by one call
IDLE_CHATS: Final = 10_000  # paces kept before idle ones are forgotten
AMBIGUOUS_PAUSE: Final = 2.0  # seconds before an idempotent call is repeated


@dataclass
class _Chat:
    pace: ChatPace
    queue: ChatQueue[Request] = field(default_factory=ChatQueue)
    is_out: bool = False
    toasts: int = 0  # out beside
    out_since: float = 0.0
    asked_at: float = float("-inf")  # who the admins are


class Desk:
    """Requests waiting, and the limits they wait for."""

    def __init__(self, rate: float, burst: int, chat_rate: float, paid: Paid | None = None) -> None:
        self.token = TokenPace(rate, burst, paid)
        self._chat_rate = chat_rate
        self._chats: dict[int, _Chat] = {}
        self._rings = Rings()
        self._sleeping: list[tuple[float, int]] = []
        self._order = 0
        self._fewest = fewest_together(chat_rate)
        self._moved: dict[int, ChatId] = {}
        self.depth = [0] * LANES

    def offer(self, request: Request) -> None:
        """A request came in."""
        self._order += 1
        self._push(replace(request, order=self._order))

    def take(self, now: float) -> Request | None:
        """The request to send now, if any may leave; it is out until `finished` or `again`."""
        lane = self.token.least_lane(now)
        if lane is None:
            return None
        self._wake(now)
        while (key := self._rings.take(lane)) is not None:
            chat = self._chats[key]
            head = chat.queue.head()
            if chat.is_out or head is None:
                continue
            if (ready := _ready_at(chat, head.item)) > now:
                heapq.heappush(self._sleeping, (ready, key))
                continue
            return self._hand_out(chat, now)
        return None

    def next_time(self) -> float | None:
        """When `take` could give something that it does not give now; None: not before news."""
        last = self._rings.last_lane()
        if last is not None:
            return self.token.ready_at(last)
        if not self._sleeping:
            return None
        return max(self._sleeping[0][0], self.token.ready_at(LANES - 1))

    def may_leave(self, request: Request, now: float) -> bool:
        """Right before the socket write: did a gate close since the request was handed out?"""
        chat = self._chats[request.due.chat_id]
        return now >= max(self.token.gate.opens_at, chat.pace.gate.opens_at)

    def answered(self) -> None:
        """The server spoke: the next outage begins with a short pause again."""
        self.token.answered()

    def finished(self, request: Request) -> None:
        """The request is done; the chat's next may follow."""
        self._release(request)

    def again(self, request: Request, outcome: NotSent, now: float) -> None:
        """All of a call take their places again, behind the gate that its outcome closes."""
        key = request.due.chat_id
        chat = self._chats[key]
        is_repeated = False
        if outcome.is_throttled:
            self._throttled(key, chat, now + (outcome.wait or 1.0), now)
        elif outcome.reason == "unreachable":
            self.token.unreachable(now)
        elif outcome.moved_to is not None:
            self._move(key, outcome.moved_to)
        elif outcome.reason != "gate":
            is_repeated = True
            chat.pace.gate.close(now + AMBIGUOUS_PAUSE)
        for one in request.everyone:
            self._push(
                replace(
                    one,
                    attempts=one.attempts + is_repeated,
                    is_moved=outcome.moved_to is not None,
                    is_listed=False,
                    is_paid=False,
                )
            )
        self._release(request)

    def stop(self, chat_id: ChatId) -> list[Request]:
        """Nothing that waits for this chat has a chance: take it out, replies excepted.

        A reply answers somebody who has just written; its own attempt tells.
        """
        return self._take_out(self._chats[chat_id], lambda one: one.due.lane != 0)

    def drop(self, is_dropped: Callable[[Request], bool]) -> None:
        """Forget waiting requests (their partitions went to somebody else)."""
        for chat in self._chats.values():
            self._take_out(chat, is_dropped)

    def _move(self, key: int, target: ChatId) -> None:
        """A group became a supergroup: what waits, and what comes, goes to its new id."""
        self._moved[key] = target
        self._moved.pop(target, None)
        for request in self._take_out(self._chats[key], lambda _: True):
            self._push(request)

    def _push(self, request: Request) -> None:
        due = request.due
        if (target := self._moved.get(due.chat_id)) is not None:
            due = due.model_copy(update={"chat_id": target})
            request = replace(request, due=due)
        chat = self._chats.get(due.chat_id)
        if chat is None:
            chat = self._chats[due.chat_id] = _Chat(
                ChatPace(self._chat_rate, is_group=due.chat_id < 0)
            )
        chat.queue.push(due.lane, urgency(due), request.order, request)
        self.depth[due.lane] += 1
        self._line_up(due.chat_id, chat)

    def _line_up(self, key: int, chat: _Chat) -> None:
        head = chat.queue.head()
        if head is not None and not chat.is_out:
            self._rings.put(key, head.lane, head.urgency)

    def _hand_out(self, chat: _Chat, now: float) -> Request:
        lane, request = chat.queue.pop()
        chat.out_since = now
        self.depth[lane] -= 1
        request = replace(request, is_paid=self.token.take(now, request.weight))
        if request.due.kind == TOAST:
            chat.toasts += 1
            self._line_up(request.due.chat_id, chat)
            return request
        chat.is_out = True
        if request.due.kind not in SILENT_KINDS:
            is_message = request.due.kind in MESSAGE_KINDS
            chat.pace.take(now, is_message=is_message, weight=request.weight)
        if isinstance(request.due.content, AdminQuestion):
            return self._with_questions(chat, request, now)
        if (card := edited_card(request.due)) is not None:
            return self._with_newer(chat, request, card)
        return self._with_cards(chat, request, now)

    def _with_questions(self, chat: _Chat, request: Request, now: float) -> Request:
        """One call answers many that wait: a crowd that presses takes little of the pace."""
        chat.asked_at = now
        waiting = [one.order for one in chat.queue if isinstance(one.due.content, AdminQuestion)]
        orders = frozenset(sorted(waiting)[: MOST_ASKING - 1])
        others = self._take_out(chat, lambda one: one.order in orders)
        return replace(request, others=tuple(others))

    def _with_newer(self, chat: _Chat, request: Request, card: NotificationId) -> Request:
        """All waiting edits of one card are one call; the newest, which is shown, comes last.

        Last in the ledger as well: a crash between two entries must not leave only an older one
        to be repeated, over the newer.
        """
        edits = [request, *self._take_out(chat, lambda one: edited_card(one.due) == card)]
        oldest, *newer = sorted(edits, key=lambda one: one.order)
        return replace(oldest, others=tuple(newer))

    def _with_cards(self, chat: _Chat, request: Request, now: float) -> Request:
        """Cards of a chat that is behind, or that came too late, leave as one list."""
        taken = {request.due.notification_id: request}
        for one in chat.queue.first(MOST_TOGETHER * 2):
            if len(taken) < MOST_TOGETHER and are_listed_together(request.due, one.due):
                taken.setdefault(one.due.notification_id, one)
        is_late = any(one.late_at <= now for one in taken.values())
        is_behind = any(now - one.taken_at >= BEHIND_SECONDS for one in taken.values())
        if not is_late and len(taken) < (2 if is_behind else self._fewest):
            return request
        orders = {one.order for one in taken.values()}
        others = self._take_out(chat, lambda one: one.order in orders)
        listed = tuple(replace(one, is_listed=True) for one in others)
        return replace(request, is_listed=True, others=listed)

    def _take_out(self, chat: _Chat, is_taken: Callable[[Request], bool]) -> list[Request]:
        taken = chat.queue.drop(is_taken)
        for lane, _ in taken:
            self.depth[lane] -= 1
        return [request for _, request in taken]

    def _release(self, request: Request) -> None:
        key = request.due.chat_id
        chat = self._chats[key]
        if request.due.kind == TOAST:
            chat.toasts -= 1
        else:
            chat.is_out = False
        self._line_up(key, chat)

    def forget_idle(self, now: float) -> None:
        """Drop what is kept of chats without work, once they are many."""
        if len(self._chats) > IDLE_CHATS:
            idle = [
                key
                for key, chat in self._chats.items()
                if not (chat.is_out or chat.toasts)
                and chat.queue.head() is None
                and chat.pace.is_idle(now)
            ]
            for key in idle:
                del self._chats[key]
                self._rings.remove(key)

    def _wake(self, now: float) -> None:
        while self._sleeping and self._sleeping[0][0] <= now:
            _, key = heapq.heappop(self._sleeping)
            if key in self._chats:
                self._line_up(key, self._chats[key])

    def _throttled(self, key: int, chat: _Chat, until: float, now: float) -> None:
        chat.pace.gate.close(until)
        if self.token.is_meant(key, now, was_chat_quiet=chat.pace.was_quiet):
            self.token.throttled(chat.out_since, until)


def _ready_at(chat: _Chat, request: Request) -> float:
    due, pace = request.due, chat.pace
    if due.kind in SILENT_KINDS:
        is_paced = isinstance(due.content, AdminQuestion)
        return max(pace.gate.opens_at, chat.asked_at + ASK_SECONDS if is_paced else 0.0)
    is_message = due.kind in MESSAGE_KINDS
    return pace.ready_at(is_reply=due.lane == 0, is_message=is_message, weight=request.weight)
