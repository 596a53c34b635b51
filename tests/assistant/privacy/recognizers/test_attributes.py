from __future__ import annotations

import pytest

from assistant.privacy.recognizers.attributes import attributes
from assistant.privacy.recognizers.spans import Kind
from assistant.privacy.recognizers.tokens import words


def found(text, language="en"):
    return [(s.kind, text[s.start : s.end], s.instead) for s in attributes(words(text, language))]


@pytest.mark.parametrize(
    ("text", "language", "kind", "said", "instead"),
    [
        ("my wife says no", "en", Kind.RELATIONSHIP, "wife", "partner"),
        ("I'm married and tired", "en", Kind.RELATIONSHIP, "married", "in my situation"),
        ("Single, and glad of it", "en", Kind.RELATIONSHIP, "Single", "In my situation"),
        ("the single life is mine", "en", Kind.RELATIONSHIP, "single", "home"),
        ("as a young woman I left", "en", Kind.SEX, "woman", "person"),
        ("I'm a mother of two", "en", Kind.SEX, "mother", "parent"),
        ("I studied art history", "en", Kind.EDUCATION, "art history", "some subject"),
        ("my law degree", "en", Kind.EDUCATION, "law", "university"),
        ("since my PhD I write", "en", Kind.EDUCATION, "PhD", "degree"),
        ("I have a master's degree", "en", Kind.EDUCATION, "master's degree", "degree"),
        ("pastry chef here", "en", Kind.JOB, "pastry chef", "Skilled worker"),
        ("I work in healthcare", "en", Kind.JOB, "healthcare", "my trade"),
        ("I'm retired now", "en", Kind.JOB, "retired", "not working"),
        ("we live on a low income", "en", Kind.INCOME, "low", "certain"),
        ("I earn $85,000 a year", "en", Kind.INCOME, "$85,000", "some amount"),
        ("in my early thirties", "en", Kind.AGE, "early thirties", "adult years"),
        ("I'm pushing 40, so", "en", Kind.AGE, "40", "a certain age"),
        ("home is the Big Apple", "en", Kind.PLACE, "the Big Apple", "a place"),
        ("ich bin verheiratet", "de", Kind.RELATIONSHIP, "verheiratet", "in meiner Lage"),
        ("meine Frau sagt nein", "de", Kind.RELATIONSHIP, "Frau", "bessere Hälfte"),
        ("ich studiere Jura", "de", Kind.EDUCATION, "Jura", "ein Fach"),
        ("ich verdiene 3.200 Euro", "de", Kind.INCOME, "3.200 Euro", "einen Betrag"),
        ("ma femme dit non", "fr", Kind.RELATIONSHIP, "femme", "partenaire"),
        ("mi marido dice que no", "es", Kind.RELATIONSHIP, "marido", "pareja"),
    ],
)
def test_what_tells_an_attribute_is_found_with_what_may_be_said(
    text, language, kind, said, instead
):
    assert (kind, said, instead) in found(text, language)


@pytest.mark.parametrize(
    "text",
    [
        "every single day",
        "I'm engaged in local politics",
        "I was single-handedly responsible",
        "the nurse said so",
        "low tide and high hopes",
        "the history of the house",
        "90 degrees in the shade",
        "the man in the moon",
        "a table for two in 30 minutes",
        "They hire people with a PhD",  # nobody speaks of themselves
        "the degree of freedom I have",
    ],
)
def test_the_same_words_elsewhere_tell_nothing(text):
    assert found(text) == []


def test_what_may_be_said_is_not_put_in_place_of_itself():
    assert found("I have my degree now") == []
