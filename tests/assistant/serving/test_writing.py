"""A text with its stops: nothing of a stop is told, nothing else is lost."""

from __future__ import annotations

import pytest
from hypothesis import given as every
from hypothesis import strategies as some

from assistant.serving import writing as module
from assistant.serving.asked import Asked
from assistant.serving.visit import Visit
from assistant.serving.writing import Until, answered, writing
from memory.errors import Problem
from memory.progress import finish
from memory.types import Answer, Message
from tests.fakes import ScriptedModel

ASKED = Asked("m", (Message("user", "Tea?"),))
LETTERS = some.text(alphabet="abc", max_size=6)


@every(some.lists(LETTERS, max_size=8), some.lists(LETTERS.filter(bool), max_size=3))
def test_what_is_told_is_the_text_before_the_first_stop(pieces, stops):
    until, told = Until(stops), ""
    for piece in pieces:
        told += until.hear(piece)
        if until.met:
            break
    else:
        told += until.rest()
    text = "".join(pieces)
    # A stop that ends sooner is met sooner, wherever a longer one begins.
    whole = next(
        (text[:end] for end in range(len(text) + 1) if any(text[:end].endswith(s) for s in stops)),
        None,
    )

    assert told == text if whole is None else whole.startswith(told)
    assert not any(stop in told for stop in stops)


def test_what_may_become_a_stop_is_held_back_and_no_more():
    until = Until(["END"])

    assert [until.hear(piece) for piece in ("tea E", "N", "x", "E", "ND of it")] == [
        "tea ", "", "ENx", "", "",
    ]  # fmt: skip
    assert until.met


def told(model, asked=ASKED):
    work, texts = writing(model, asked), []
    while True:
        try:
            texts.append(next(work))
        except StopIteration as stop:
            return "".join(texts), stop.value


def test_a_text_ends_when_the_model_ends_or_at_a_stop():
    whole, stopped = ScriptedModel("a", "", "b"), ScriptedModel("a", "STOP", "b")

    text, ended = told(whole)
    assert (text, ended.why, ended.tokens) == ("ab", "stop", 2)
    text, ended = told(stopped, Asked("m", ASKED.messages, stops=("STOP",)))
    assert (text, ended.why) == ("a", "stop")
    assert stopped.closed
    assert stopped.said == ["a", "STOP"]


def test_a_text_that_takes_too_long_ends(monkeypatch):
    monkeypatch.setattr(module, "SECONDS", -1.0)
    model = ScriptedModel("a", "b")

    assert told(model)[1].why == "length"
    assert (model.said, model.closed) == (["a"], True)


def test_who_stops_it_stops_the_model():
    model = ScriptedModel("a", "b")
    work = writing(model, ASKED)
    next(work)
    work.close()

    assert model.closed


def test_a_schema_goes_to_the_model():
    class Keeps(ScriptedModel):
        def generate(self, messages, sampling, schema="", *, keep=""):
            yield schema

    schema = '{"type": "object"}'
    assert told(Keeps(), Asked("m", ASKED.messages, schema=schema))[0] == schema
    assert told(Keeps())[0] == ""


class Says(Visit):
    """A visit whose answer comes to its end without having been told."""

    def __init__(self, *steps):
        self.steps = steps

    def answering(self, question, before=""):
        for step in self.steps:
            if isinstance(step, Exception):
                raise step
            yield step
        return Answer("Not found.", "quoted", 0, False, (), (), (), ())


def test_an_answer_that_was_not_told_on_the_way_is_told_at_the_end():
    work = answered(Says(), ASKED)

    assert next(work) == "Not found."
    with pytest.raises(StopIteration) as stop:
        next(work)
    assert stop.value.value.answer.text == "Not found."
    with pytest.raises(Problem, match="disk"):
        finish(answered(Says(Problem("The disk is full.")), ASKED))
