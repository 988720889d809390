"""Words' dictionaries and machine code, kept on disk before the tests need them.

A fresh clone has neither: three test processes and the stages they start would each make their own,
all at once, for most of a minute.
"""

from __future__ import annotations

from gigwire.runtime.lexicon import keep_dictionaries
from streams.agents.indexes import warm_up


def main() -> None:
    """Make what is missing; two seconds where nothing is."""
    keep_dictionaries()
    warm_up()


if __name__ == "__main__":
    main()
