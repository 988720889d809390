"""Text as a chat keeps it: trimmed, measured, entities in UTF-16 units. Owns the length limits."""

from __future__ import annotations

import re
from collections.abc import Callable

from local.telegram.errors import bad_request

Entity = dict[str, object]
Parser = Callable[[str], tuple[str, list[Entity]]]

MAX_TEXT = 4096  # code points after parsing
MAX_CAPTION = 1024
MAX_SOURCE = 32_768  # bytes before parsing
MAX_ENTITIES = 100
# Which of two entities of one span is the outer one: type priorities of td's MessageEntity.cpp.
OUTER_FIRST = {
    "blockquote": 0,
    "expandable_blockquote": 0,
    "pre": 11,
    "code": 20,
    "text_link": 49,
    "text_mention": 49,
    "bold": 90,
    "italic": 91,
    "underline": 92,
    "strikethrough": 93,
    "spoiler": 94,
    "custom_emoji": 99,
}

_TYPES_WITH_ARGUMENT = {
    "text_link": "url",
    "text_mention": "user",
    "custom_emoji": "custom_emoji_id",
}
_CONTROL = re.compile(r"[\x00-\x09\x0b\x0c\x0e-\x1f]")
_FOUND = re.compile(
    r"(?P<url>https?://[^\s<>\"']+[^\s<>\"'.,;:!?)\]])"
    r"|(?P<email>[\w.+-]+@[\w-]+\.[\w.-]+\w)"
    r"|(?<![\w/@])(?P<mention>@[A-Za-z]\w{3,31})"
    r"|(?<![\w/])(?P<bot_command>/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?)"
    r"|(?<![\w&])(?P<hashtag>#\w*[^\W\d]\w*)"
)


def utf16_length(text: str) -> int:
    """Length in UTF-16 code units, in which Telegram counts entity offsets."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def kept_text(source: str, parse: Parser | None, given: list[Entity]) -> tuple[str, list[Entity]]:
    """What Telegram stores for a text sent with a parse mode or with explicit entities.

    Raises:
        BotApiError: empty, too long, or not parseable, in Telegram's words.
    """
    if not source:
        raise bad_request("message text is empty")
    text, stripped, entities = _kept(source, parse, given)
    if not stripped:
        raise bad_request("text must be non-empty" if text != source else "message text is empty")
    if len(stripped) > MAX_TEXT:
        raise bad_request("message is too long")
    return stripped, entities


def kept_caption(
    source: str, parse: Parser | None, given: list[Entity]
) -> tuple[str, list[Entity]]:
    """The same for a caption, which may be empty.

    Raises:
        BotApiError: too long or not parseable.
    """
    _, stripped, entities = _kept(source, parse, given)
    if len(stripped) > MAX_CAPTION:
        raise bad_request("message caption is too long")
    return stripped, entities


def _kept(source: str, parse: Parser | None, given: list[Entity]) -> tuple[str, str, list[Entity]]:
    """Text as parsed, text as kept, entities in order."""
    if len(source) > MAX_SOURCE // 4 and len(source.encode()) > MAX_SOURCE:
        raise bad_request("text is too long")
    text, entities = parse(source) if parse else (source, given)
    stripped, entities = _trim(*_cleaned(text, entities))
    everything = sorted(entities + _detected(stripped, entities), key=_order)
    return text, stripped, everything[:MAX_ENTITIES]


def _cleaned(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Without carriage returns, other controls as spaces (td's clean_input_string)."""
    cleaned = _CONTROL.sub(" ", text)
    if "\r" not in cleaned:
        return cleaned, entities
    left = [0]  # UTF-16 units that stay, by units before
    for character in cleaned:
        size = utf16_length(character)
        left += [left[-1] + size * (character != "\r")] * size
    moved = [_moved(entity, left) for entity in entities]
    return cleaned.replace("\r", ""), moved


def _moved(entity: Entity, left: list[int]) -> Entity:
    offset, length = entity.get("offset"), entity.get("length")
    if not isinstance(offset, int) or not isinstance(length, int):
        return entity  # told below
    last = len(left) - 1
    begin, end = (left[min(max(at, 0), last)] for at in (offset, offset + length))
    return {**entity, "offset": begin, "length": end - begin}


def _trim(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    left = text.lstrip()
    removed = len(text) - len(left)  # white space is one unit a character
    stripped = left.rstrip()
    end = utf16_length(stripped)
    clipped = (_clip(entity, removed, end) for entity in entities)
    return stripped, [entity for entity in clipped if entity]


def _clip(entity: Entity, removed: int, end: int) -> Entity | None:
    """The entity moved by the white space cut before it; None where nothing of it is left."""
    offset, length = entity.get("offset"), entity.get("length")
    if not isinstance(offset, int) or not isinstance(length, int):
        raise bad_request("can't parse entities: expected an Object")
    needed = _TYPES_WITH_ARGUMENT.get(str(entity.get("type")))
    start = max(offset - removed, 0)
    stop = min(offset - removed + length, end)
    if stop <= start or (needed and needed not in entity):
        return None
    return {**entity, "offset": start, "length": stop - start}


def _detected(text: str, taken: list[Entity]) -> list[Entity]:
    """Addresses, mentions, tags and commands Telegram marks by itself, outside given entities."""
    if not any(mark in text for mark in "/@#"):
        return []
    spans = [(_number(e, "offset"), _number(e, "offset") + _number(e, "length")) for e in taken]
    found: list[Entity] = []
    for match in _FOUND.finditer(text):
        start = utf16_length(text[: match.start()])
        length = utf16_length(match[0])
        if all(start >= stop or start + length <= begin for begin, stop in spans):
            found.append({"type": str(match.lastgroup), "offset": start, "length": length})
    return found


def _order(entity: Entity) -> tuple[int, int, int]:
    rank = OUTER_FIRST.get(str(entity["type"]), 50)
    return _number(entity, "offset"), -_number(entity, "length"), rank


def _number(entity: Entity, name: str) -> int:
    value = entity[name]
    assert isinstance(value, int)
    return value
