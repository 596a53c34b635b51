from __future__ import annotations

import pytest

from assistant.writing.commands import Command
from tests.ui.fake_writing import COMMANDS, a_doubt, a_written
from ui.popup_words import about, choices, doubts, guessed, how, letters

OWN = [("Aa", ""), ("Ab", "Ctrl+Alt+P"), ("Aa", ""), ("Xy", "q"), ("ÄÖ", "")]
NAMES = ["Ana Souza", "Bo Ek", "Ben Okafor", "Ben Ito", "Al"]


def test_each_command_has_a_letter_of_its_own():
    found = letters(COMMANDS)

    assert found[:4] == ["R", "S", "L", "C"]
    assert len(set(found)) == len(COMMANDS)
    own = [Command(title, title, shortcut) for title, shortcut in OWN]
    assert letters(own) == ["A", "B", "", "Q", ""]


@pytest.mark.parametrize(
    ("text", "application", "who"),
    [
        ("Hi Ana,\nthe lease", "", "Ana Souza"),
        ("ana, can you", "", "Ana Souza"),
        ("The lease", "Write: the lease - Bo Ek - Mail", "Bo Ek"),
        ("Dear Ben,", "", ""),  # two bear the name
        ("Hi Al,", "", "Al"),
        ("What I told Ana on Monday, is true", "", ""),
        ("The house, Ana said", "", ""),
        ("The lease ends.\nAna", "", ""),
        ("Analysis, done", "Bookkeeping", ""),
        ("", "", ""),
    ],
)
def test_who_it_is_to_is_guessed_from_the_greeting_or_the_window(text, application, who):
    assert guessed(NAMES, text, application) == who


def test_what_the_text_is_is_said_in_a_line():
    assert about("one\ntwo", "") == "2 words: “one two”"
    assert about("one", "notes –\nMousepad") == "1 word from notes – Mousepad: “one”"


def test_how_it_was_made_is_one_line():
    assert how(a_written("", notes=("Two words were put back.",), likeness=0.816)) == (
        "By Qwen3-4B · Two words were put back · sounds like you: 82 %"
    )
    assert how(a_written("", made_by="rules", likeness=None)) == "By rules"
    why = "By rules, which do this better than Tiny."
    assert how(a_written("", made_by="rules", why=why, likeness=None)) == why.rstrip(".")
    why = "Qwen3-4B, which has passed for this."
    assert how(a_written("", made_by="qwen", why=why, likeness=None)) == (
        "By Qwen3-4B, which has passed for this"
    )


def test_doubts_are_sentences_and_no_more_than_a_few():
    assert doubts(a_written("")) == ""
    assert doubts(a_written("", doubts=(a_doubt("The number 42 is missing"),))) == (
        "The number 42 is missing."
    )
    many = tuple(a_doubt(f"The number {n} is missing.") for n in range(9))
    assert doubts(a_written("", doubts=many)).endswith("The number 2 is missing. and 6 more.")


def test_some_commands_ask_for_a_word_more():
    assert choices("language")[0] == "Into which language?"
    assert choices("") == ("", [])
