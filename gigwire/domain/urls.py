"""One address of a page, one spelling. Owns what we hand to people as a link; fetches nothing."""

from __future__ import annotations

import ipaddress
import re
from typing import Final
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

from gigwire.contracts.errors import Poison

MAX_URL: Final = 1_000  # characters: real ones are under 200, and clusters keep several

_TRACKING: Final = re.compile(
    r"utm_\w+|(?:fb|g|y|ms|tt|dc)cl(?:id|src)|_openstat|ref|refer(?:r)?er|ref_\w+|mc_[ce]id|_ga|_gl|igsh"
    r"|igshid|yqrid|from|spm|trk|trackid|affid|aff_id|wbraid|gbraid|rss",
    re.IGNORECASE,
)
_HOSTILE: Final = re.compile(
    "[\x00-\x20\x7f-\x9f\\\\\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_ESCAPE: Final = re.compile(r"%([0-9a-fA-F]{2})")
_UNRESERVED: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_HOST: Final = re.compile(r"(?!-)[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})*")
_PORTS: Final = {"http": 80, "https": 443}


def canonical_url(url: str) -> str:
    """Spell an address in the one way we store it.

    https for all hosts but loopback ones; lower-case host in ASCII; no default port, fragment,
    tracking parameter; unreserved escapes undone (`%7E` is `~`); dot segments resolved.

    Raises:
        Poison: `bad_url`, for anything but a plain http(s) address with a host.
    """
    stripped = url.strip()
    if not stripped or len(stripped) > MAX_URL or _HOSTILE.search(stripped):
        raise Poison("bad_url", "empty, too long, or with blanks, controls or backslashes")
    try:
        parts = urlsplit(stripped)
        port = parts.port
    except ValueError as error:
        raise Poison("bad_url", str(error)) from None
    if parts.scheme not in _PORTS or "@" in parts.netloc:
        raise Poison("bad_url", "not http or https, or with a user name in it")
    host = _host(parts)
    scheme = parts.scheme if _is_loopback(host) else "https"
    is_default = port is None or port == _PORTS[parts.scheme]
    netloc = host if is_default else f"{host}:{port}"
    return _fits(urlunsplit((scheme, netloc, _path(parts.path), _query(parts.query), "")))


def _fits(canonical: str) -> str:
    if len(canonical) > MAX_URL:  # escaping may have made it longer
        raise Poison("bad_url", f"longer than {MAX_URL} characters")
    return canonical


def _host(parts: SplitResult) -> str:
    name = (parts.hostname or "").rstrip(".")
    if ":" in name:
        return f"[{name}]"
    try:
        ascii_name = name if name.isascii() else name.encode("idna").decode()
    except UnicodeError:
        raise Poison("bad_url", "a host name that cannot exist") from None
    if not _HOST.fullmatch(ascii_name):
        raise Poison("bad_url", "no host, or not a host name")
    return ascii_name


def _is_loopback(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _path(path: str) -> str:
    kept: list[str] = []
    segments = path.split("/")[1:] if path else [""]
    for segment in segments:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in {".", ".."}:
        kept.append("")
    return "/" + _escaped("/".join(kept))


def _escaped(text: str) -> str:
    quoted = quote(text, safe="%/:@!$&'()*+,;=-._~")
    return _ESCAPE.sub(_escape, re.sub(r"%(?![0-9a-fA-F]{2})", "%25", quoted))


def _escape(match: re.Match[str]) -> str:
    char = unquote(match[0])
    return char if char in _UNRESERVED else match[0].upper()


def _query(query: str) -> str:
    pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=100) if query else []
    kept = [(name, value) for name, value in pairs if not _TRACKING.fullmatch(name)]
    if len(kept) == len(pairs) and query.isascii() and "=" in query:
        return query.replace("%7E", "~").replace("%7e", "~")
    return urlencode(kept)
