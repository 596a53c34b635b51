"""What of a mail is its sender speaking."""

from __future__ import annotations

import pytest

from assistant.profile.extract.heard import heard

SAID = "I have lived in Leith since May."


@pytest.mark.parametrize(
    "other",
    [
        "> I love sailing",
        "B> I love sailing",
        "Bo> I love sailing",
        "bo--] I love sailing",
        "| I love sailing",
        "On Monday Bo Ek wrote:",
        "[Bo Ek]",
        "    I love sailing",
        "\tI love sailing",
        "love(sailing); I = {x: 1}",
        "He shouted, “I love sailing” and left",
        '"I love sailing. I love rowing, too," was on the wall',
    ],
)
def test_what_another_wrote_or_a_program_reads_is_hidden(other):
    text = f"Dear Ada,\n{SAID}\n\n{other}\n\n{SAID}\n"
    found = heard(text)

    assert "love" not in found
    assert found.count(SAID) == 2
    assert len(found) == len(text)


@pytest.mark.parametrize(
    "own",
    [
        "I am 5'8\" tall, and Bo is taller.",
        'I read "Middlemarch" twice.',
        "So: I love sailing.",
        "The boat (I love boats) is blue; I am not.",
    ],
)
def test_what_they_say_themselves_is_kept(own):
    assert heard(own) == own


def test_speech_that_goes_on_over_lines_is_hidden():
    text = 'It began "I love sailing\nand I hate rain." So it went.\n\nI sing.'

    assert "sailing" not in heard(text)
    assert heard(text).endswith("I sing.")


def test_a_letter_that_is_set_in_as_a_whole_is_kept():
    text = "   I love sailing.\n   I sing.\n"

    assert heard(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "“I love it,” said Bo. " + "“We all do,” she added. " + "“So do I,” Tom said. I paint.",
        "I paint sheds by the lake. " * 250,
    ],
)
def test_an_article_that_is_passed_on_is_nobody_speaking(text):
    assert heard(text).strip() == ""
    assert len(heard(text)) == len(text)


def test_a_long_list_that_goes_round_is_hidden():
    jokes = "\n".join(f"{n}. My wife sails boat {n}." for n in range(1, 8))

    assert "wife" not in heard(f"Have fun!\n\n{jokes}\n")
