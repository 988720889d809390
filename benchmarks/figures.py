"""Where figures go: benchmarks/results/<name>.json, and the terminal. Measures nothing."""

from __future__ import annotations

import platform
from pathlib import Path

import orjson
import psutil

RESULTS = Path(__file__).parent / "results"


def save(name: str, figures: dict[str, object]) -> Path:
    """Write figures with what they were measured on; print them."""
    machine = {"python": platform.python_version(), "cores": psutil.cpu_count()}
    body = orjson.dumps({**figures, "machine": machine}, option=orjson.OPT_INDENT_2)
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{name}.json"
    path.write_bytes(body + b"\n")
    print(f"{name}: {body.decode()}")
    return path
