"""Who the user is: by whole names and addresses; another of the same first name is not."""

from __future__ import annotations

import pytest

from assistant.profile.owner import folded, owner_of, with_correspondents
from memory.types import Participant
from tests.assistant.profile.lives import ADA, BO, ME, TO_BO, mail, talk


def test_names_and_addresses_are_taken_apart():
    assert ME.names == {"ada byron", "ada king"}
    assert ME.addresses == {"ada@example.org"}


@pytest.mark.parametrize(
    ("name", "yes"),
    [("Ada Byron", True), ("ADA  KING", True), ("Ada", False), ("Ada Lovett", False), ("", False)],
)
def test_a_name_counts_as_a_whole(name, yes):
    assert ME.is_named(name) is yes


@pytest.mark.parametrize(
    ("person", "yes"),
    [
        (Participant("from", "Ada Byron", "ADA@example.org"), True),
        (Participant("from", "Ada Byron", "other@example.org"), False),  # a name is soon borrowed
        (Participant("from", "Ada Byron"), True),
        (Participant("from", "", ""), False),
    ],
)
def test_an_address_counts_more_than_a_name(person, yes):
    assert ME.is_sender(person) is yes


def test_a_mail_is_the_users_if_all_its_senders_are():
    assert ME.wrote(mail(ADA, "Hi"))
    assert not ME.wrote(mail(BO, "Hi"))
    assert not ME.wrote(mail(ADA, "Hi", BO))
    assert not ME.wrote(mail(TO_BO, "Hi"))


@pytest.mark.parametrize(
    ("speakers", "who"),
    [
        (("Ada Byron", "Bo"), "Ada Byron"),
        (("You", "Assistant"), "You"),
        (("Ada", "Bo"), "Ada"),
        (("Ada Lovett", "Bo"), None),
        (("Ada", "Ada Lovett"), None),  # which of them?
        (("Ada", "Ada Byron"), "Ada Byron"),
        (("Bo", "Cy"), None),
    ],
)
def test_the_user_is_found_among_speakers(speakers, who):
    assert ME.speaker(talk(*((name, "Hello") for name in speakers))) == who


def test_whom_the_user_wrote_to_is_known():
    owner = with_correspondents(ME, [mail(ADA, "Hi", TO_BO), mail(BO, "Hi", ADA)])

    assert owner.knows(BO)
    assert not owner.knows(Participant("from", "Cy", "cy@example.org"))
    assert not ME.knows(BO)


def test_names_are_compared_without_case_accents_and_marks():
    assert folded(" “Zoë”  O.  Ek ") == "zoe o ek"
    assert owner_of("").names == frozenset()
