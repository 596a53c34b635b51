"""What tests of cloud models say, and how they hear it."""

from __future__ import annotations

import json

import pytest

from assistant.cloud import anthropic_api, openai_api
from assistant.cloud.provider import Form, Provider
from memory.errors import Problem
from memory.progress import finish
from memory.types import Message

KEY = "sk-very-secret-1234567890"
OPENAI = Provider("openai", Form.OPENAI, "https://api.openai.com/v1", "gpt-6-sol")
SAID = [Message("system", "Answer shortly."), Message("user", "When is tea?")]
WORDS = {one.text for one in SAID}


TEXT = "Write to Ada Byron at ada.byron@example.org about the account DE89370400440532013000."


class Book:
    """A ledger's row in memory, which may be full."""

    def __init__(self):
        self.bodies = []
        self.full = False

    def sent(self, body):
        if self.full:
            raise Problem("The disk is full.", remedy="Make space.")
        self.bodies.append(body)


def speak(provider, line, said=SAID):
    api = anthropic_api if provider.form is Form.ANTHROPIC else openai_api
    return api.speak(provider, said, line)


def answer(provider, line, said=SAID):
    return list(speak(provider, line, said))


def refused(provider, line, said=SAID):
    with pytest.raises(Problem) as caught:
        answer(provider, line, said)
    assert caught.value.remedy
    assert KEY not in f"{caught.value}{caught.value.remedy}"
    return str(caught.value)


def part_of_it(answering, after=lambda answering: answering.break_off()):
    """Send the first half of an answer, and then something else."""
    answering.start()
    whole = answering.events(answering.server.pieces)
    answering.part(whole[: len(whole) // 2])
    after(answering)


def waiting(answering):
    """Begin an answer, and say nothing more until the test is over."""

    def silent(answering):
        answering.server.gave_up = not answering.server.over.wait(20)

    answering.server.pieces = ["Tea at noon. "] * 20
    part_of_it(answering, silent)


def ended(work):
    with pytest.raises(Problem) as caught:
        finish(work)
    assert caught.value.remedy
    return str(caught.value)


def all_of(work):
    """Return the steps of the work, and its result."""
    steps = []
    while True:
        try:
            steps.append(next(work))
        except StopIteration as stop:
            return steps, stop.value


def said(server):
    """Return the words of the one request that came."""
    (came,) = server.asked
    return json.loads(came.body)["messages"][-1]["content"]
