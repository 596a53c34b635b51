"""`famulus write`: a text in, the new one out, and beside it what has to be known."""

from __future__ import annotations

import io
import json
import re
import sys
from argparse import Namespace

import pytest

from assistant.cli.writing import as_json, difference, in_words, say, streamed
from assistant.writing.commands import built_in
from assistant.writing.diff import pieces
from assistant.writing.facts import Kind
from assistant.writing.kept import Doubt
from assistant.writing.writing import Writing, Written
from memory.progress import Progress, TextDelta, Work

TEXT = "We left due to the fact that it cost 850 euros.\n"
SHORT = "We left because it cost 850 euros."
DOUBT = Doubt(Kind.NUMBER, "850", "The number 850 is missing.")


@pytest.fixture
def write(famulus, monkeypatch):
    def run(*words: object, text: str | bytes = TEXT):
        read = text.encode() if isinstance(text, str) else text
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(read), "utf-8"))
        return famulus("write", *words)

    return run


def test_the_new_text_alone_goes_to_standard_output(write):
    code, out, err = write("shorten")

    assert (code, out.strip()) == (0, SHORT)
    assert err.rstrip().splitlines()[-1].startswith("(rules: ")


def test_what_went_and_came_is_marked(write):
    _, out, _ = write("shorten", "--diff")

    assert "We left [-" in out
    assert "{+" in out
    assert difference("a cold tea", "a hot tea") == "a [-cold-]{+hot+} tea"
    assert difference("a tea", "a big tea") == "a {+big +}tea"


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("It don’t cost 1,200.50.", "It doesn’t cost 1,200.55.",
         "It [-don’t-]{+doesn’t+} cost [-1,200.50-]{+1,200.55+}."),
        ("Hello, you there", "Goodbye; you there", "[-Hello,-]{+Goodbye;+} you there"),
        ("one\n\ntwo", "one\n\ntwo", "one\n\ntwo"),
        ("gone", "", "[-gone-]"),
        ("", "come", "{+come+}"),
    ],
)  # fmt: skip
def test_it_is_cut_into_words_as_the_popup_cuts_it(before, after, said):
    assert difference(before, after) == said
    assert said == "".join(
        one.before
        if not one.changed
        else f"[-{one.before}-]" * bool(one.before) + f"{{+{one.after}+}}" * bool(one.after)
        for one in pieces(before, after)
    )


def test_the_texts_can_be_had_back_from_what_is_marked(write):
    _, out, _ = write("correct", "--diff", text="We was there on monday,, and seen it.\n")
    new = write("correct", text="We was there on monday,, and seen it.\n")[1]
    old = re.sub(r"\{\+.*?\+\}", "", out).replace("[-", "").replace("-]", "")

    assert old.strip() == "We was there on monday,, and seen it."
    assert re.sub(r"\[-.*?-\]", "", out).replace("{+", "").replace("+}", "") == new


def test_what_stands_before_is_given_to_the_command(write, monkeypatch):
    told: list[str] = []

    def writing(_self: Writing, text: str, _command: str, **how: str) -> Work[Progress, Written]:
        told.append(how["before"])
        yield Progress(0)
        return Written(text, "rules", "", 0)

    monkeypatch.setattr(Writing, "writing", writing)
    write("continue", "--before", "Dear Bo,")
    write("continue")

    assert told == ["Dear Bo,", ""]


def test_programs_get_the_pieces_and_then_all(write):
    _, out, _ = write("shorten", "--json")
    *pieces, told = map(json.loads, out.splitlines())

    assert "".join(piece["delta"] for piece in pieces) == told["text"] == SHORT
    assert (told["made_by"], told["tier"], told["doubts"]) == ("rules", 0, [])


def test_what_cannot_be_done_is_a_problem(write):
    for words, says in [
        (("steal",), "no such command"),
        (("explain",), "needs a language model"),
        (("shorten", "this"), "standard input"),
        (("tone",), "Which tone?"),
    ]:
        code, out, err = write(*words)
        assert (code, out) == (1, "")
        assert says in err
    assert "not text in UTF-8" in write("shorten", text=b"\xff\xfe")[2]
    assert "no text" in write("shorten", text="\n")[2]


def test_a_tone_is_named_by_the_instruction(write):
    assert write("tone", "--instruction", "formal", text="I don't know.")[1].strip() == (
        "I do not know."
    )


def test_no_control_sign_reaches_the_screen(write):
    out = write("shorten", text="Tea \x1b[31mis\u202e cold.")[1]

    assert "\x1b" not in out
    assert "\u202e" not in out


def test_own_commands_are_added_shown_removed_and_restored(write):
    assert write("add", "To", "Bo", "--instruction", "Do it for {to}.", "--shortcut", "B")[0] == 0
    assert "to-bo: To Bo (yours): Do it for {to}." in write("commands")[1].splitlines()
    told = [json.loads(one) for one in write("commands", "--json")[1].splitlines()]
    assert (told[-1]["id"], told[-1]["needs"], told[-1]["shortcut"]) == ("to-bo", "to", "B")
    assert told[0]["ask"] == ""

    assert write("remove", "To", "Bo")[0] == 0
    assert "to-bo" not in write("commands")[1]
    assert json.loads(write("restore", "--json")[1]) == {"done": True}
    assert "to-bo" in write("commands")[1]
    assert write("add", "To", "Bo", "--instruction", "Again.")[0] == 1


def test_a_command_says_what_it_takes():
    told = {one.id: in_words(one) for one in built_in()}

    assert told["shorten"] == "Shorten, by rules, or by a model of tier 1 or more"
    assert told["translate"].endswith("by a model of tier 1 or more; needs --language")


def test_what_was_heard_is_not_said_twice_and_doubts_are_told_beside(capsys):
    made = Written("Tea.", "m", "It may.", 1, (DOUBT,), ("A note.",), 0.5)
    say("Cold tea.", made, "Tea.", Namespace(diff=False))
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.splitlines() == [
        "The number 850 is missing.", "A note.", "(m: It may. Sounds like you: 50%.)",
    ]  # fmt: skip

    say("Cold tea.", made, "Teapot.", Namespace(diff=False))
    said = capsys.readouterr()
    assert said.out == "Tea.\n"
    assert "written again" in said.err


def test_the_pieces_are_told_and_progress_is_not(capsys):
    made = Written("Tea.", "m", "", 1, (DOUBT,))

    def work():
        yield Progress(0, note="Reads")
        yield TextDelta("Tea.")
        return made

    assert streamed(work()) is made
    assert capsys.readouterr().out == '{"delta": "Tea."}\n'
    assert as_json(made)["doubts"] == [
        {"kind": "number", "words": "850", "sentence": "The number 850 is missing."}
    ]
