"""Supervised children as processes: whom a terminal reaches."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from gigwire.runtime.supervise import Child

if TYPE_CHECKING:
    from pathlib import Path


async def test_ctrl_c_in_a_terminal_does_not_reach_the_children(tmp_path: Path) -> None:
    """A terminal signals a whole process group: children are in none of their owner's."""
    sleeping = (sys.executable, "-c", "import time; time.sleep(60)")
    child = Child("sleeper", sleeping, tmp_path / "sleeper.log", os.environ)
    process = await child.start()
    try:
        assert os.getpgid(process.pid) != os.getpgid(0)
        assert os.getsid(process.pid) != os.getsid(0)
    finally:
        await child.finish()
    assert child.pid is None
