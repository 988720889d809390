"""A filter as a deep link: the query itself, short and signed, in Telegram's 64 characters.

`f_` and base64url of: a byte of form, the query, 8 bytes of HMAC-SHA256 over both. The query is
encoded in the one-byte code that holds it (or UTF-8) and deflated where that is shorter, against
words that filters are made of. What does not fit is shared as text. No store, and no name of the
owner: a link lives as long as its key.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import zlib
from typing import Final

PREFIX: Final = "f_"
MOST: Final = 64  # characters of a /start payload (Bot API)
SIGNATURE: Final = 8  # bytes
CODES: Final = ("latin-1", "cp1251", "utf-8")
PACKED: Final = 0x10
FORM: Final = 0x40  # of the layout and of the dictionary: raised with either
_WORDS: Final = (
    "заголовок сайт дизайн магазин приложение верстка парсинг телеграм бот telegram bot python"
    " javascript typescript react node.js php laravel wordpress shopify landing figma logo design"
    " web scraping api mobile flutter android ios seo smm copywriting video editing -wordpress"
    " client.verified:yes client.rating>=4 client.country: bids<=9 age<2h type:hourly type:fixed"
    " source:freelancehunt source:freelancer source:kwork source:fl title: lang:en lang:uk lang:ru"
    " rate>=25usd/h | budget>=30000rub budget>=10000uah budget>=1000eur budget>=500usd"
)


def token_of(query: str, key: bytes) -> str | None:
    """The payload of a link; None where the query is too long for one."""
    code = next(code for code in CODES if _fits(query, code))
    plain = query.encode(code)
    packed = _deflated(plain, code)
    is_packed = len(packed) < len(plain)
    form = FORM | CODES.index(code) | (PACKED if is_packed else 0)
    body = bytes((form,)) + (packed if is_packed else plain)
    whole = base64.urlsafe_b64encode(body + _signature(body, key)).decode().rstrip("=")
    token = PREFIX + whole
    return token if len(token) <= MOST else None


def query_of(token: str, key: bytes) -> str | None:
    """The query of a payload; None for one that we did not make."""
    if not token.startswith(PREFIX) or len(token) > MOST:
        return None
    text = token.removeprefix(PREFIX)
    try:
        whole = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    body, signature = whole[:-SIGNATURE], whole[-SIGNATURE:]
    if not body or not hmac.compare_digest(signature, _signature(body, key)):
        return None
    return _opened(body)


def _opened(body: bytes) -> str | None:
    form, rest = body[0], body[1:]
    if form & 0xE0 != FORM or form & 0x0F >= len(CODES):
        return None
    code = CODES[form & 0x0F]
    return (_inflated(rest, code) if form & PACKED else rest).decode(code)


def _signature(body: bytes, key: bytes) -> bytes:
    return hmac.digest(key, body, "sha256")[:SIGNATURE]


def _fits(query: str, code: str) -> bool:
    try:
        query.encode(code)
    except UnicodeEncodeError:
        return False
    return True


def _dictionary(code: str) -> bytes:
    return _WORDS.encode(code, "ignore")


def _deflated(plain: bytes, code: str) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15, zdict=_dictionary(code))
    return packer.compress(plain) + packer.flush()


def _inflated(packed: bytes, code: str) -> bytes:
    """Only called on what was signed."""
    return zlib.decompressobj(-15, zdict=_dictionary(code)).decompress(packed)
