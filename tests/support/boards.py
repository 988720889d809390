"""The five sources beside records of their answers: our own, and samples where they are."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from connectors.sources.fl import Fl
from connectors.sources.freelancehunt import Freelancehunt
from connectors.sources.freelancer import Freelancer
from connectors.sources.kwork import Kwork
from connectors.sources.telegram_channel import TelegramChannel

if TYPE_CHECKING:
    from connectors.sources.base import Source

ROOT: Final = Path(__file__).resolve().parents[2]
RECORDS: Final = ROOT / "tests" / "fixtures" / "boards"
SAMPLES: Final = ROOT.parent / "shared" / "samples"
SEEN_AT: Final = datetime(2026, 11, 1, 12, tzinfo=UTC)


class Recorded(NamedTuple):
    """One shape of a board's answer. `projects`: how many our own record holds."""

    source: Source
    record: str
    projects: int
    sample: str

    @property
    def body(self) -> bytes:
        """Our own record."""
        return (RECORDS / self.record).read_bytes()

    @property
    def sample_body(self) -> bytes:
        """The sample from outside where that folder is, our own record elsewhere."""
        sample = SAMPLES / self.sample
        return sample.read_bytes() if sample.exists() else self.body


RECORDED: Final = {
    "freelancer": Recorded(
        Freelancer(), "freelancer.json", 6, "freelancer_active_synthetic_shape.json"
    ),
    "fl": Recorded(Fl(), "fl.xml", 8, "fl_ru_rss_2026-09.xml"),
    "kwork": Recorded(Kwork(), "kwork.json", 6, "kwork_web_statedata_want.json"),
    "kwork_api": Recorded(Kwork(), "kwork_api.json", 3, "kwork_api_projects.json"),
    "freelancehunt": Recorded(
        Freelancehunt(token="t"), "freelancehunt.json", 6, "freelancehunt_v2_project.json"
    ),
    "telegram_channel": Recorded(
        TelegramChannel("zakazy_ru"),
        "telegram_channel.html",
        10,
        "telegram_channel_preview.html",
    ),
}
