from __future__ import annotations

import io
import json

import pytest

from assistant import Assistant
from memory.ledger import Covered, Leaving, answered, sent


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


@pytest.fixture
def left(famulus, tmp_path):
    """Let two requests leave a memory."""
    assert famulus("sources")[0] == 0  # makes it
    with Assistant.open(tmp_path / "home") as opened:
        store = opened._store
        hidden = (Covered("person", "[PERSON_1]"),)
        id = sent(store, Leaving("Grüße an [PERSON_1]".encode(), "chat", "Example", "big",
                                 hidden=hidden))  # fmt: skip
        answered(store, id, b"Done", {"tokens": 7})
        sent(store, Leaving(b"red", "translation", "Cellar", "small", mine=True))


def test_what_left_is_listed_searched_and_shown(says, left):
    code, out, err = says("", "ledger")
    first, second = out.splitlines()

    assert code == 0
    assert "to Cellar (small, your own) for translation" in first
    assert "no answer is known" in first
    assert "1 hidden; answered, tokens 7" in second
    assert "2 requests left" in err
    assert says("", "ledger", "--search", "grüße")[1].splitlines() == [second]
    assert "Grüße an [PERSON_1]" in says("", "ledger", "1")[1]
    assert says("", "ledger", "9")[0] == 1
    assert says("", "ledger", "x")[0] == 1
    (told,) = json.loads(says("", "ledger", "--search", "Done", "--json")[1])
    assert (told["body"], told["answer"]) == ("Grüße an [PERSON_1]", "Done")


def test_nothing_left_is_said(says):
    assert "Nothing has left" in says("", "ledger")[2]


def test_the_ledger_is_written_out_and_checked(says, left, tmp_path):
    path = tmp_path / "ledger.jsonl"
    assert "3 rows" in says("", "export", str(path))[1]
    assert "as it was written" in says("", "ledger", "--check", str(path))[1]
    assert says("", "ledger", "--check")[0] == 0
    path.write_text(path.read_text().replace("Cellar", "Attic"))

    code, _, err = says("", "ledger", "--check", str(path))
    assert code == 1
    assert "row 3" in err
    assert json.loads(says("", "ledger", "--check", str(path), "--json")[1])["whole"] is False
    assert says("", "export")[0] == 1


def test_labels_are_set_listed_shown_and_taken_back(says, famulus, tmp_path):
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "a.txt").write_text("A note about the boat.")
    famulus("read", str(tmp_path / "notes"), "--source", "Notes")

    assert "No labels" in says("", "label")[1]
    assert "“stays here”" in says("", "label", "source", "Notes", "stays")[1]
    assert says("", "label")[1] == "stays here: source Notes\n"
    assert says("", "label", "source", "Notes")[1] == "stays here\n"
    assert json.loads(says("", "label", "--json")[1])[0]["label"] == "stays here"
    assert says("", "label", "undo")[0] == 0
    assert "No labels" in says("", "label")[1]
    for wrong in (["source", "No", "stays"], ["source", "Notes", "secret"], ["x"]):
        assert says("", "label", *wrong)[0] == 1


def test_a_rule_that_lets_something_out_waits_to_be_confirmed(says):
    added = says("", "rules", "add", "names may leave")[1]
    assert "A draft. It does nothing yet." in added
    assert says("My sister Merit", "preview")[1] == "My sister [PERSON_1]\n"
    assert "A draft" not in says("", "rules", "confirm", "1")[1]
    assert says("My sister Merit", "preview")[1] == "My sister Merit\n"
    told = json.loads(says("", "rules", "--json")[1])
    assert (told["confirmed"], told["acts"]) == (True, True)
    assert says("", "rules", "drop", "1")[0] == 0
    assert says("", "rules", "confirm", "1")[0] == 1


def test_what_is_done_without_a_rule_is_listed(says):
    assert "leave only as placeholders" in says("", "rules")[1]
