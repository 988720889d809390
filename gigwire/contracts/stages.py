"""The words of the house: one stage, one word, in every place. Owns their order only."""

from __future__ import annotations

from typing import Final, Literal, get_args

Stage = Literal[
    "collect",
    "normalise",
    "dedupe",
    "fanout",
    "match",
    "personalise",
    "notify",
    "ingress",
    "chat",
    "record",
]
STAGES: Final[tuple[Stage, ...]] = get_args(Stage)
# Stages that run on Faust; the others are plain asyncio with aiokafka.
FAUST_STAGES: Final[tuple[Stage, ...]] = ("normalise", "dedupe", "fanout", "match", "personalise")
# Stages that compare words: their dictionaries are ready before they join a group.
WORD_STAGES: Final[tuple[Stage, ...]] = ("fanout", "match", "personalise", "chat")
