from __future__ import annotations

import pytest

from assistant.privacy.meter import FLOOR, Fits, metered
from assistant.privacy.recognizers.details import Details
from assistant.privacy.recognizers.gazetteer import Gazetteer
from assistant.privacy.recognizers.spans import Kind
from assistant.privacy.replacing.masking import Placeholders
from assistant.privacy.replacing.surrogates import Surrogates
from assistant.privacy.rewriting import Knowledge, Policy, rewritten
from assistant.privacy.rules import compiled

NOTHING = Knowledge(Gazetteer([]), Details([]), lambda _: set())


def told(meter):
    return [(one.kind, one.fits) for one in meter.telling]


@pytest.mark.parametrize(
    ("text", "kind", "fits"),
    [
        ("as a woman I say so", Kind.SEX, Fits.MANY),
        ("I am a nurse by heart", Kind.JOB, Fits.MANY),
        ("I live in Berlin now", Kind.PLACE, Fits.SOME),
        ("write to jo@firm.example", Kind.EMAIL, Fits.FEW),
    ],
)
def test_each_attribute_leaves_so_many_people(text, kind, fits):
    assert (kind, fits) in told(metered(text))


def test_together_they_leave_fewer_than_each():
    text = "I am a nurse of Berlin. I'm 34, and as a woman I say so."
    meter = metered(text)

    assert {one.fits for one in meter.telling} <= {Fits.MANY, Fits.SOME}
    assert meter.fits is Fits.FEW
    assert all(text[one.start : one.end].strip() for one in meter.telling)


def test_the_same_said_twice_tells_it_once():
    assert metered("I live in Berlin. I like Berlin, and Berlin likes me.").fits is Fits.SOME


def test_nothing_found_is_said_to_be_a_floor():
    meter = metered("It rains.")

    assert (meter.telling, meter.fits, meter.said) == ((), Fits.MANY, FLOOR)


def test_what_was_said_in_general_tells_less():
    text = "I'm 34, a friend says. I work as a nurse."
    before = metered(text)
    after = rewritten(text, NOTHING, Policy(), Placeholders()).meter

    assert before.fits is Fits.SOME
    assert after.fits is Fits.MANY
    assert {one.kind for one in after.telling} == {Kind.AGE, Kind.JOB}


@pytest.mark.parametrize("purpose", ["", "translation"])
def test_what_stands_for_something_tells_nothing(purpose):
    text = "My name is Julia Becker, born on 3 March 1981."
    shown = rewritten(text, NOTHING, Policy(purpose=purpose), Surrogates())

    assert "Becker" not in shown.outgoing
    assert told(shown.meter) == []


def test_what_a_rule_lets_out_is_told():
    rules = [compiled("names may leave")]
    shown = rewritten("My name is Julia Becker.", NOTHING, Policy(rules), Placeholders())

    assert (Kind.PERSON, Fits.FEW) in told(shown.meter)
