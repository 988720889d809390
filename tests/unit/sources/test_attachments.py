"""Files that boards show with a project: read where they are, never the cause of a lost project."""

from __future__ import annotations

from datetime import UTC, datetime

import orjson
import pytest

from connectors.sources.freelancer import Freelancer
from connectors.sources.kwork import Kwork
from connectors.sources.telegram_channel import TelegramChannel
from gigwire.contracts.messages import Attachment, RawProject
from gigwire.domain.normalise_project import project_of

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
SIGNED = "https://cdn.example/p/a.jpg?ref=1&sign=%7E"


def of_freelancer(files: object) -> RawProject:
    """A project of Freelancer.com with these attachments."""
    project = {"id": 5, "title": "A bot", "status": "active", "attachments": files}
    answer = {"status": "success", "result": {"projects": [project], "users": {}}}
    return Freelancer().parse(orjson.dumps(answer), NOW)[0]


def of_kwork(files: object) -> RawProject:
    """An order of Kwork with these files."""
    want = {"id": 7, "name": "Логотип", "files": files}
    return Kwork().parse(orjson.dumps({"data": {"wants": [want]}}), NOW)[0]


def of_channel(*styles: str) -> RawProject:
    """A message of a channel with pictures of these styles."""
    photos = "".join(
        f'<a class="tgme_widget_message_photo_wrap js-message_photo" style="{one}"></a>'
        for one in styles
    )
    page = (
        '<html><body><section class="tgme_channel_history">'
        '<div class="tgme_widget_message" data-post="jobs_ru/5">'
        f'{photos}<div class="tgme_widget_message_text">Нужен бот<br/>Бюджет: 500 USD</div>'
        "</div></section></body></html>"
    )
    return TelegramChannel("jobs_ru").parse(page.encode(), NOW)[0]


def test_files_of_freelancer_have_name_address_and_kind() -> None:
    """Its addresses lack their scheme; the listing is asked to tell them."""
    raw = of_freelancer([{"filename": "plan.PDF", "url": "www.freelancer.example/f/1"}])
    url = "https://www.freelancer.example/f/1"
    assert raw.attachments == (Attachment(kind="document", url=url, name="plan.PDF"),)
    assert "attachment_details=true" in Freelancer().request().url


def test_files_of_kwork_are_pictures_by_their_name() -> None:
    """An address may end in anything."""
    raw = of_kwork([{"fname": "логотип.JPG", "url": "https://kwork.example/f?x=1"}])
    assert [(one.kind, one.name) for one in raw.attachments] == [("photo", "логотип.JPG")]


def test_pictures_of_a_channel_are_its_backgrounds() -> None:
    """All of an album's, in order; what has no address is none."""
    styles = ("width:8px;background-image:url('https://c.example/1.jpg')", "width:5px")
    raw = of_channel(*styles, "background-image:url(https://c.example/2)")
    assert [one.url for one in raw.attachments] == [
        "https://c.example/1.jpg",
        "https://c.example/2",
    ]
    assert {one.kind for one in raw.attachments} == {"photo"}


@pytest.mark.parametrize("files", [None, {}, "no", [1, {}, {"url": 5, "fname": "a"}, {"url": ""}]])
def test_files_of_an_unknown_shape_cost_no_project(files: object) -> None:
    """They are decoration: the project is read all the same, without them."""
    assert of_kwork(files).attachments == ()
    assert of_freelancer(files).attachments == ()


@pytest.mark.parametrize(
    "url",
    ["ftp://a.example/x.png", "https://user@a.example/x.png", "https://[::1", "https://a b/x.png"],
)
def test_an_address_nobody_may_be_sent_to_is_dropped(url: str) -> None:
    """The others stay, each once, spelt as the board spells them: a signature covers them."""
    files = [{"fname": "a.jpg", "url": one} for one in (url, SIGNED, SIGNED)]
    project = project_of(of_kwork(files), revision=0, now=NOW)
    assert [one.url for one in project.attachments] == [SIGNED]


def test_files_are_no_content() -> None:
    """A new signature of the same picture is no change of the project."""
    one, other = (of_kwork([{"fname": "a.jpg", "url": f"https://c.example/{n}"}]) for n in (1, 2))
    assert one.event_id == other.event_id
    hashes = {project_of(raw, revision=0, now=NOW).content_hash for raw in (one, other)}
    assert len(hashes) == 1
