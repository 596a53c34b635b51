"""A text cut into what is said, greeted, closed and left alone; nothing of it is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from assistant.writing.stretches import Place, is_greeting, put_together, stretches

LETTER = "Hi Bo,\n\nthe tea is cold. It is old.\n\nBest wishes,\nAda\nTea Ltd"


def places(text, language="en"):
    return [(s.text, s.place) for s in stretches(text, language) if s.text]


def test_a_letter_has_its_greeting_closing_and_signature():
    assert places(LETTER) == [
        ("Hi Bo,", Place.GREETING),
        ("the tea is cold.", Place.SENTENCE),
        ("It is old.", Place.SENTENCE),
        ("Best wishes,", Place.CLOSING),
        ("Ada", Place.SIGNATURE),
        ("Tea Ltd", Place.SIGNATURE),
    ]
    german = "Liebe Mara,\nder Tee ist kalt.\nViele Grüße\nJonas"
    assert [place for _, place in places(german, "de")] == [
        Place.GREETING, Place.SENTENCE, Place.CLOSING, Place.SIGNATURE,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "aside",
    [
        "> the tea is cold",
        "$ make tea",
        "| tea | cold |",
        "On 3 May Bo Lind wrote:",
        "tea = pot.pour()",
        "if (tea) { pour }",
        "—–—",
        "42",
    ],
)
def test_what_is_quoted_or_code_is_nobodys_business(aside):
    found = places(f"Tea is here.\n{aside}\nTea was here.")

    assert [place for _, place in found] == [Place.SENTENCE, Place.ASIDE, Place.SENTENCE]


def test_what_is_quoted_is_so_to_the_end_of_its_line():
    found = places("Tea.\n> It is cold. It is old.\nIt was here.")

    assert [place for _, place in found] == [
        Place.SENTENCE, Place.ASIDE, Place.ASIDE, Place.SENTENCE,
    ]  # fmt: skip


def test_what_stands_in_a_fence_is_code_and_after_it_is_not():
    found = dict(places("Look.\n\n```\nvery plain words\n```\n\nDone it is."))

    assert found["very plain words"] is Place.ASIDE
    assert found["Done it is."] is Place.SENTENCE


def test_only_the_beginning_greets_and_only_a_line_of_its_own_closes():
    assert Place.GREETING not in dict(places("It is so.\nHi Bo,\nwell.")).values()
    assert [place for _, place in places("Hi Bo,\nDear Mara,\nso.")][1] is Place.SENTENCE
    assert Place.CLOSING not in dict(places("Tea. Best wishes.")).values()


@pytest.mark.parametrize(
    ("line", "language", "greets"),
    [
        ("Hi Bo,", "en", True),
        ("Hello there everybody at home!", "en", True),
        ("Hallo Mara", "de", True),
        ("Sehr geehrte Frau Feldkamp,", "de", True),
        ("Hi Bo the tea is cold", "en", False),
        ("The tea,", "en", False),
        (f"Hi {'dear ' * 15}Bo,", "en", False),
        ("", "en", False),
    ],
)
def test_a_greeting(line, language, greets):
    assert is_greeting(line, language) is greets


@given(some.text(alphabet="Hi,. \n>-`*aB!?\t", max_size=60), some.sampled_from(["en", "de", "fr"]))
def test_put_together_it_is_the_text(text, language):
    cut = stretches(text, language)

    assert "".join(s.text + s.gap for s in cut) == text


def test_of_the_gaps_around_what_was_dropped_the_widest_stays():
    kept = [("One.", "\n\n"), ("", " "), ("Two.", "\n")]

    assert "".join(put_together(kept)) == "One.\n\nTwo.\n"
    assert "".join(put_together([("", "\n\n"), ("Two.", "")])) == "Two."
