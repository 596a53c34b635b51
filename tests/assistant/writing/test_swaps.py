"""Words that come in the place of others keep their blanks, their capital and their sign."""

from __future__ import annotations

import pytest

from assistant.writing.swaps import compiled, swaps, whole_sentences
from assistant.writing.tables import table

SWAPS = compiled("""
in order to => to
due to the fact that => because
please note that => 
actually,? => 
really (?=[a-z]) => 
(?<=could|might) of => have
(?<=[a-z])(?<!but) in case that => , if
in case that => if
""")  # noqa: W291


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("In order to win, run.", "To win, run."),
        ("Run in order to win.", "Run to win."),
        ("Reorder to win.", "Reorder to win."),
        ("Actually, it is late.", "It is late."),
        ("It is late, actually.", "It is late."),
        ("I really like it.", "I like it."),
        ("I could of gone.", "I could have gone."),
        ("A cup of tea.", "A cup of tea."),
        ("Stay in case that it rains.", "Stay, if it rains."),
        ("Stay, but in case that it rains go.", "Stay, but if it rains go."),
        ("nothing to swap", "nothing to swap"),
    ],
)
def test_a_phrase_is_swapped_where_it_is_whole(before, after):
    assert SWAPS.applied(before) == after


def test_what_follows_something_dropped_is_swapped_too():
    before = "Please note that due to the fact that it rains, we stay."

    assert SWAPS.applied(before) == "Because it rains, we stay."


def test_what_is_to_be_left_is_left():
    assert SWAPS.applied("I really like it.", lambda _text, _match: True) == "I really like it."


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_table_can_be_read(language):
    for name, lines in table(language).items():
        if "=>" in str(lines):
            assert swaps(language, name).applied("Nothing.") == "Nothing."
            assert len(swaps(language, name).new) == lines.count("=>")


def test_a_language_without_tables_swaps_nothing():
    assert swaps("fr", "wordy").applied("In order to win.") == "In order to win."


def test_a_sentence_is_whole_or_none():
    courtesies = whole_sentences("en", "pleasantries")

    assert courtesies.fullmatch("I hope this email finds you well.")
    assert not courtesies.fullmatch("I hope this email finds you well and rich.")
    assert not whole_sentences("fr", "pleasantries").fullmatch("")
