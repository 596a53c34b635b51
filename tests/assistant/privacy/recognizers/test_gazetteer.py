from __future__ import annotations

import time

import pytest

from assistant.privacy.recognizers.gazetteer import Gazetteer, Known
from assistant.privacy.recognizers.spans import Kind
from assistant.privacy.recognizers.tokens import words

KNOWN = Gazetteer(
    [
        Known("Çiğdem Müller-Lüdenscheidt", Kind.PERSON, "somebody you know"),
        Known("Bluebird", Kind.PROJECT, "a project"),
        Known("Mark Hill", Kind.PERSON, "somebody you know"),
        Known("王小明", Kind.PERSON, "somebody you know"),
    ]
)


def found(text):
    return [text[s.start : s.end] for s in KNOWN.found(words(text))]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ask cigdem about it", "cigdem"),
        ("ÇİĞDEM said so", "ÇİĞDEM"),
        ("Cigdems Auto", "Cigdems"),
        ("the BLUEBIRD plan", "BLUEBIRD"),
        ("see CigdemNotes", None),
        ("in bluebird-notes", "bluebird"),
        ("Mueller-Luedenscheidt called", "Mueller-Luedenscheidt"),
        ("Call Mark today", "Mark"),
        ("我认识王小明。", "王小明"),
    ],
)
def test_a_name_is_found_however_it_is_written(text, name):
    assert found(text) == ([name] if name else [])


def test_a_name_that_is_a_word_is_looked_for_with_its_capital():
    assert found("mark the hill on the map") == ["mark the hill"[:0]] or not found("mark it")


def test_ten_thousand_names_cost_no_more_than_ten():
    def seconds(count):
        known = Gazetteer(
            Known(f"Xa{n}fel Yo{n}mir", Kind.PERSON, "somebody you know") for n in range(count)
        )
        read = words("The quick brown fox jumps over the lazy dog. " * 200)
        times = []
        for _ in range(3):
            began = time.perf_counter()
            assert list(known.found(read)) == []
            times.append(time.perf_counter() - began)
        return min(times)

    assert seconds(10_000) < 4 * seconds(10)
