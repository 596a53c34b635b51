"""Recognizers of others, by their interface; by Presidio itself where it is installed."""

from __future__ import annotations

import importlib.util
import re
from dataclasses import dataclass, field

import pytest

from assistant.privacy.recognizers.details import Details
from assistant.privacy.recognizers.gazetteer import Gazetteer
from assistant.privacy.recognizers.others import adopt, predefined
from assistant.privacy.recognizers.recognizing import recognized
from assistant.privacy.recognizers.spans import Kind
from assistant.privacy.replacing.masking import Placeholders
from assistant.privacy.rewriting import Knowledge, Policy, rewritten
from memory.errors import Problem

NOTHING = Knowledge(Gazetteer([]), Details([]), lambda _: set())


@dataclass
class Found:
    entity_type: str
    start: int
    end: int
    score: float


@dataclass
class Looks:
    """A recognizer of badges, "B-" and four small letters, as Presidio's are made."""

    score: float = 0.8
    supported_language: str = "en"
    supported_entities: list[str] = field(default_factory=lambda: ["BADGE"])

    def analyze(self, text, entities, nlp_artifacts):
        return [
            Found(entities[0], *match.span(), self.score)
            for match in re.finditer(r"b-[a-z]{4}", text)
        ]


class Fails(Looks):
    def analyze(self, text, entities, nlp_artifacts):
        raise RuntimeError("it cannot")


@pytest.fixture(autouse=True)
def _given_back():
    yield
    adopt([])


def badges(text):
    return [(text[s.start : s.end], s.kind) for s in recognized(text) if "BADGE" in s.why]


def test_what_an_adopted_recognizer_finds_is_private():
    adopt([Looks()])

    assert badges("this is the badge b-road of the door") == [("b-road", Kind.ID)]


@pytest.mark.parametrize("other", [Looks(score=0.3), Looks(supported_language="de")])
def test_one_that_is_not_sure_or_of_another_language_says_nothing(other):
    adopt([other])

    assert badges("this is the badge b-road of the door") == []


def test_one_that_fails_blocks_what_would_leave():
    adopt([Fails()])

    shown = rewritten("this is a door", NOTHING, Policy(), Placeholders())

    assert shown.blocked
    assert shown.outgoing == ""


@pytest.mark.skipif(
    importlib.util.find_spec("presidio_analyzer") is not None, reason="Presidio is installed"
)
def test_without_presidio_its_own_say_what_to_install():
    with pytest.raises(Problem, match="Presidio"):
        predefined()


def test_presidios_own_find_what_they_are_made_for():
    pytest.importorskip("presidio_analyzer")
    adopt(predefined())
    text = "the aircraft took off, and the doctor has DEA AB1234563"

    assert any("says a recognizer added" in span.why for span in recognized(text))
