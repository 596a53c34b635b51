"""The commands that find and answer, and the tour."""

from __future__ import annotations

import io
import json
import sys

import pytest

from assistant.app import Assistant
from assistant.profile.asking import Question
from memory.errors import Problem

pytestmark = pytest.mark.usefixtures("quick")


def test_searching_prints_passages_with_their_headings(filled):
    code, out, err = filled("search", "rent", "-k", 1)

    assert (code, err) == (0, "")
    assert out == (
        "[1] Rent — 3 March 2023 — Ada Byron, Bo\n"
        "    The rent is 850 pounds a month from January.\n\n"
    )


def test_searching_can_be_narrowed(filled):
    assert filled("search", "rent", "--from", "2024-01-01")[1] == "Nothing was found.\n"
    assert filled("search", "rent", "--to", "2023-03-03")[1] == "Nothing was found.\n"
    assert filled("search", "rent", "--person", "Zoe")[1] == "Nothing was found.\n"
    assert filled("search", "rent", "--kind", "chat")[1] == "Nothing was found.\n"
    narrow = ("--from", "2023-03-01", "--to", "2023-03-05", "--person", "ada", "--kind", "mail")
    assert "850" in filled("search", "rent", *narrow, "--source", "archive")[1]


def test_a_source_to_search_that_is_not_there_is_a_problem(filled):
    code, out, err = filled("search", "rent", "--source", "nosuch")

    assert (code, out) == (1, "")
    assert "`famulus sources` shows their names." in err


def test_asking_prints_the_answer_and_what_it_stands_on(filled):
    code, out, err = filled("ask", "How much is the rent a month?")

    assert (code, err) == (0, "")
    assert out.startswith("“The rent is 850 pounds a month from January.” [1]\n[1] Rent — 3 March")


def test_a_model_that_is_none_is_a_problem(filled, mailbox):
    code, _, err = filled("ask", "Rent?", "--model", mailbox)

    assert code == 1
    assert "archive.mbox is not a sound GGUF model" in err


def test_chatting_answers_one_question_after_another(filled, monkeypatch):
    monkeypatch.setattr(
        sys, "stdin", io.StringIO("How much is the rent a month?\n \n\nAnd when?\n")
    )
    code, out, _ = filled("chat", "--quotes")

    assert code == 0
    assert out.count("850 pounds") == 2
    with Assistant.open() as opened:
        assert [len(opened.turns(c.id)) for c in opened.conversations()] == [4]


@pytest.fixture
def believing(filled):
    assert filled("profile", "set", "I live in Leith")[0] == 0
    return filled


def test_an_answer_says_which_claims_it_used(believing):
    code, out, _ = believing("ask", "Where do I live?")
    told = json.loads(believing("ask", "Where do I live?", "--json")[1])

    assert code == 0
    assert "Lives in Leith, as you said." in out
    assert "using: Lives in Leith. (c1)" in out
    assert told["claims"] == [{"id": 1, "text": "Lives in Leith."}]
    assert told["made_by"] == "profile"


@pytest.mark.parametrize("option", ["--no-profile", "--private"])
def test_without_the_profile_none_is_used(believing, option):
    told = json.loads(believing("ask", "Where do I live?", option, "--json")[1])

    assert (told["claims"], told["made_by"]) == ([], "quoted")


def test_a_private_chat_is_not_kept(believing, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO("How much is the rent a month?\nAnd tea?\n"))
    code, out, _ = believing("chat", "--private")

    assert code == 0
    assert "850 pounds" in out
    with Assistant.open() as opened:
        assert opened.conversations() == []


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("typed", "asked"), [("1\n", "Tea with Bo Ek?"), ("\n", "Tea with Bo?")])
def test_at_a_terminal_what_is_unclear_is_asked(filled, monkeypatch, typed, asked):
    which = Question("person Bo", "Which Bo do you mean?", ("Bo Ek", "Bo Kerr"), "Bo Ek", 0.5)
    right, questions = Assistant.answering, []

    def answering(self, question, **options):
        questions.append(question)
        return right(self, question, **options)

    monkeypatch.setattr(Assistant, "unclear", lambda *_: (which,))
    monkeypatch.setattr(Assistant, "answering", answering)
    monkeypatch.setattr(sys, "stdin", Terminal(typed))
    out = filled("ask", "Tea with Bo?")[1]

    assert questions == [asked]
    assert "Which Bo do you mean? (Enter: just answer)\n  1 Bo Ek\n  2 Bo Kerr" in out


def test_a_problem_does_not_end_a_chat(filled, monkeypatch):
    right = Assistant.answering

    def answering(self, question, **options):
        if question == "Odd?":
            raise Problem("Not this one.", remedy="Ask another.")
        return right(self, question, **options)

    monkeypatch.setattr(Assistant, "answering", answering)
    monkeypatch.setattr(sys, "stdin", io.StringIO("Odd?\nHow much is the rent a month?\n"))
    code, out, err = filled("chat")

    assert code == 0
    assert "850 pounds" in out
    assert err == "Not this one. Ask another.\n"


def test_the_tour_answers_from_the_sample_in_a_memory_of_its_own(famulus, tmp_path):
    code, out, _ = famulus("tour")

    assert code == 0
    assert "Read an invented life" in out
    assert out.count("\n> ") == 3
    assert (tmp_path / "home" / "sample" / "memory.db").exists()
    assert not (tmp_path / "home" / "memory.db").exists()
