"""How long a single step may take in a test. Owns no promise: those are in benchmarks.

A catastrophe (quadratic, exponential) takes minutes, so ten times what benchmarks/hostile.py
promises finds it on any machine, however busy.
"""

from __future__ import annotations

from typing import Final

PROMISED_SECONDS: Final = 0.05
CATASTROPHE_SECONDS: Final = 10 * PROMISED_SECONDS
