"""Files as the Bot API takes them: an upload, an address, or the id of a known file.

Owns their checks, sizes and identities. Nothing is fetched: an address is as `POST /admin/web`
says it is, and well where nothing was said.
"""

from __future__ import annotations

import mimetypes
import struct
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

import xxhash

from local.telegram.errors import BotApiError, bad_request

if TYPE_CHECKING:
    from local.telegram.journal import Event
    from local.telegram.world import World

MAX_PHOTO = 10 << 20
MAX_FILE = 50 << 20
MAX_SIDES = 10_000
MAX_TEXT = 1 << 20
MAX_RATIO = 20
PREFIX = {"photo": "AgACAgIAAxkB", "document": "BQACAgIAAxkB"}
IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"BM")
SERVER_TEXTS = {
    "WEBPAGE_CURL_FAILED": "failed to get HTTP URL content",
    "WEBPAGE_MEDIA_EMPTY": "wrong type of the web page content",
}
WEB_STATES = {"unreachable": "WEBPAGE_CURL_FAILED", "wrong_type": "WEBPAGE_MEDIA_EMPTY"}


class Upload(NamedTuple):
    """A part of a multipart body."""

    name: str
    content: bytes


Source = Upload | str


class RefusedFileError(BotApiError):
    """Refused by Telegram's servers: an album tells their own code instead of the text."""

    def __init__(self, server_code: str) -> None:
        text = SERVER_TEXTS.get(server_code, server_code)
        super().__init__(400, f"Bad Request: {text}")
        self.server_code = server_code


def store_file(world: World, kind: str, source: Source) -> Event:
    """The file as messages show it; recorded when it is new.

    Raises:
        BotApiError: 400 in Telegram's words; 413 for more than 50 MB.
    """
    if isinstance(source, Upload):
        _check_size(kind, source)
        return _record(world, kind, source.name, _measured(kind, source))
    if "." not in source:
        return _known(world, kind, source)
    _check_address(source)
    if state := WEB_STATES.get(world.web.get(source, "")):
        raise RefusedFileError(state)
    name = urlsplit(source).path.rpartition("/")[2]
    return _record(world, kind, name, {"width": 320, "height": 240} if kind == "photo" else {})


def _known(world: World, kind: str, file_id: str) -> Event:
    file = world.files.get(file_id)
    if file is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if file["kind"] != kind:
        was = str(file["kind"]).title()
        raise bad_request(f"can't use file of type {was} as {kind.title()}")
    return file


def _check_address(address: str) -> None:
    wrong = "invalid file HTTP URL specified: "
    scheme, separator, rest = address.partition("://")
    if separator and scheme.lower() not in ("http", "https"):
        raise bad_request(f"{wrong}Unsupported URL protocol")
    host = (rest if separator else address).split("/")[0]
    if not host or any(mark in host for mark in " \t\n"):
        raise bad_request(f"{wrong}URL host is empty")


def _check_size(kind: str, upload: Upload) -> None:
    size = len(upload.content)
    if not size:
        raise bad_request("file must be non-empty")
    if size > MAX_FILE:
        raise BotApiError(413, "Request Entity Too Large")
    if kind == "photo" and size > MAX_PHOTO:
        text = f"file of size {size} bytes is too big for a photo"
        raise bad_request(f"{text}; the maximum size is {MAX_PHOTO} bytes")


def _measured(kind: str, upload: Upload) -> Event:
    size: Event = {"file_size": len(upload.content)}
    if kind != "photo":
        return size | _text_of(upload.content)
    if not upload.content.startswith(IMAGES):
        raise RefusedFileError("IMAGE_PROCESS_FAILED")
    width, height = _png_sides(upload.content) or (320, 240)
    is_slim = max(width, height) > MAX_RATIO * min(width, height)
    if width + height > MAX_SIDES or is_slim:
        raise RefusedFileError("PHOTO_INVALID_DIMENSIONS")
    return {"width": width, "height": height, **size}


def _text_of(content: bytes) -> Event:
    """Of documents, only small texts are kept."""
    if len(content) > MAX_TEXT:
        return {}
    try:
        return {"text": content.decode()}
    except UnicodeDecodeError:
        return {}


def _png_sides(content: bytes) -> tuple[int, int] | None:
    if not content.startswith(IMAGES[0]) or len(content) < 24:
        return None
    width, height = struct.unpack(">II", content[16:24])
    return max(width, 1), max(height, 1)


def store_text(world: World, name: str, text: str) -> Event:
    """A small text document that a person sends; its bytes can be fetched by its path."""
    upload = Upload(name, text.encode())
    return _record(world, "document", name, _measured("document", upload))


def shown_of(file: Event) -> Event:
    """The file as messages show it."""
    return {name: value for name, value in file.items() if name not in ("kind", "text")}


def path_of(file: Event) -> str:
    """Where the file is fetched from."""
    return f"{file['kind']}s/file_{file['file_unique_id']}"


def _record(world: World, kind: str, name: str, measured: Event) -> Event:
    unique = xxhash.xxh3_64_hexdigest(f"{kind} {len(world.files)} {name}".encode())
    file: Event = {"kind": kind, "file_id": f"{PREFIX[kind]}{unique}", "file_unique_id": unique}
    if kind == "document":
        guessed = mimetypes.guess_type(name)[0] or "application/octet-stream"
        file |= {"file_name": name, "mime_type": guessed} if name else {"mime_type": guessed}
    file |= measured
    world.commit("file", file=file)
    return file
