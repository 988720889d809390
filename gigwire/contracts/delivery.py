"""Messages of the last mile: what is due to whom, what was decided, what became of it."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import AwareDatetime, Field

from gigwire.contracts.groups import AdminQuestion
from gigwire.contracts.ids import (
    MAIN_BOT,
    ChatId,
    ClusterId,
    MessageId,
    NotificationId,
    UserId,
)
from gigwire.contracts.messages import Event, Frozen, UniqueProject, UserHit
from gigwire.contracts.people import Locale
from gigwire.contracts.portable import FileQuestion
from gigwire.contracts.questions import Fate
from gigwire.contracts.weekly import WeeklyReport

MOST_DOCUMENT: Final = 200_000  # characters of a document: a record of Kafka holds 1 MB
Lane = Literal[0, 1, 2, 3, 4]  # 0 reply, 1 instant, 2 change or close, 3 digest, 4 broadcast
LedgerState = Literal["INTENT", "SENT", "REJECTED", "EXPIRED", "UNKNOWN"]
NotificationKind = Literal[
    "instant",
    "change",
    "close",
    "digest",
    "reply",
    "answer",
    "edit",
    "album",
    "resolution",
    "reminder",
    "broadcast",
    "question",
]


class Button(Frozen):
    """One inline button: a link or at most 64 bytes of callback data."""

    text: str
    url: str | None = None
    data: str | None = None


class Media(Frozen):
    """A photo or document. `file`: its address, or the id of a file that Telegram holds."""

    kind: Literal["photo", "document"]
    file: str
    caption: str = ""  # plain text; a card's own file has the card's text in its place


class Doubt(Frozen):
    """A notification that may have told a card before: nobody knows whether it arrived."""

    notification_id: NotificationId
    kind: NotificationKind


class Card(Frozen):
    """One project for one person: rendered by the bot in the person's locale and currency.

    With `media` it is that file, under it the text and the buttons. At most one: Telegram gives
    several files together no buttons, so they follow the card as an `Album`.
    """

    type: Literal["card"] = "card"
    project: UniqueProject
    hit: UserHit
    media: Media | None = None
    doubt: Doubt | None = None  # told with a quiet mark then, as a line of a digest


class CardEdit(Frozen):
    """Bring a card already sent up to date: the project changed or closed."""

    type: Literal["card_edit"] = "card_edit"
    project: UniqueProject
    hit: UserHit | None = None
    card_id: NotificationId  # the instant notification whose message is edited
    acts: tuple[str, ...] = ()  # what the person did with the card: its buttons go on saying so


class Album(Frozen):
    """Files of one kind in answer to a card already sent; none where the card was not."""

    type: Literal["album"] = "album"
    card_id: NotificationId
    media: tuple[Media, ...] = Field(min_length=2, max_length=10)


class Digest(Frozen):
    """Several projects in one message, best first. `held_back` counts those beyond the list.

    With a `report` there are no items: it is the whole message.
    """

    type: Literal["digest"] = "digest"
    items: tuple[Card, ...]
    held_back: int = 0
    reason: Literal[
        "quiet_hours",
        "snoozed",
        "daily_cap",
        "client_cap",
        "less_often",
        "pace",
        "returned",
        "asked",
    ] = "pace"
    report: WeeklyReport | None = None


class Reply(Frozen):
    """An answer of the conversation, already rendered (HTML of Telegram's subset)."""

    type: Literal["reply"] = "reply"
    text: str
    keyboard: tuple[tuple[Button, ...], ...] = ()
    reply_to: MessageId | None = None  # quoted, where it still exists


class Document(Frozen):
    """A file of our own making, sent with the caption (HTML of Telegram's subset) under it."""

    type: Literal["document"] = "document"
    name: str = Field(max_length=60)
    content: str = Field(max_length=MOST_DOCUMENT)
    caption: str = ""


class Answer(Frozen):
    """The toast that closes a button press."""

    type: Literal["answer"] = "answer"
    callback_query_id: str
    text: str = ""
    url: str | None = None  # opened by the presser's app: a link to this very bot


class KeyboardEdit(Frozen):
    """Change of a message's buttons, or of its text too (after Save, Hide, a menu step)."""

    type: Literal["keyboard_edit"] = "keyboard_edit"
    message_id: MessageId
    text: str | None = None  # None: only the keyboard
    keyboard: tuple[tuple[Button, ...], ...] = ()


class Resolution(Frozen):
    """An operator's word on an UNKNOWN of the same person; carried out without a call.

    It means the UNKNOWN of one attempt: a repeat, or one that comes late, closes nothing else.
    """

    type: Literal["resolution"] = "resolution"
    target: NotificationId
    target_kind: NotificationKind
    cluster_id: ClusterId | None = None
    attempt: int = 0
    verdict: Literal["sent", "lost"]
    message_id: MessageId | None = None  # only of `sent`, where it is known


Content = Annotated[
    Card
    | CardEdit
    | Album
    | Digest
    | Reply
    | Document
    | Answer
    | KeyboardEdit
    | Resolution
    | Fate
    | AdminQuestion
    | FileQuestion,
    Field(discriminator="type"),
]


class Proof(Frozen):
    """A person pressed a button of an instant card: so it was delivered, as this message.

    Only told where the card's id follows from the presser and the cluster, so that nobody proves
    anything about another's card.
    """

    notification_id: NotificationId
    cluster_id: ClusterId
    message_id: MessageId


class NotificationDue(Event):
    """One thing to do at the Bot API (topic `notifications.due`, key = user id).

    `notification_id` decides sameness: the ledger lets each id reach a terminal state once.
    """

    notification_id: NotificationId
    user_id: UserId
    chat_id: ChatId
    kind: NotificationKind
    lane: Lane
    locale: Locale = "en"
    currency: str = "USD"
    cluster_id: ClusterId | None = None
    content: Content
    # Board time the latency promise is measured from; None for replies.
    seen_at: AwareDatetime | None = None
    expires_at: AwareDatetime | None = None
    proof: Proof | None = None  # closes an UNKNOWN of the same person, whatever becomes of this
    # How many UNKNOWN attempts of this very id an operator has decided to repeat.
    again: int = 0
    bot: str = MAIN_BOT  # by whose token it is sent: never by another one
    thread_id: int | None = None  # the forum topic of a new message


class NotificationDecided(Event):
    """What personalise decided for one (user, cluster) step (topic `notifications.decisions`).

    Nothing is dropped silently: each match ends in exactly one decision, a held one later in a
    second (`digested`) with the digest's id.
    """

    user_id: UserId
    cluster_id: ClusterId
    revision: int
    decision: Literal["instant", "held", "digested", "edited", "suppressed"]
    reason: Literal[
        "fits",
        "urgent",  # fits, in quiet hours, better than most of what the person gets
        "quiet_hours",
        "snoozed",
        "daily_cap",
        "client_cap",
        "less_often",
        "pace",
        "muted",
        "repeat",
        "hidden",
        "inactive",
        "unseen",
        "due",
        "overflow",
        "filter_gone",  # edited or removed after it had matched
    ]
    notification_id: NotificationId | None = None
    score: int = 0


class LedgerEntry(Event):
    """One state of one notification (topic `notifications.ledger`, compacted).

    Record key = notification id, partition = the user's. INTENT is acknowledged by Kafka before
    the socket write; every other state is terminal, except that UNKNOWN may be closed by late
    evidence, by the policy of its kind, or by an operator.
    """

    notification_id: NotificationId
    user_id: UserId
    chat_id: ChatId
    kind: NotificationKind
    state: LedgerState
    cluster_id: ClusterId | None = None
    message_id: MessageId | None = None
    reason: str | None = None
    attempt: int = 0  # sends under this id that ended UNKNOWN before this one
    is_captioned: bool = False  # the message is a file: its text is edited as a caption
    # For latency: when the board's poll saw the project, copied from the request.
    seen_at: AwareDatetime | None = None
    bot: str = MAIN_BOT  # in whose chat `message_id` is


class AuditRecord(Event):
    """What an operator did (topic `ops.audit`): never edited, never compacted."""

    actor: str
    action: Literal[
        "replay",
        "dlq_retry",
        "ledger_resolve",
        "rates_publish",
        "broadcast",
        "order",
        "note",
        "forget",
    ]
    arguments: dict[str, str]
    records: int
    is_dry_run: bool
