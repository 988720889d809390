"""Cards: what a person reads, in their language and currency, whatever the board wrote."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, get_args

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.lexicon import lexicon
from gigwire.contracts.delivery import CardEdit, Digest
from gigwire.contracts.ids import ClusterId, NotificationId, digest
from gigwire.contracts.messages import Budget, Client, Link
from gigwire.contracts.people import Locale
from gigwire.domain.cards.card import MAX_VISIBLE, Message, Reader, render_card, render_edit
from gigwire.domain.cards.digest import render_digest
from gigwire.domain.cards.html import clean, cut, safe_url
from gigwire.domain.cards.keyboards import acts_shown
from gigwire.domain.cards.places import place_name
from gigwire.domain.cards.presses import MAX_BYTES, CardPress, MenuPress, card_data, read_press
from tests.support.due import a_card
from tests.support.gigs import NOON, a_project, a_step
from tests.support.telegram_html import visible_text

if TYPE_CHECKING:
    from gigwire.contracts.messages import UniqueProject

LOCALES: tuple[Locale, ...] = get_args(Locale)
KEY = NotificationId(digest("card"))
RUBLES = Budget(
    minimum=5_000_000,
    maximum=7_000_000,
    currency="RUB",
    usd_minimum=54_000,
    usd_maximum=76_000,
    rate_date="2026-11-01",
)


def reader(locale: Locale = "en", currency: str = "USD", minutes: float = 3) -> Reader:
    """Somebody who reads some minutes after noon."""
    return Reader(lexicon(locale), currency, NOON + timedelta(minutes=minutes))


def card(step: UniqueProject, locale: Locale = "en", currency: str = "USD") -> Message:
    """The message of a project."""
    return render_card(a_card(1, step), reader(locale, currency))


def buttons(message: Message) -> list[str]:
    """Texts of all buttons."""
    return [one.text for row in message.keyboard for one in row]


def test_card_says_title_budget_place_age_and_why() -> None:
    """Everything needed to decide, in the person's currency and the board's."""
    links = (
        Link(source="fl", url="https://fl.example/1"),
        Link(source="kwork", url="https://kwork.example/9"),
    )
    project = a_project(budget=RUBLES, language="ru", body="Details.")
    step = a_step(project=project).model_copy(update={"links": links})
    assert visible_text(card(step).text).split("\n") == [
        "Python bot",
        "Budget: ≈ $540 – $760 (RUB50,000 – RUB70,000) · fixed price",
        "FL.ru (fl.example), also on Kwork (kwork.example) · Russian · 3 min ago",
        "Why: python · filter “python bot” · budget fits",
        "Details.",
    ]


def test_card_says_deadline_client_and_bids_where_the_board_tells() -> None:
    """A date that the client's own clock shows, and what is known of who asks; nothing invented."""
    client = Client(rating=4.83, reviews=12, is_verified=True)
    until = datetime(2026, 11, 25, 18, tzinfo=UTC)
    told = card(a_step(project=a_project(client=client, bids=1, expires_at=until)))
    lines = visible_text(told.text).split("\n")
    assert f'<tg-time unix="{int(until.timestamp())}" format="wDt">' in told.text
    assert "Deadline: 25 Nov 2026, 18:00 UTC" in lines
    assert "client ★ 4.8 (12 reviews) · verified · 1 bid" in lines
    over = card(a_step(project=a_project(expires_at=NOON, bids=0)), "ru").text
    assert ("tg-time" in over, "откликов пока нет" in over) == (False, True)


@pytest.mark.parametrize(
    ("source", "url", "name"),
    [
        ("fl", "https://www.fl.ru/projects/1", "FL.ru"),
        ("freelancer", "https://www.freelancer.com/projects/a", "Freelancer.com"),
        ("fl", "https://fl.ru.evil.example/1", "FL.ru (fl.ru.evil.example)"),
        ("fl", "javascript:alert(1)", "FL.ru"),
        ("elsewhere", "https://elsewhere.example/1", "elsewhere.example"),
        ("elsewhere", "", "elsewhere"),
    ],
)
def test_place_is_the_boards_name_and_never_hides_a_strange_domain(
    source: str, url: str, name: str
) -> None:
    """A link that leads away from its board shows where it leads."""
    assert place_name(source, url) == name


def test_card_in_russian_and_rubles_needs_no_conversion() -> None:
    """The board's own currency is shown once."""
    text = visible_text(card(a_step(project=a_project(budget=RUBLES)), "ru", "RUB").text)
    assert "Бюджет: 50\u00a0000\u00a0₽ – 70\u00a0000\u00a0₽ · за весь проект\n" in text
    assert "≈" not in text


@pytest.mark.parametrize(
    ("budget", "part"),
    [
        (None, "Budget: not stated"),
        (Budget(minimum=50_000, currency="USD"), "Budget: from $500"),
        (Budget(maximum=50_000, currency="USD"), "Budget: up to $500"),
        (Budget(minimum=2_000, maximum=2_000, currency="USD", period="hourly"), "$20 per hour"),
        (Budget(minimum=5_000, currency="JPY"), "from ¥5,000"),
        (Budget(minimum=100, currency="XXX"), "from"),
    ],
)
def test_budget_is_said_as_it_is(budget: Budget | None, part: str) -> None:
    """Unknown stays unknown; open ends, hours and currencies without cents are told."""
    text = card(a_step(project=a_project(budget=budget))).text
    assert part in visible_text(text)


def test_buttons_carry_the_cluster_and_open_the_board() -> None:
    """A press tells whose card it was; data stays within 64 bytes."""
    message = card(a_step(cluster=digest("cluster")))
    assert buttons(message) == [
        "Open",
        "Save",
        "More like this",
        "Less like this",
        "Hide",
        "Remind me",
        "Snooze",
    ]
    press = read_press(message.keyboard[0][1].data or "")
    assert press == CardPress("save", NotificationId(""), ClusterId(digest("cluster")), "fl")
    assert message.keyboard[0][0].url == "https://fl.example/1"


def test_edit_keeps_what_the_person_did_with_the_card() -> None:
    """A changed project is still saved, liked and applied for."""
    edit = CardEdit(project=a_step(kind="changed"), card_id=KEY, acts=("applied", "like", "save"))
    shown = render_edit(edit, reader())
    assert buttons(shown)[:4] == ["Open", "✓ Saved", "✓ Applied", "✓ More like this"]
    assert acts_shown(shown.keyboard) == {"applied", "like", "save"}


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "https://",
        "http://localhost/x",
        "https://good.example@evil.example/",
        "ftp://a.example/",
        "https://a.example/\u202egpj",
        "https://a b.example/",
        'https://a.example/"onx',
    ],
)
def test_unsafe_address_makes_no_link_and_no_button(url: str) -> None:
    """The project is told, the address is not offered."""
    message = card(a_step(project=a_project(url=url)))
    assert safe_url(url) is None
    assert "href" not in message.text
    assert buttons(message)[0] == "Save"


def test_closed_project_says_so_first() -> None:
    """The news of an edit stands on the first line."""
    card_of = a_card(1)
    edit = CardEdit(project=a_step(kind="closed"), hit=card_of.hit, card_id=KEY)
    assert visible_text(render_edit(edit, reader()).text).startswith(
        "Closed: no more bids\nPython bot"
    )


def test_digest_lists_the_best_first_and_counts_the_rest() -> None:
    """Each with its reason; what was held back is said."""
    items = tuple(
        a_card(1, a_step(f"c{score}", project=a_project(f"Project {score}"))).model_copy(
            update={"hit": a_card(1).hit.model_copy(update={"score": score})}
        )
        for score in (500, 900, 10)  # the order given: by score and freshness
    )
    text = visible_text(render_digest(Digest(items=items, held_back=4), reader()).text)
    order = [text.index(f"Project {score}") for score in (500, 900, 10)]
    assert order == sorted(order)
    assert text.startswith("7 new projects for you")
    assert text.endswith("And 4 more.")


@pytest.mark.parametrize("locale", LOCALES)
def test_longest_card_and_digest_stay_within_limits(locale: Locale) -> None:
    """A card stays short, a digest of the longest cards below Telegram's 4096."""
    links = tuple(Link(source="s", url=f"https://{'x' * 50}{n}.example/") for n in range(9))
    project = a_project("Щ" * 5_000, "ж " * 50_000, budget=RUBLES)
    long = a_card(
        1,
        a_step(project=project).model_copy(update={"links": links}),
        filter_name="Ф" * 500,
        title_terms=tuple(f"{n}" + "ы" * 90 for n in range(9)),
    )
    assert len(visible_text(render_card(long, reader(locale, "UAH")).text)) <= MAX_VISIBLE + 150
    visible_text(render_digest(Digest(items=(long,) * 30), reader(locale, "UAH")).text)


ODD = st.sampled_from(
    "<>&\"'/\\\u202e\u200b\u200d\ufeff\u0301\u0489\ud800\U0001f468\U0001f1fa\n\t\x00"
)
MARKUP = st.sampled_from(["<b>", "</a>", "&lt;", "<script>", "]]>", "&#x0;", "<a href='"])
HOSTILE = st.lists(st.one_of(st.characters(), ODD, MARKUP), max_size=80).map("".join)


@settings(max_examples=300, deadline=None)
@given(
    title=HOSTILE,
    body=HOSTILE,
    term=HOSTILE,
    name=HOSTILE,
    url=st.one_of(HOSTILE, st.just('https://a.example/?q=<"&>')),
)
@example(title="", body="", term="", name="", url="")
def test_whatever_a_board_writes_renders_to_valid_html(
    title: str, body: str, term: str, name: str, url: str
) -> None:
    """No input leads to a message that Telegram refuses or that hides something."""
    check_hostile((title, body, term, name, url), "ru")


def check_hostile(texts: tuple[str, str, str, str, str], locale: Locale) -> None:
    """Render texts as a card and a digest and read both strictly."""
    title, body, term, name, url = texts
    project = a_project().model_copy(update={"title": title, "body": body, "url": url})
    hit = a_card(1).hit
    odd = hit.hits[0].model_copy(update={"title_terms": (term,), "filter_name": name})
    made = a_card(1, a_step(project=project)).model_copy(
        update={"hit": hit.model_copy(update={"hits": (odd,)})}
    )
    message = render_card(made, reader(locale, "EUR"))
    visible_text(message.text)
    visible_text(render_digest(Digest(items=(made,)), reader(locale)).text)
    for row in message.keyboard:
        for one in row:
            assert one.text
            assert len((one.data or "").encode()) <= MAX_BYTES


@given(HOSTILE, st.integers(0, 60))
def test_cut_keeps_within_the_limit_and_between_graphemes(text: str, limit: int) -> None:
    """No half flags, no lost accents, no dangling joiners."""
    cleaned = clean(text)
    short = cut(cleaned, limit)
    assert len(short) <= max(limit, 0)
    assert cleaned.startswith(short.removesuffix("…").rstrip()) or len(cleaned) <= limit


def test_cut_does_not_split_what_reads_as_one_character() -> None:
    """Families, flags and accents stay whole or go."""
    assert cut("ab👨‍👩‍👧cd", 5) == "ab…"
    assert cut("a🇺🇦🇧🇷b", 4) == "a🇺🇦…"
    assert cut("abe\u0301xyz", 4) == "ab…"


@given(st.text(max_size=80))
def test_any_callback_data_is_read_without_failing(data: str) -> None:
    """Forged data is None or one of ours, never an exception."""
    read = read_press(data)
    assert read is None or isinstance(read, CardPress | MenuPress)


def test_board_that_does_not_fit_is_left_out_of_the_data() -> None:
    """The cluster is what must come back; where even that does not fit, there is no button."""
    strange = card(a_step(digest("c"), project=a_project(source="x" * 80)))
    press = read_press(strange.keyboard[0][1].data or "")
    assert press == CardPress("save", NotificationId(""), ClusterId(digest("c")))
    assert buttons(card(a_step("c" * 60))) == ["Open", "Remind me"]
    assert card_data("hide", "c" * 60) is None
