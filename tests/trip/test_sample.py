"""Forty questions that the sample can answer, four about people, and ten that it cannot."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from assistant import Assistant
from memory.types import Passage

ROOT = Path(__file__).parents[2]
QUESTIONS = json.loads((ROOT / "tests/sample/questions.json").read_text())
SAMPLE = ROOT / "resources/sample"


def squeezed(text: str) -> str:
    return " ".join(text.split())


def is_right(passage: Passage, question: dict[str, Any]) -> bool:
    """Whether the passage is one that answers: the quote in it, or another of equal worth."""
    place = (str(passage.path), passage.locator)
    others = [*question.get("also", []), *question.get("quoted_in", [])]
    if place in {(str(SAMPLE / other["path"]), other["locator"]) for other in others}:
        return True
    here = passage.path == SAMPLE / question["path"]
    return here and squeezed(question["quote"]) in squeezed(passage.reading)


def rank(life: Assistant, question: dict[str, Any]) -> int | None:
    """Return where the right passage stands among the first five, from 1."""
    found = life.search(question["question"], limit=5)
    return next((p.rank for p in found if is_right(p, question)), None)


def test_the_right_passage_is_among_the_first_five(life):
    missed = [q["question"] for q in QUESTIONS["answerable"] if rank(life, q) is None]
    oblique = sum(rank(life, q) is not None for q in QUESTIONS["oblique"])
    print(f"{40 - len(missed)} of 40; of the oblique {oblique} of {len(QUESTIONS['oblique'])}")

    assert len(QUESTIONS["answerable"]) == 40
    assert len(missed) <= 4, missed


def test_who_is_pointed_at_is_found_by_the_relation(life):
    missed = [q["question"] for q in QUESTIONS["people"] if rank(life, q) is None]
    print(f"{len(QUESTIONS['people']) - len(missed)} of {len(QUESTIONS['people'])} about people")

    assert len(missed) <= 1, missed


def test_what_is_not_there_is_not_found(life):
    made_up = [q["question"] for q in QUESTIONS["unanswerable"] if life.ask(q["question"]).found]
    print(f"{10 - len(made_up)} of 10 said to be not there")

    assert len(QUESTIONS["unanswerable"]) == 10
    assert len(made_up) <= 2, made_up


def test_what_is_there_is_answered(life):
    """Else the promise above could be kept by never answering."""
    answers = [life.ask(q["question"]) for q in QUESTIONS["answerable"]]
    answered = sum(answer.found for answer in answers)
    print(f"{answered} of 40 answered")

    assert answered >= 34


@pytest.mark.parametrize("n", range(0, 40, 8))
def test_an_answer_is_a_quote_that_stands_in_its_document(life, n):
    answer = life.ask(QUESTIONS["answerable"][n]["question"])

    for statement in answer.statements:
        for number in statement.cites:
            passage = answer.citations[number - 1]
            document = life.opened(passage.document)
            assert squeezed(statement.text.strip("“”")) in squeezed(document.text)
            assert document.text[passage.start : passage.end] == passage.text


def test_reading_the_sample_again_adds_nothing(life):
    report = life.read([life.sample()], source="Sample")

    assert report.added == 0
