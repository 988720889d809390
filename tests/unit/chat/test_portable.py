"""`/export` and `/import`: the file gives the same settings back, whatever they were."""

from __future__ import annotations

from hypothesis import given, settings

from gigwire.contracts.delivery import Document
from gigwire.contracts.people import Subscriber
from gigwire.contracts.portable import MOST_FILE, Portable
from gigwire.domain.chat import exporting, importing
from tests.support.gigs import NOON
from tests.support.portable_people import PEOPLE, a_file, newcomer, somebody, whole

# Why the other fields of a person are in no file.
NOT_PORTABLE = {
    "event_id", "trace_id", "event_time", "schema_version", "origin",  # the record's own
    "user_id", "chat_id", "bot",  # who and where, not what is wanted
    "version", "last_update_id", "applied",  # of this conversation
    "ban", "ceilings",  # what others decided about them
    "dialog",  # where the conversation stands
    "group",  # of a group, which has admins and no file
}  # fmt: skip


def test_every_field_of_a_person_is_in_the_file_or_left_out_for_a_reason() -> None:
    """A setting that is added tomorrow is not forgotten in the file."""
    assert set(Subscriber.model_fields) == NOT_PORTABLE | set(Portable.model_fields) - {
        "format", "version", "exported_at",
    }  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(PEOPLE)
def test_what_was_exported_is_imported_as_the_same_settings(wishes: dict[str, object]) -> None:
    """Whoever replaces by the file has what its owner had, whatever that was."""
    owner, other = somebody(wishes), newcomer()
    owner.run(exporting.export)
    other.run(lambda turn: importing.command(turn, owner.text))
    other.tap(other.buttons[0])
    assert whole(other.person) == whole(owner.person)


def test_the_fullest_file_fits_a_record_and_is_taken_back() -> None:
    """Twenty filters, fifty cards, twenty reminders, every text as long as it may be."""
    url = "https://fl.example/" + "x" * 970
    card = {"title": "д" * 300, "url": url, "source": "fl", "at": NOON.isoformat()}
    text = a_file(
        filters=[{"name": "д" * 60, "query": f'"{"д" * 60}" {number}'} for number in range(20)],
        saved=[{**card, "cluster_id": f"c{number}"} for number in range(50)],
        reminders=[
            {"schedule_id": "s", "at": "2027-01-01T00:00:00Z", "title": "д" * 100, "url": url}
            | {"message_id": number}
            for number in range(1, 21)
        ],
    )
    talk = newcomer()
    talk.run(lambda turn: importing.given(turn, text))
    talk.tap("Replace")
    decision = exporting.export(talk.turn())
    (document,) = decision.says
    assert isinstance(document, Document)
    assert len(document.content.encode()) < 500_000
    assert len(document.content) < MOST_FILE
