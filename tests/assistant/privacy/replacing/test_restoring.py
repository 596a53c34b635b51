from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.privacy.replacing.restoring import Restoring, restored

WRITTEN = {"[PERSON_1]": "Ada", "[PERSON_1b]": "ADA", "[PERSON_11]": "Bo", "[DATE_2]": "3 May"}
LOOSE = ("person_1", "[", "]", "PERSON_1", "_", "1", "'s", " ", "[PERSON_9]", "x")
PIECES = st.lists(st.sampled_from([*WRITTEN, *LOOSE]))


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("[PERSON_1]'s", "Ada's"),
        ("[PERSON_1's] hat", "Ada's hat"),
        ("[person_1]", "Ada"),
        ("[PERSON 1]", "Ada"),
        ("**PERSON_11**", "**Bo**"),
        ("[DATE_2] met [PERSON_1b]", "3 May met ADA"),
        ("[PERSON_7], PERSON_12, XPERSON_1", "[PERSON_7], PERSON_12, XPERSON_1"),
    ],
)
def test_a_placeholder_is_put_back_as_a_model_may_write_it(said, meant):
    assert restored(said, WRITTEN) == meant


@given(PIECES, st.data())
def test_however_an_answer_is_cut_its_pieces_are_the_whole(parts, data):
    text = "".join(parts)
    restoring, told, at = Restoring(WRITTEN), [], 0
    while at < len(text):
        step = data.draw(st.integers(1, 9))
        told.append(restoring.feed(text[at : at + step]))
        at += step

    assert "".join([*told, restoring.rest()]) == restored(text, WRITTEN)


def test_no_more_is_held_back_than_a_placeholder_is_long():
    restoring = Restoring(WRITTEN)

    assert len(restoring.feed("x" * 1000)) >= 1000 - len("[PERSON_11]") - 6
    assert Restoring({}).feed("all of it [") == "all of it ["
