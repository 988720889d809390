"""One spelling of an address, and none of a hostile one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gigwire.contracts.errors import Poison
from gigwire.domain.urls import MAX_URL, canonical_url

SPELLINGS = (
    ("https://www.fl.ru/projects/1/a.html?utm_source=rss#x", "https://www.fl.ru/projects/1/a.html"),
    ("HTTP://Example.COM:80/%7euser/../a%2fb?a=1&fbclid=2", "https://example.com/a%2Fb?a=1"),
    ("https://example.com", "https://example.com/"),
    ("http://example.com:8080/a", "https://example.com:8080/a"),
    ("http://127.0.0.1:8080/x#y", "http://127.0.0.1:8080/x"),
    ("http://localhost/x", "http://localhost/x"),
    ("http://[::1]:80/a", "http://[::1]/a"),
    ("https://example.com/%7Ebob/%d1%8f", "https://example.com/~bob/%D1%8F"),
    ("https://пример.рф/путь", "https://xn--e1afmkfd.xn--p1ai/%D0%BF%D1%83%D1%82%D1%8C"),
    ("https://example.com/a/./b/../c/", "https://example.com/a/c/"),
)
HOSTILE = (
    "javascript:alert(1)",
    "data:text/html,x",
    "file:///etc/passwd",
    "ftp://example.com/",
    "//example.com/a",
    "https:///a",
    "https://user:secret@example.com/",
    "https://example.com\\@evil.example/",
    "https://example.com/a b",
    "https://example.com/\u202egnp",
    "https://exa\nmple.com/",
    "https://example.com:99999/",
    "https://[zz]/",
    "https://-x-.example/",
    "https://example.com/" + "a" * MAX_URL,
    "https://example.com/" + "я" * (MAX_URL // 2),
    "",
)


@pytest.mark.parametrize(("url", "canonical"), SPELLINGS)
def test_address_has_one_spelling(url: str, canonical: str) -> None:
    """https, lower-case host, no tracking, no fragment, one way of escaping."""
    assert canonical_url(url) == canonical


@pytest.mark.parametrize("url", HOSTILE)
def test_hostile_address_is_poison(url: str) -> None:
    """Nothing but a plain web address reaches a person."""
    with pytest.raises(Poison, match="bad_url"):
        canonical_url(url)


@settings(deadline=None)
@given(st.text(max_size=60), st.text(max_size=30))
def test_spelling_again_changes_nothing(path: str, query: str) -> None:
    """The canonical spelling is its own canonical spelling; nothing else than Poison is raised."""
    try:
        once = canonical_url(f"https://example.com/{path}?{query}")
    except Poison:
        return
    assert canonical_url(once) == once
