"""Shorter by rules: what says nothing goes, what says something stays."""

from __future__ import annotations

import pytest

from assistant.writing.paper import Paper
from assistant.writing.shortening import says_nothing, shortening, tightened, without_fillers


def shortened(text, language="en", **more):
    paper = Paper(text, language, **more)
    rule = shortening(paper)
    return " ".join(said for n in range(len(paper.stretches)) if (said := rule(n)))


@pytest.mark.parametrize(
    ("text", "language", "short"),
    [
        ("I hope this email finds you well. The tea is cold.", "en", "The tea is cold."),
        ("The tea is cold. I look forward to hearing from you.", "en", "The tea is cold."),
        ("We left due to the fact that it rained.", "en", "We left because it rained."),
        ("It is, of course, really good.", "en", "It is, good."),
        ("The tea is cold. The tea is cold!", "en", "The tea is cold."),
        ("Ich hoffe, es geht dir gut. Der Tee ist kalt.", "de", "Der Tee ist kalt."),
        ("Der Tee ist kalt. Vielen Dank im Voraus!", "de", "Der Tee ist kalt."),
        ("Wir gingen aufgrund der Tatsache, dass es regnet.", "de", "Wir gingen, weil es regnet."),
        ("Trotz der Tatsache, dass es regnet, geht er.", "de", "Obwohl es regnet, geht er."),
        ("Nur für den Fall, dass es regnet.", "de", "Nur falls es regnet."),
        ("It is kind of cold.", "en", "It is cold."),
        ("Das ist eigentlich gut.", "de", "Das ist gut."),
    ],
)
def test_what_goes(text, language, short):
    assert shortened(text, language) == short


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("It is not really good.", "en"),
        ("I did not actually say it.", "en"),
        ("It is almost completely dry.", "en"),
        ("Absolutely!", "en"),
        ("Is the tea cold? Is the tea cold?", "en"),
        ("Thank you for your time on Friday.", "en"),
        ("We pay 5 euros. We pay 5 euros.", "en"),
        ("Das ist nicht wirklich gut.", "de"),
        ("What kind of party is it?", "en"),
        ("It is kind of you.", "en"),
        ("Wir machten Halt in Ulm.", "de"),
        ("Eine Vielzahl von Fehlern fiel auf.", "de"),
        ("Natürlich komme ich.", "de"),
        ("Das weiß ich und natürlich komme ich.", "de"),
        ("Das ist fast völlig trocken.", "de"),
        ("> I hope this email finds you well.", "en"),
    ],
)
def test_what_stays(text, language):
    assert shortened(text, language) == text


def test_a_sentence_with_a_fact_or_a_question_says_something():
    paper = Paper("", "en", people=["Will Byron"])

    assert says_nothing("Have a great day!", paper)
    assert not says_nothing("Have a great day?", paper)
    assert not says_nothing("Have a great day, Will!", paper)
    assert not says_nothing("No, have a great day!", paper)


def test_a_language_without_tables_is_left():
    assert tightened("afin de faire", "fr") == "afin de faire"
    assert without_fillers("C'est vraiment bon.", "fr") == "C'est vraiment bon."
