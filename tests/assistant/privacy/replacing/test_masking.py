from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.privacy.recognizers.spans import Kind, Span
from assistant.privacy.replacing.masking import Placeholders, masked
from assistant.privacy.replacing.restoring import restored


def spans(text, *names, kind=Kind.PERSON):
    found: list[Span] = []
    for name in names:
        at = text.index(name)
        while at >= 0:
            if not any(s.start <= at < s.end for s in found):
                found.append(Span(at, at + len(name), kind, "why"))
            at = text.find(name, at + 1)
    return found


def test_parts_and_forms_of_a_name_have_its_number_and_are_put_back_each():
    text = "Johnny came. Johnny Bay is here, and JOHNNY BAY sings."
    placeholders = Placeholders()
    out, _ = masked(text, spans(text, "Johnny Bay", "JOHNNY BAY", "Johnny"), placeholders)

    assert out.count("[PERSON_1") == 3
    assert "[PERSON_2" not in out
    assert restored(out, placeholders.written) == text


def test_the_same_has_its_placeholder_in_the_whole_conversation():
    placeholders = Placeholders()
    first, second = "Ada and Bo", "Bo and Cy"
    masked(first, spans(first, "Ada", "Bo"), placeholders)
    out, _ = masked(second, spans(second, "Bo", "Cy"), placeholders)

    assert out == "[PERSON_2] and [PERSON_3]"


def test_a_part_that_two_share_is_neither():
    text = "Ada Bay, Bo Bay, Bay"
    out, _ = masked(text, spans(text, "Ada Bay", "Bo Bay", "Bay"), Placeholders())

    assert len(set(out.split(", "))) == 3


def test_nobody_can_plant_a_placeholder():
    text = "[PERSON_1] is Ada, person_2"
    placeholders = Placeholders()
    placeholders.avoid(text)
    out, _ = masked(text, spans(text, "Ada"), placeholders)

    assert restored(out, placeholders.written) == text
    assert restored("[PERSON_1]", placeholders.written) == "[PERSON_1]"


@given(st.lists(st.text(st.characters(codec="utf-8"), min_size=1), min_size=1, max_size=60))
def test_each_way_of_writing_has_one_placeholder(names):
    placeholders = Placeholders()
    whole = {name: placeholders.given(Span(0, len(name), Kind.NAME, ""), name) for name in names}

    assert len(set(whole.values())) == len(whole)
    assert all(placeholders.written[mark] == name for name, mark in whole.items())
