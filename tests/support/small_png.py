"""PNG files of few colours: screenshots at a third of a browser's size. Owns no picture."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

COLOURS: Final = (256, 128, 96, 64, 48, 32)
SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"


def small_png(pixels: NDArray[np.uint8], most_bytes: int) -> bytes:
    """The picture (rows, columns, red green blue) with at most 256 colours, by median cut.

    Fewer where the file were larger than `most_bytes` otherwise; 32 are never gone below.
    """
    for count in COLOURS:
        png = _of_colours(pixels, count)
        if len(png) <= most_bytes:
            break
    return png


def _of_colours(pixels: NDArray[np.uint8], most: int) -> bytes:
    height, width, _ = pixels.shape
    flat = pixels.reshape(-1, 3)
    colours, where, counts = np.unique(flat, axis=0, return_inverse=True, return_counts=True)
    box_of = _boxes(colours.astype(np.int64), counts, most)
    palette = np.stack(
        [
            np.round(np.average(colours[box_of == box], axis=0, weights=counts[box_of == box]))
            for box in range(box_of.max() + 1)
        ]
    ).astype(np.uint8)
    indices = box_of[where.reshape(-1)].astype(np.uint8).reshape(height, width)
    lines = np.hstack([np.zeros((height, 1), np.uint8), indices])  # filter 0 before each line
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    parts = (
        (b"IHDR", header),
        (b"PLTE", palette.tobytes()),
        (b"IDAT", zlib.compress(lines.tobytes(), 9)),
        (b"IEND", b""),
    )
    return SIGNATURE + b"".join(_chunk(name, body) for name, body in parts)


def _boxes(colours: NDArray[np.int64], counts: NDArray[np.int64], most: int) -> NDArray[np.int64]:
    """A box for each colour: the box of the greatest spread, weighed, is cut until there are most.

    A quarter goes to those that cover most, as they are: walls, keys, quotes. The others weigh by
    the root of what they cover, so that small signs keep theirs.
    """
    weights = np.sqrt(counts)
    often = np.argsort(counts)[::-1][: most // 4]
    rest = np.setdiff1d(np.arange(len(colours)), often)
    boxes = [np.array([one]) for one in often] + [rest] * bool(len(rest))
    while len(boxes) < most:
        spreads = [_spread(colours[box], weights[box]) for box in boxes]
        at = int(np.argmax(spreads))
        if spreads[at] <= 0:
            break
        box = boxes.pop(at)
        axis = int(np.argmax(np.ptp(colours[box], axis=0)))
        box = box[np.argsort(colours[box, axis], kind="stable")]
        half = np.searchsorted(np.cumsum(weights[box]), weights[box].sum() / 2)
        half = min(max(int(half), 1), len(box) - 1)
        boxes += [box[:half], box[half:]]
    found = np.zeros(len(colours), np.int64)
    for number, box in enumerate(boxes):
        found[box] = number
    return found


def _spread(colours: NDArray[np.int64], weights: NDArray[np.float64]) -> float:
    if len(colours) < 2:
        return 0.0
    widest = float(np.ptp(colours, axis=0).max())
    return widest * widest * float(weights.sum())


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
