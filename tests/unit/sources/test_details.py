"""What is particular to one board: its oddities, read as its owner means them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import orjson
import pytest

from connectors.sources.channel_words import is_closed_mark, is_project
from connectors.sources.fl import Fl
from connectors.sources.freelancehunt import Freelancehunt
from connectors.sources.freelancer import A_PAGE, OVERLAP, Freelancer
from connectors.sources.kwork import Kwork
from connectors.sources.russian_time import MOSCOW, date_without_year, time_left
from connectors.sources.telegram_channel import TelegramChannel
from gigwire.contracts.errors import Poison

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
LINK = "https://www.fl.ru/projects/77/bot.html"


def feed(items: str, head: str = "") -> bytes:
    """An RSS document with these items."""
    return f"{head}<rss version='2.0'><channel>{items}</channel></rss>".encode()


def item(title: str, rest: str = "") -> str:
    """One item of the feed."""
    return f"<item><title><![CDATA[{title}]]></title><link>{LINK}</link>{rest}</item>"


def listing(**changes: object) -> bytes:
    """A Freelancer answer with one project."""
    project = {"id": 5, "title": "A bot", "seo_url": "python/a-bot", "status": "active", **changes}
    result = {"projects": [project], "users": {}}
    return orjson.dumps({"status": "success", "result": result})


def message(text: str, post: str = "chan_x/7") -> bytes:
    """A channel's page with one message."""
    return (
        f'<html><body><div class="tgme_widget_message" data-post="{post}">'
        f'<div class="tgme_widget_message_text">{text}</div></div></body></html>'
    ).encode()


def test_a_project_under_two_categories_counts_once() -> None:
    """FL.ru lists it twice; the observation is one, whichever of the two has left the window."""
    both = item("Бот", "<category>A</category>") + item("Бот", "<category>B</category>")
    one = Fl().parse(feed(both), NOW)
    other = Fl().parse(feed(item("Бот", "<category>B</category>")), NOW)
    assert len(one) == 1
    assert one[0].event_id == other[0].event_id


def test_a_budget_in_the_title_leaves_the_title() -> None:
    """The suffix of FL.ru is a budget; other brackets stay."""
    [raw] = Fl().parse(feed(item("Логотип (срочно) (Бюджет: 10 000 ₽)")), NOW)
    assert raw.title == "Логотип (срочно)"
    assert raw.budget is not None
    assert raw.budget.text == "10 000 ₽"


def test_a_missing_date_or_description_stays_unknown() -> None:
    """Nothing is made up for what the feed leaves out."""
    [raw] = Fl().parse(feed(item("Бот")), NOW)
    assert (raw.published_at, raw.body, raw.budget) == (None, "", None)


def test_an_empty_feed_is_no_error() -> None:
    """A quiet board is told from a changed one by what else the channel holds."""
    assert Fl().parse(feed("<title>t</title>"), NOW) == []
    with pytest.raises(Poison, match="changed_schema"):
        Fl().parse(feed("<entry/>"), NOW)


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE rss [<!ENTITY % p SYSTEM "http://127.0.0.1:1/x"> %p;]>',
    ],
)
def test_a_document_type_of_its_own_is_refused(doctype: str) -> None:
    """Entities are neither expanded nor fetched, whatever they name."""
    with pytest.raises(Poison) as caught:
        Fl().read(feed(item("&x;&b;"), doctype), NOW)
    assert caught.value.reason in {"dtd_refused", "not_xml"}


def test_markup_without_end_is_refused_and_does_not_recurse() -> None:
    """Depth of XML, JSON and HTML from outside is bounded by the parsers."""
    with pytest.raises(Poison, match="not_xml"):
        Fl().read(b"<rss>" * 100_000, NOW)
    with pytest.raises(Poison, match="not_json"):
        Kwork().read(b'{"data":' + b"[" * 100_000, NOW)
    deep = message("<b>" * 20_000 + "Нужен бот" + "</b>" * 20_000)
    page = TelegramChannel("chan_x").read(deep, NOW)
    assert len(page.projects) + page.ignored == 1


def test_one_unreadable_item_does_not_hide_the_others() -> None:
    """It is reported with its bytes; most items unreadable means another schema."""
    good = "".join(item("Бот").replace("/77/", f"/{number}/") for number in range(1, 6))
    bad = "<item><title>no link</title></item>"
    page = Fl().read(feed(good + bad), NOW)
    assert len(page.projects) == 5
    assert [reject.error.reason for reject in page.rejects] == ["no_id"]
    assert b"no link" in page.rejects[0].item
    with pytest.raises(Poison, match="no_id"):
        Fl().parse(feed(good + bad), NOW)
    with pytest.raises(Poison, match="changed_schema"):
        Fl().read(feed(bad * 3 + item("Бот")), NOW)


def test_hostile_links_are_refused() -> None:
    """Only plain web addresses reach a card."""
    wicked = feed(item("Бот").replace(LINK, "javascript:alert(1)//projects/7/"))
    with pytest.raises(Poison, match="changed_schema"):
        Fl().read(wicked, NOW)


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({}, "open"),
        ({"frontend_project_status": "open"}, "open"),
        ({"frontend_project_status": "complete"}, "closed"),
        ({"status": "closed"}, "closed"),
        ({"deleted": True}, "closed"),
    ],
)
def test_freelancer_says_itself_when_a_project_is_closed(
    changes: dict[str, object], status: str
) -> None:
    """Only the board's own words close a project."""
    assert Freelancer().parse(listing(**changes), NOW)[0].status == status


def test_a_budget_without_numbers_is_unknown_and_zero_is_not_money() -> None:
    """Unknown is never zero, and an id names the currency where its code is missing."""
    nothing = listing(budget={"minimum": None, "maximum": 0, "currency_id": 1})
    assert Freelancer().parse(nothing, NOW)[0].budget is None
    by_id = listing(budget={"minimum": 10.5, "maximum": None, "currency_id": 8}, type="hourly")
    budget = Freelancer().parse(by_id, NOW)[0].budget
    assert budget is not None
    assert (budget.minimum, budget.currency, budget.period) == (Decimal("10.5"), "EUR", "hourly")


def test_absurd_amounts_and_times_are_refused() -> None:
    """A number that would break arithmetic later is named now."""
    for changes in (
        {"budget": {"minimum": "1e999999"}},
        {"budget": {"minimum": -5}},
        {"time_submitted": 99_999_999_999},
        {"id": -1},
        {"title": "  "},
        {"description": "x" * 100_001},
    ):
        with pytest.raises(Poison, match="changed_schema"):
            Freelancer().parse(listing(**changes), NOW)


def test_the_next_offset_overlaps_so_that_closing_projects_hide_none() -> None:
    """Items that move up between two pages are still seen."""
    source = Freelancer()
    full = [{"id": number, "title": "A bot"} for number in range(1, A_PAGE + 1)]
    body = orjson.dumps({"status": "success", "result": {"projects": full, "users": {}}})
    page = source.read(body, NOW)
    second = source.following(source.request(), page)
    assert second is not None
    third = source.following(second, page)
    assert third is not None
    assert (second.position, third.position) == (A_PAGE - OVERLAP, 2 * (A_PAGE - OVERLAP))
    assert source.following(second, source.read(listing(), NOW)) is None


def test_freelancehunt_is_asked_with_its_token_and_follows_its_links() -> None:
    """The token travels in the header only."""
    source = Freelancehunt("http://h/", token="secret")
    request = source.request(3)
    assert request.url == "http://h/v2/projects?page%5Bnumber%5D=3"
    assert request.headers["Authorization"] == "Bearer secret"
    body = orjson.dumps({"data": [], "links": {"next": "http://h/v2/projects?page%5Bnumber%5D=4"}})
    assert source.read(body, NOW).more == 4
    assert source.read(orjson.dumps({"data": []}), NOW).more is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("24 августа", datetime(2026, 8, 24, 12, tzinfo=MOSCOW)),
        ("31 декабря", datetime(2025, 12, 31, 12, tzinfo=MOSCOW)),
        ("29 февраля", datetime(2024, 2, 29, 12, tzinfo=MOSCOW)),
        ("3 мая 2024", datetime(2024, 5, 3, 12, tzinfo=MOSCOW)),
        ("1 ноября", None),
        (None, None),
    ],
)
def test_dates_without_a_year_are_the_last_such_day(
    text: str | None, expected: datetime | None
) -> None:
    """Never in the future; today's has no known hour."""
    assert date_without_year(text, NOW) == expected


@pytest.mark.parametrize("text", ["вчера", "45 августа", "24 brumaire", "30 февраля"])
def test_other_dates_are_refused(text: str) -> None:
    """A date that we cannot read is not quietly forgotten."""
    with pytest.raises(Poison, match="bad_time"):
        date_without_year(text, NOW)


def test_time_left_is_added_up() -> None:
    """Days, hours and minutes in any combination."""
    assert time_left("1 д. 3 ч.") == timedelta(days=1, hours=3)
    assert time_left("2 часа 5 минут") == timedelta(hours=2, minutes=5)
    assert time_left("скоро") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Нужен бот<br/>Бюджет: 100 $", True),
        ("Ищем дизайнера на лендинг", True),
        ("Looking for a Python developer", True),
        ("Precisamos de um redator", True),
        ("#резюме ищу работу, опыт 5 лет", False),
        ("Скидка 30% на курс! Нужен ноутбук? Подписывайтесь", False),
        ("Полезная статья о разработке ботов", False),
    ],
)
def test_a_channels_ads_are_told_from_its_projects(text: str, *, expected: bool) -> None:
    """Demand or a budget makes a project; whoever offers himself is none."""
    page = TelegramChannel("chan_x").read(message(text), NOW)
    assert (len(page.projects), page.ignored) == ((1, 0) if expected else (0, 1))


def test_a_message_gives_its_parts_by_lines() -> None:
    """Title, text, budget and tags lie on lines of their own; a closed mark comes first."""
    text = (
        "🔴 НЕАКТУАЛЬНО<br/>Нужен бот<br/>Для <b>CRM</b>.<br/>Оплата — от 50к<br/>#python #web_dev"
    )
    [raw] = TelegramChannel("chan_x").parse(message(text), NOW)
    assert (raw.status, raw.title, raw.body) == ("closed", "Нужен бот", "Для CRM.")
    assert raw.skills == ("python", "web dev")
    assert raw.budget is not None
    assert raw.budget.text == "от 50к"
    assert raw.url == "https://t.me/chan_x/7"


def test_a_first_line_too_long_for_a_title_stays_in_the_text() -> None:
    """People write without line breaks; nothing of it is lost."""
    text = "Нужен бот " + "и ещё кое-что " * 40
    [raw] = TelegramChannel("chan_x").parse(message(text), NOW)
    assert len(raw.title) == 200
    assert raw.body == text.strip()


def test_words_of_demand_are_whole_words() -> None:
    """`контрактация` and `бизнес-идея` ask for nothing."""
    assert not is_project(["ненужное барахло"])
    assert not is_project([])
    assert is_closed_mark("✅ Выполнено")
    assert not is_closed_mark("Закрыто акционерное общество ищет дизайнера")
