from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ui.snippet import LINES, Snippet, _bold, around, units


def test_it_begins_a_little_before_the_word_that_was_asked_for():
    text = "Much that is beside the point. " * 20 + "The lease ends in May."

    assert around(text, ["lease"]) == "… The lease ends in May."
    assert around("The lease ends.", ["lease"]) == "The lease ends."
    assert around("No word of it.", []) == "No word of it."


def test_bold_is_counted_as_qt_counts():
    (place,) = _bold("🙂 lease", ["lease"])

    assert (place.start, place.length) == (3, 5)
    assert units("🙂") == 2


@given(st.text(max_size=80), st.lists(st.text("ab.*[(", min_size=1, max_size=4), max_size=3))
def test_no_word_is_a_pattern(text, words):
    around(text, words)
    _bold(text, words)


def test_it_is_three_lines_high_however_long_the_text(qtbot):
    long, short = Snippet("word " * 2000, ["word"]), Snippet("word", [])
    for snippet in (long, short):
        qtbot.addWidget(snippet)
        snippet.resize(200, snippet.height())
        snippet.show()
        snippet.grab()

    assert short.height() >= short.fontMetrics().height()
    assert long.height() == LINES * short.height()
