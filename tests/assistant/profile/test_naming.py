"""Whom a name means, and a relation told with the whole name of who it is."""

from __future__ import annotations

from assistant.profile.naming import Called, in_full, related
from memory.held import Person, PersonId
from memory.types import ClaimKind
from tests.assistant.profile.invented import a_claim

BROTHER = {"kind": ClaimKind.RELATION, "slot": "relation"}


def test_a_name_means_one_person_or_nobody():
    called = Called(
        [
            Person(PersonId(1), "Tom Byron"),
            Person(PersonId(2), "Tom"),
            Person(PersonId(3), "Kern, Ulla"),
            Person(PersonId(4), "Moira Tennant"),
        ]
    )

    assert called.whose("Tom") == 2
    assert called.whose("Byron") == 1
    assert called.whose("Ulla Kern") == 3
    assert called.whose("Mrs Tennant") == 4
    assert called.whose("Tommy") is None
    assert called.whose("") is None


def test_only_relations_to_the_user_are_read():
    assert related(a_claim(1, "Tom: my brother.", **BROTHER)) == ("Tom", "my brother")
    assert related(a_claim(1, "Tom: brother.", subject="Bo", **BROTHER)) == ("", "")
    assert related(a_claim(1, "Likes tea: much.")) == ("", "")


def test_a_relation_is_told_with_the_whole_name_of_who_is_meant():
    called = Called(
        [Person(PersonId(1), "Tom Byron"), Person(PersonId(2), "Ida"), Person(PersonId(3), "Ida K")]
    )
    told = [
        a_claim(1, "Tom: brother.", **BROTHER),
        a_claim(2, "Tom: brother.", locked=True, **BROTHER),  # as the user said it
        a_claim(3, "Ida: sister.", **BROTHER),
        a_claim(4, "Kim: cousin.", **BROTHER),
        a_claim(5, "Likes Tom: much."),
    ]

    assert [one.text for one in in_full(told, called)] == [
        "Tom Byron: brother.",
        "Tom: brother.",
        "Ida: sister.",
        "Kim: cousin.",
        "Likes Tom: much.",
    ]
