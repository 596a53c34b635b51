"""Who wrote a text that was selected, and what of it is the letter."""

from __future__ import annotations

import pytest

from assistant.profile.owner import Owner, owner_of
from assistant.replying.selected import NOBODY, Sender, selected, sender_of, unquoted
from memory.types import Participant
from tests.fakes import a_mail, put

TEXT = "When does the lease end?"
ME = owner_of("Ada Byron <ada@example.org>")


@pytest.fixture
def known(store):
    """A memory that names some people, one of them by two addresses."""
    people = [
        ("Bo Lind", "bo@home.org"), ("Bo Lind", "bo@work.org"), ("Cy Brand", "cy@example.org"),
        ("Cy Moor", "moor@example.org"), ("Ada Byron", "ada@example.org"), ("Dee", ""),
    ]  # fmt: skip
    for n, (name, address) in enumerate(people):
        put(store, a_mail(str(n), people=(Participant("from", name, address),)))
    return store


def sender(store, text: str = TEXT, to: str = "", *, sure: bool = True, owner: Owner = ME):
    return sender_of(text, to, store, owner, sure=sure)


@pytest.mark.parametrize(
    ("to", "name", "address"),
    [
        ("Eve <eve@example.org>", "Eve", "eve@example.org"),
        ("eve@example.org", "", "eve@example.org"),
        ('"Lind, Bo" <bo@home.org>', "Lind, Bo", "bo@home.org"),
        ("cy brand", "cy brand", "cy@example.org"),
        ("Cy", "Cy", ""),  # two bear the name
        ("Dee", "Dee", ""),  # without an address
        ("Nobody Known", "Nobody Known", ""),
    ],
)
def test_whom_the_user_names_is_looked_up(known, to, name, address):
    assert sender(known, to=to) == Sender(name, address, sure=True)


def test_the_address_that_the_user_wrote_to_comes_first(known):
    wrote = Owner(ME.names, ME.addresses, frozenset({"bo@work.org"}))

    assert sender(known, to="Cy Moor", owner=wrote).address == "moor@example.org"
    # Two people until somebody says that they are one:
    assert sender(known, to="Bo Lind", owner=wrote).address == ""


@pytest.mark.parametrize(
    ("signed", "name"),
    [("Best wishes,\nCy Brand", "Cy Brand"), ("Cheers\nDee", "Dee"), ("Best,\nCy", ""),
     ("Best,\nAda Byron", ""), ("Best,\nWho Knows", ""), ("", "")],
)  # fmt: skip
def test_who_signs_is_taken_for_them_and_not_sure(known, signed, name):
    found = sender(known, f"{TEXT}\n\n{signed}")

    assert (found.name, found.sure) == (name, False)


def test_a_guess_is_not_sure(known):
    assert not sender(known, to="Cy Brand", sure=False).sure
    assert Sender("", "", sure=False) == NOBODY


def test_who_signs_below_a_quote_did_not_write_it(known):
    text = f"{TEXT}\n\nOn Monday Cy wrote:\n> Yes.\n>\n> Best,\n> Cy Brand\n"

    assert sender(known, text) == NOBODY


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("> One\n> Two", "One\nTwo"),
        ("On Monday Bo wrote:\n> One\n>\n> Two", "One\n\nTwo"),
        ("Bo schrieb:\n\n> > Eins\n> Zwei", "> Eins\nZwei"),
        ("One\n> Two", "One\n> Two"),
        ("One", "One"),
        ("", ""),
    ],
)
def test_what_is_quoted_as_a_whole_is_the_letter(text, bare):
    assert unquoted(text) == bare


def test_it_is_a_mail_that_has_just_come():
    letter = selected("> One", "Lease", Sender("Bo", "bo@home.org"))

    assert (letter.text, letter.title) == ("One", "Lease")
    assert letter.people == (Participant("from", "Bo", "bo@home.org"),)
    assert letter.date is not None
