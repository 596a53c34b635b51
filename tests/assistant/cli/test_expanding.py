"""`famulus write expand`: phrases by number, or why there are none."""

from __future__ import annotations

import json
from io import StringIO

import pytest

from assistant.shorthand import shorthand
from assistant.shorthand.shorthand import Shorthand
from tests.assistant.shorthand.spellers import Speller


@pytest.fixture
def box(quick, famulus, mailbox, monkeypatch):
    def made(store, settings):
        return Shorthand(store, settings, Speller(["the", "rain"]))

    monkeypatch.setattr(shorthand, "Shorthand", made)
    assert famulus("read", mailbox, "--identity", "Ada Byron <ada@example.org>")[0] == 0


def test_own_phrases_come_first_by_number(famulus, box):
    code, out, _ = famulus("write", "expand", "--short", "tr")

    assert code == 0
    assert out.splitlines() == ["1  the rent", "2  the rain"]


def test_programs_get_the_candidates_and_the_note(famulus, box):
    _, out, _ = famulus("write", "expand", "--short", "tr", "--json")
    told = json.loads(out)

    assert told["note"] == ""
    assert {"text": "the rain", "own": False, "count": 0} in told["candidates"]


def test_what_is_no_abbreviation_is_a_problem(famulus, box, monkeypatch):
    assert famulus("write", "expand", "--short", "7")[0] == 1
    monkeypatch.setattr("sys.stdin", StringIO(" \n"))
    assert famulus("write", "expand")[0] == 1


def test_a_text_of_several_words_is_for_a_model(famulus, box, monkeypatch):
    monkeypatch.setattr("sys.stdin", StringIO("The kiln is cold.\n"))
    code, _, problem = famulus("write", "expand")

    assert code == 1
    assert "needs a language model" in problem
