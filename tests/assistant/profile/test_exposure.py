from __future__ import annotations

import pytest

from assistant.profile.exposure import exposing, hidden, told_in
from memory.claims.revising import take
from memory.holdings import ids_of
from memory.progress import finish
from memory.types import ClaimKind, Draft, Strength
from tests.fakes import a_mail, a_note, day, put


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Write to Ada.Byron@example.org.", [("mail address", "ada.byron@example.org")]),
        ("DE89 3704 0044 0532 0130 00, ok", [("account number", "DE89370400440532013000")]),
        ("GB29NWBK60161331926819", [("account number", "GB29NWBK60161331926819")]),
        ("DE89 3704 0044 0532 0130 01", []),
        ("Card 4111 1111 1111 1111", [("card number", "4111111111111111")]),
        ("Card 4111 1111 1111 1112", []),
        ("Call +44 131 555 0100 or 0131 555 0101", [
            ("phone number", "441315550100"), ("phone number", "01315550101")]),
        ("On 12.05.2024 I paid 1234567890", []),
        ("The password is hunter22", [("password", "hunter22")]),
        ("I was born on 14 May 1993", [("birthday", "14 may 1993")]),
        ("Nothing here, not even 0 or 00.", []),
    ],
)  # fmt: skip
def test_what_a_text_tells_is_recognised(text, found):
    assert told_in(text) == found


def test_of_an_example_only_the_ends_are_shown():
    assert hidden("ada@example.org") == "ad…rg"
    assert hidden("1234") == "1…4"


def a_draft(document, value, slot="likes") -> Draft:
    start = document.text.index(value)
    return Draft(
        "", ClaimKind.PREFERENCE, slot, value, f"Likes {value}.", 1, Strength.STATED,
        document.id, start, start + len(value), day(3),
    )  # fmt: skip


def test_a_part_tells_its_claims_and_which_fall_with_it(store):
    one = a_mail("one", "I like tea and chess. Mine is ada@example.org or ada@example.org.")
    two = a_note("I like tea.")
    put(store, one, two)
    take(store, [a_draft(one, "tea"), a_draft(one, "chess"), a_draft(two, "tea")])
    found = finish(exposing(store, [one.id]))

    assert sorted(claim.value for claim in found.claims) == ["chess", "tea"]
    assert [claim.value for claim in found.claims if claim.id in found.alone] == ["chess"]
    assert (found.documents, found.people) == (1, 1)
    assert found.found == {"mail address": 1}
    whole = finish(exposing(store, ids_of(store)))
    assert len(whole.alone) == len(whole.claims) == 2


def test_nothing_tells_nothing(store):
    found = finish(exposing(store, []))

    assert (found.documents, found.claims, found.found) == (0, (), {})
