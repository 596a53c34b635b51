"""A claim as a line, and the line found again after somebody edited it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.profile.lines import one_line, own_words, read, said, written
from assistant.profile.wording import wording
from memory.types import Scope, Status
from tests.assistant.profile.invented import a_claim, in_year

CELLO = a_claim(12, "Plays the cello.", "cello")
PAST = replace(CELLO, status=Status.SUPERSEDED)


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (CELLO, "Plays the cello."),
        (replace(CELLO, scope=Scope("Ana", when="Sundays")), "Plays the cello. (Ana; Sundays)"),
        (replace(CELLO, subject="Ana"), "Ana: Plays the cello."),
        (replace(CELLO, subject="Ana", text="Ana plays the cello."), "Ana plays the cello."),
        (replace(PAST, until=in_year(2026)), "2025–2026: Plays the cello."),
        (replace(PAST, until=in_year(2025)), "2025: Plays the cello."),
        (replace(PAST, until=in_year(2026), since=None), "until 2026: Plays the cello."),
        (replace(PAST, status=Status.EXPIRED), "formerly: Plays the cello."),
        (replace(CELLO, text="! Plays\nthe  cello. ^c7.abc ^c8"), "Plays the cello."),
        (replace(CELLO, text="Plays <!-- the cello -->."), "Plays <! -- the cello -->."),
    ],
)
def test_a_line_says_of_whom_when_and_where(claim, expected):
    assert said(claim) == expected


def test_a_line_ends_in_a_mark_unless_it_is_only_to_be_read():
    assert written(CELLO, marked=False) == "- Plays the cello."
    assert written(CELLO, marked=True).startswith("- Plays the cello. ^c12.")
    assert written(replace(CELLO, pinned=True), marked=False) == "- ! Plays the cello."


@pytest.mark.parametrize("around", ["{}", "  {}  ", "* {}", "3. {}", "{}\t"])
def test_a_line_that_was_not_touched_is_known_as_such(around):
    plain = written(CELLO, marked=True).removeprefix("- ")
    line = read(around.format(plain))

    assert (line.claim, line.untouched, line.pinned) == (12, True, False)
    assert line.text == "Plays the cello."


@pytest.mark.parametrize(
    ("edited", "text", "pinned"),
    [
        ("- Plays the viola. ^c12.{}", "Plays the viola.", False),
        ("- Plays the viola.^c12", "Plays the viola.", False),
        ("- !Plays the viola. ^c12.{}", "Plays the viola.", True),
        ("-  ! Plays the viola. ^c12.{}", "Plays the viola.", True),
    ],
)
def test_a_line_that_was_changed_keeps_its_claim(edited, text, pinned):
    digest = written(CELLO, marked=True)[-3:]
    line = read(edited.format(digest))

    assert (line.text, line.claim, line.pinned, line.untouched) == (text, 12, pinned, False)


def test_pinning_does_not_count_as_touching():
    pinned = written(replace(CELLO, pinned=True), marked=True)

    assert read(pinned).untouched
    assert read(pinned).pinned
    assert read(pinned.replace("! ", "")).untouched


def test_a_line_without_a_mark_is_new():
    assert read("- Likes 2^c and tea").claim is None


def test_the_words_of_the_user_are_without_what_stands_around():
    claim = replace(CELLO, subject="Ana", scope=Scope(when="Sundays"))

    assert own_words(read("- Ana: Plays the viola. (Sundays) ^c12"), claim) == "Plays the viola."
    assert own_words(read("- Plays the viola. ^c12"), claim) == "Plays the viola."


@given(text=st.text(min_size=1, max_size=40), pinned=st.booleans(), marked=st.booleans())
def test_every_line_comes_back_as_it_was_written(text, pinned, marked):
    claim = replace(CELLO, text=text, pinned=pinned)
    line = written(claim, marked=marked)
    back = read(line)

    assert len(line.splitlines()) == 1
    if one_line(text):
        assert (back.text, back.pinned) == (one_line(text), pinned)
        assert (back.claim, back.untouched) == ((12, True) if marked else (None, False))


def test_the_repr_of_a_line_says_no_words():
    assert "viola" not in repr(read("- Plays the viola."))


def test_an_edited_line_is_understood_in_every_language():
    past = replace(CELLO, status=Status.EXPIRED, since=None, scope=Scope("Ana"))

    assert said(past, wording("German")) == "früher: Plays the cello. (Ana)"
    assert own_words(read("früher: Plays the viola. (Ana) ^c12"), past) == "Plays the viola."
    assert own_words(read("formerly: Plays the viola. (Ana) ^c12"), past) == "Plays the viola."
    twice = read("formerly: Plays the viola (Ana) (Ana)")
    assert own_words(twice, past) == "Plays the viola (Ana)"
