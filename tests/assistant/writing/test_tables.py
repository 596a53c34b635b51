"""The tables: each line of them can be read, and the languages are those that are known."""

from __future__ import annotations

import pytest

from assistant.writing.language import LANGUAGES
from assistant.writing.swaps import swaps, whole_sentences
from assistant.writing.tables import listed, table

SWAPS = (
    "wordy", "fillers", "plainer", "contracted", "spelt_out", "formal", "friendlier", "firmer",
    "greetings_formal", "greetings_friendlier", "closings_formal", "closings_friendlier",
    "mistakes",
)  # fmt: skip


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("name", SWAPS)
def test_every_line_is_a_swap(language, name):
    lines = [line for line in table(language)[name].splitlines() if line.strip()]

    assert lines
    assert all(" =>" in line for line in lines)
    assert len(swaps(language, name).new) == len(lines)


@pytest.mark.parametrize("language", ["en", "de"])
def test_sentences_of_a_table_are_known(language):
    assert whole_sentences(language, "closing").fullmatch(
        "Viele Grüße," if language == "de" else "Cheers,"
    )
    assert not whole_sentences(language, "closing").fullmatch("Tea,")


@pytest.mark.parametrize("part", ["numbers", "negations", "small"])
def test_facts_are_told_in_every_language(part):
    assert set(table("facts")[part]) == set(LANGUAGES)
    assert "not" in listed("facts", "negations", "en")
    assert listed("facts", part, "tlh") == frozenset()
