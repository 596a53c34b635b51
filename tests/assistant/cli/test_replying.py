"""`famulus write reply`: the draft on standard output, what it stands on beside it."""

from __future__ import annotations

import json
from email import policy
from email.parser import BytesParser
from io import StringIO

import pytest

LETTERS = """From x Fri Nov 20 10:00:00 2026
From: Bo Lind <bo@example.org>
To: Ada Byron <ada@example.org>
Date: Fri, 20 Nov 2026 10:00:00 +0000
Message-ID: <9@example.org>
Subject: Rent

How much is the rent a month? Who is the plumber of the lighthouse?

From x Fri Nov 20 10:00:00 2026
From: Ada Byron <ada@example.org>
To: Bo Lind <bo@example.org>
Date: Thu, 19 Nov 2026 10:00:00 +0000
Message-ID: <8@example.org>
Subject: Rent

The rent is 850 pounds a month from January.

"""


@pytest.fixture
def box(quick, famulus, tmp_path):
    path = tmp_path / "letters.mbox"
    path.write_text(LETTERS)
    assert famulus("read", path, "--identity", "Ada Byron <ada@example.org>")[0] == 0
    return path


def test_a_draft_comes_with_what_it_stands_on(famulus, box):
    code, out, err = famulus("write", "reply", "--document", box)

    assert code == 0
    assert "The rent is 850 pounds a month from January." in out
    assert "[1] Rent — 19 November 2026" in err
    assert "Nothing in your memory answers: Who is the plumber of the lighthouse?" in err
    assert "by rules" in err


def test_ones_own_points_are_said_as_they_are(famulus, box, tmp_path):
    (tmp_path / "points.txt").write_text("I have moved to Leeds\n\nwrite to me there\n")
    code, out, _ = famulus(
        "write", "reply", "--document", box, "--intent", "inform", "--outline",
        tmp_path / "points.txt",
    )  # fmt: skip

    assert code == 0
    assert "I have moved to Leeds. Write to me there." in out
    assert "850" not in out


def test_a_file_is_written_that_answers_the_letter(famulus, box, tmp_path):
    code, _, _ = famulus("write", "reply", "--document", box, "--eml", tmp_path / "reply.eml")
    mail = BytesParser(policy=policy.default).parsebytes((tmp_path / "reply.eml").read_bytes())

    assert code == 0
    assert (mail["To"], mail["In-Reply-To"]) == ("Bo Lind <bo@example.org>", "<9@example.org>")


def test_programs_are_told_all_of_it(famulus, box):
    _, out, _ = famulus("write", "reply", "--document", box, "--json")
    told = json.loads(out)

    assert [ask["way"] for ask in told["asked"]] == ["question", "question"]
    assert (told["missing"], told["intent"], told["tier"]) == ([1], "inform", 0)
    assert {mark["standing"] for mark in told["marks"]} == {"said", "supported"}


def test_a_letter_on_standard_input_is_answered(famulus, box, monkeypatch):
    monkeypatch.setattr("sys.stdin", StringIO("How much is the rent a month?\n"))
    code, out, err = famulus("write", "reply", "--to", "Bo Lind")

    assert code == 0
    assert "The rent is 850 pounds a month from January." in out
    assert "[1] Rent — 19 November 2026" in err


def test_what_cannot_be_answered_is_said(famulus, box, tmp_path, monkeypatch):
    monkeypatch.setattr("sys.stdin", StringIO(" \n"))
    code, out, err = famulus("write", "reply")
    assert (code, out) == (1, "")
    assert "There is no letter" in err

    code, _, err = famulus("write", "reply", "--document", tmp_path / "none.mbox")
    assert (code, "Nothing was read from there." in err) == (1, True)

    code, _, err = famulus("write", "reply", "--document", box, "--outline", tmp_path / "none.txt")
    assert (code, "cannot be read" in err) == (1, True)
