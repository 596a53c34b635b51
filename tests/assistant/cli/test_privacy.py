from __future__ import annotations

import io
import json

import pytest


@pytest.fixture
def says(famulus, monkeypatch):
    def run(text, *words):
        monkeypatch.setattr("sys.stdin", io.StringIO(text))
        return famulus("privacy", *words)

    return run


def test_what_would_leave_is_shown_with_what_is_hidden(says):
    code, out, err = says("My sister Merit writes from merit@example.org", "preview")

    assert (code, out) == (0, "My sister [PERSON_1] writes from [EMAIL_1]\n")
    assert "somebody close to you" in err


def test_programs_are_told_in_the_words_of_the_surface(says):
    code, out, _ = says("My sister Merit", "preview", "--json")
    told = json.loads(out)

    assert (code, told["outgoing"], told["blocked"]) == (0, "My sister [PERSON_1]", False)
    assert set(told) >= {"outgoing", "hidden", "blocked", "reason"}
    assert set(told["hidden"][0]) == {"kind", "start", "end", "placeholder", "why"}


def test_what_is_blocked_is_a_problem(says):
    assert says("", "rules", "add", "ask me about names")[0] == 0
    code, out, err = says("My sister Merit", "preview")

    assert (code, out) == (1, "")
    assert "ask me about names" in err


def test_rules_are_tried_added_listed_and_removed(says):
    assert "health: never leave" in says("", "rules", "try", "never my health")[1]
    assert "No rules yet" in says("", "rules")[1]
    says("", "rules", "add", "never my health")
    assert "1. never my health" in says("", "rules")[1]
    assert says("", "rules", "remove", "1")[0] == 0
    assert says("", "rules", "remove", "1")[0] == 1
    assert says("", "rules", "add", "hm")[0] == 1
