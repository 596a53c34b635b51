from __future__ import annotations

from itertools import pairwise

from assistant.privacy.recognizing import recognized


def found(text):
    return [text[s.start : s.end] for s in recognized(text)]


def test_a_name_that_was_found_once_is_found_again_however_it_is_written():
    text = "My name is Merit Falk. merit falk, and once more MERIT."

    assert found(text) == ["Merit Falk", "merit falk", "MERIT"]


def test_an_ordinary_word_is_the_name_again_only_with_its_capital():
    text = "She started at Lantern in spring. Take a lantern with you."

    assert found(text) == ["Lantern"]


def test_none_stands_over_another():
    spans = recognized("Dr. Ada Byron, 12 Baker Street, ada@byron.org, card 4111 1111 1111 1111")

    assert all(a.end <= b.start for a, b in pairwise(spans))
