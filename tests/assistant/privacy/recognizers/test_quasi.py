from __future__ import annotations

import pytest

from assistant.privacy.recognizers.quasi import coarser, quasi
from assistant.privacy.recognizers.spans import Kind, Span
from assistant.privacy.recognizers.tokens import words


def general(text, language="en"):
    return [
        (text[s.start : s.end], coarser(s, text, language)) for s in quasi(words(text, language))
    ]


@pytest.mark.parametrize(
    ("text", "language", "said", "instead"),
    [
        ("I'm 34, and tired", "en", "34", "30–39"),
        ("a 61-year-old man", "en", "61", "60–69"),
        ("I was born in 1984.", "en", "1984", "1980–1989"),
        ("ich bin 42 Jahre alt", "de", "42", "40–49"),
        ("j'ai 27 ans", "fr", "27", "20–29"),
        ("tengo 35 años", "es", "35", "30–39"),
        ("ho 53 anni", "it", "53", "50–59"),
        ("tenho 19 anos", "pt", "19", "10–19"),
        ("ik ben 70 jaar oud", "nl", "70", "70–79"),
        ("I work as a senior oncology nurse", "en", "senior oncology nurse", "health worker"),
        ("ich bin Lehrerin", "de", "Lehrerin", "im Bildungswesen tätig"),
        ("je suis infirmière", "fr", "infirmière", "professionnel de santé"),
    ],
)
def test_what_tells_who_somebody_is_is_made_coarser(text, language, said, instead):
    assert (said, instead) in general(text, language)


@pytest.mark.parametrize(
    "text", ["I have 34 emails", "version 2.0", "the nurse said so", "in 1984"]
)
def test_what_tells_nobody_stays(text):
    assert general(text) == []


def test_a_town_becomes_its_country():
    assert coarser(Span(0, 6, Kind.PLACE, ""), "Lübeck", "en") == "Germany"
    assert coarser(Span(0, 6, Kind.PLACE, ""), "Qqqqqq", "en") == ""
