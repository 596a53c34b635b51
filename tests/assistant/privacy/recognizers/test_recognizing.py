from __future__ import annotations

from itertools import pairwise

from assistant.privacy.recognizers.recognizing import recognized


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


def test_a_name_of_two_capitals_is_found_again_only_in_capitals():
    assert found("We asked QX for help. QX said no, qx did not.") == ["QX", "QX"]


def test_what_is_called_by_capitals_is_found_where_a_line_begins_with_it():
    assert found("ZQWEL\nmeets on the first floor.") == ["ZQWEL"]


def test_a_rare_surname_or_first_name_of_the_census_is_found_though_it_is_written_small():
    assert found("did you ask cory about it") == ["cory"]


def test_an_organisation_in_a_heading_is_told_by_a_word_of_no_dictionary():
    assert "Zubrakel Engineering" in found("About The Zubrakel Engineering Company Every Day")[0]


def test_a_rare_word_with_a_capital_is_a_name_after_an_article_too():
    assert found("he took the Lumen to work and was late again") == ["Lumen"]
