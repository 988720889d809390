"""What is too long or cannot be parsed: the text that is sent in its place."""

from __future__ import annotations

import pytest

from gigwire.contracts.ids import ChatId
from gigwire.domain.cards.fitting import fit
from gigwire.domain.cards.html import visible_length
from gigwire.domain.notify.calls import AnswerPress, SendText, as_plain


@pytest.mark.parametrize(
    ("html", "limit", "fitted"),
    [
        ("<b>short</b>", 10, "<b>short</b>"),
        ("<b>one <i>two three</i></b>", 6, "<b>one <i>t…</i></b>"),
        ("&amp;&amp;&amp;&amp;", 3, "&amp;&amp;…"),
        ('<a href="x">abcdef</a> tail', 4, '<a href="x">abc…</a>'),
        ("ab👍🏽cd", 4, "ab…"),
        ("<b>ab</b>cdefgh", 4, "<b>ab</b>c…"),
    ],
)
def test_long_text_is_cut_between_graphemes_with_tags_closed(
    html: str, limit: int, fitted: str
) -> None:
    """What is left is valid and within the limit, counted after parsing."""
    assert fit(html, limit) == fitted
    assert visible_length(fit(html, limit)) <= limit


def test_text_without_markup_is_the_same_text() -> None:
    """Tags go, references become characters; a second time there is nothing left to take out."""
    call = SendText(ChatId(1), "<b>5 &lt; 6</i> &amp; so", ())
    plain = as_plain(call)
    assert plain is not None
    assert (plain.text, plain.is_plain) == ("5 < 6 & so", True)
    assert as_plain(plain) is None
    assert as_plain(AnswerPress("1", "x")) is None
