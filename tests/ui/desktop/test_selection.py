from __future__ import annotations

from ui.desktop.selection import Front, How, Taken, plain


def test_nothing_but_text_is_pasted():
    assert plain("a\x1b[31m\tb\x00\r\nc\rd\u0085") == "a[31m\tb\nc\nd"
    assert plain("no line is added") == "no line is added"


def test_nobodys_words_are_in_a_repr():
    taken = Taken(Front(1, "Mousepad", "a letter to Ana"), "the words", How.COPIED)

    assert "words" not in repr(taken)
    assert "letter" not in repr(taken)
