"""Sentences are cut where they end, and each stands where it says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.agent.sentences import numbers, sentences, share, stem, stems


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("Tea at noon. Rain at one!", ["Tea at noon.", "Rain at one!"]),
        ("Really?! “Yes.” Good.", ["Really?!", "“Yes.”", "Good."]),
        ("Dr. Byron came. She left.", ["Dr. Byron came.", "She left."]),
        ("Am 3. Mai kam Emil. Es regnete.", ["Am 3. Mai kam Emil.", "Es regnete."]),
        ("It cost 3.50 pounds. Or e.g. Two.", ["It cost 3.50 pounds.", "Or e.g. Two."]),
        ("J. S. Bach wrote it.", ["J. S. Bach wrote it."]),
        ("He waited... and went.", ["He waited... and went."]),
        ("First line\nSecond line", ["First line", "Second line"]),
        ("Tea\n\n\n---\n\nRain", ["Tea", "Rain"]),
        ("(Tea.) Rain.", ["(Tea.)", "Rain."]),
        ("", []),
        (" \n. ! ?", []),
    ],
)
def test_a_text_is_cut_where_its_sentences_end(text, cut):
    assert [sentence.text for sentence in sentences(text)] == cut


TEXTS = st.one_of(st.text(max_size=60), st.text('aBä3.!?…”) \n\t\u00a0\u2028"Dr', max_size=60))


@given(TEXTS)
def test_each_sentence_stands_where_it_says(text):
    for sentence in sentences(text):
        assert text[sentence.start : sentence.end] == sentence.text


@given(TEXTS)
def test_sentences_follow_each_other_and_no_word_is_lost(text):
    cut = sentences(text)
    position, left = 0, []
    for sentence in cut:
        assert sentence.start >= position
        left.append(text[position : sentence.start])
        position = sentence.end
    left.append(text[position:])

    assert not any(c.isalnum() for between in left for c in between)


@given(TEXTS)
def test_no_sentence_goes_over_the_end_of_a_line(text):
    assert not any("\n" in sentence.text for sentence in sentences(text))


def test_a_line_of_great_length_is_cut_in_no_time():
    assert len(sentences("a. B" * 50_000)) > 0


def test_inflected_forms_are_one():
    assert stem("agreed") == stem("agreement") != stem("argument")
    assert stems("The Fähren, the FAHREN") == {"the", "fahre"}


def test_a_share_counts_what_is_present_by_its_weight():
    weights = {"tea": 3.0, "noon": 1.0}

    assert share(weights, {"tea"}) == 0.75
    assert share(weights, set()) == 0
    assert share({}, {"tea"}) == 0
    assert share({"agreed": 1.0}, stems("agreement")) == 1


def test_numbers_are_taken_as_they_are_written():
    assert numbers("At 10:30 on 3.5.2026, £1,200.50 for 2.") == {
        "10:30",
        "3.5.2026",
        "1,200.50",
        "2",
    }
    assert numbers("none") == set()
