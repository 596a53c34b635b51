from __future__ import annotations

import json

import pytest

from assistant.privacy.auditing import WHAT, audited, blurred, guesses
from assistant.privacy.recognizers.spans import Kind
from assistant.privacy.rewriting import NOT_AUDITED
from memory.errors import Problem
from memory.progress import finish
from tests.fakes import ScriptedModel

TEXT = "After my shift on the ward I cycle home along the Spree, [PERSON_1]."


class Investigator(ScriptedModel):
    """Guesses by a table: if one of these words stands in the text, it gives the attribute away."""

    name = "investigator"
    tier = 2

    def __init__(self, **tells):
        super().__init__()
        self.tells = tells

    def generate(self, messages, sampling, schema="", *, keep=""):
        self.asked.append(messages)
        text, _, question = messages[1].text.partition("</text>")
        what = next(one for one in WHAT if one in question)
        word, certainty = self.tells.get(what.split()[0], ("", 1))
        words = [word] if word and (word in text or certainty > 5) else []
        told = {"guess": "nurse" if words else "", "certainty": certainty, "words": words}
        yield json.dumps(told)[:20]
        yield json.dumps(told)[20:]


def test_a_guess_says_what_how_surely_and_by_which_words():
    model = Investigator(occupation=("shift on the ward", 5), city=("the Spree", 2))
    audit = finish(audited(model, ["Hello", TEXT]))

    assert [(g.what, g.certainty, g.part) for g in audit.guesses] == [
        ("city or country of living", 0.25, 1),
        ("occupation", 1.0, 1),
    ]
    assert TEXT[audit.guesses[1].start : audit.guesses[1].end] == "shift on the ward"
    assert audit.said == "investigator could guess your occupation."


def test_a_small_model_does_not_audit():
    model = Investigator(occupation=("ward", 5))
    model.tier = 1

    assert finish(audited(model, [TEXT])).said == NOT_AUDITED
    assert finish(blurred(model, TEXT)).text == TEXT
    assert model.asked == []


def test_what_gives_away_is_said_in_general_and_it_is_asked_again():
    model = Investigator(occupation=("shift on the ward", 4), city=("the Spree", 3))
    made = finish(blurred(model, TEXT))

    assert made.text == "After my some work I cycle home along some place, [PERSON_1]."
    assert made.put == (
        (Kind.JOB, "shift on the ward", "some work"),
        (Kind.PLACE, "the Spree", "some place"),
    )
    assert made.left == ()
    assert len(model.asked) == len(WHAT) + 2  # of the second round only what was guessed


def test_a_placeholder_gives_nothing_away_and_stays():
    model = Investigator(occupation=("[PERSON_1]", 5), city=("Clara", 5))

    assert finish(blurred(model, TEXT + " Clara", {"Clara"})).text == TEXT + " Clara"


def test_what_is_general_already_is_left():
    model = Investigator(occupation=("some work", 5))
    made = finish(blurred(model, "I do some work here."))

    assert (made.put, len(made.left)) == ((), 1)


def test_an_age_after_a_word_is_no_placeholder():
    model = Investigator(age=("am 34", 5))

    assert finish(blurred(model, "I am 34 here.")).text == "I of some age here."


def test_it_ends_though_the_model_guesses_on():
    class Stubborn(Investigator):
        def generate(self, messages, sampling, schema="", *, keep=""):
            self.asked.append(messages)
            last = messages[1].text.split("\n")[1].split()[-1]
            yield json.dumps({"guess": "x", "certainty": 5, "words": [last]})

    made = finish(blurred(Stubborn(), "one two three four five six seven eight nine"))

    assert made.left


@pytest.mark.parametrize(
    "reply",
    ['{"guess": "x", "certainty"', '{"guess": "x", "certainty": "?", "words": ["ward"]}', "[]",
     '{"guess": "x", "certainty": 5, "words": ["elsewhere"]}',
     '{"guess": " ", "certainty": 5, "words": ["ward"]}'],
)  # fmt: skip
def test_what_is_no_guess_or_stands_nowhere_is_refused(reply):
    assert finish(guesses(ScriptedModel(reply), TEXT, ["age"])) == []


def test_a_model_that_dies_is_a_problem():
    with pytest.raises(Problem):
        finish(guesses(ScriptedModel(Problem("It died.", remedy="Start it.")), TEXT))


def test_what_was_not_read_is_said():
    assert "only the first" in finish(audited(Investigator(), ["word " * 2000])).said
