from __future__ import annotations

import pytest
from stdnum import iban

from assistant.privacy.recognizers.lexicon import is_known, lexicon
from assistant.privacy.recognizers.spans import Kind
from assistant.privacy.replacing.inventing import (
    Named,
    firms,
    iban_like,
    is_kept,
    is_kind_of_firm,
    is_large,
    names_like,
    numbered,
    phone_like,
    places_like,
)


def like(said, language="en"):
    return {word: set(named.candidates) for word, named in names_like(said, language).items()}


@pytest.mark.parametrize(
    ("said", "language", "of_women"),
    [
        ("Greta Kolbe", "en", True),
        ("Jürgen Kolbe", "de", False),
        ("Frau Xandrix Kolbe", "de", True),
        ("Mr. Xandrix Kolbe", "en", False),
    ],
)
def test_a_first_name_is_of_the_sex_it_was(said, language, of_women):
    women = set(names_like("Greta Kolbe", "de")["Greta"].candidates)
    women |= set(names_like("Emily Kolbe", "en")["Emily"].candidates)
    first = next(words for word, words in like(said, language).items() if word != "Kolbe")

    assert (first <= women) is of_women


def test_titles_and_initials_stay():
    assert set(like("Dr. Emily J. Kolbe")) == {"Emily", "Kolbe"}


def test_a_name_inflects_as_the_one_it_stands_for():
    named = Named(["Anna", "Hans", "Clara"])

    assert [c for c in named.candidates if named.is_close(c, "Berta")] == ["Clara"]
    assert not named.is_close("Hans", "Igor")
    assert named.is_close("Anna", "Olga")


def test_towns_are_of_like_size_in_the_same_country():
    assert "Dresden" in places_like("Leipzig", "en")
    assert "Celle" in places_like("Goslar", "en")
    assert places_like("Nowhereville", "en") == []
    assert is_large("Paris")
    assert not is_large("Goslar")


def test_a_made_up_firm_is_no_word_and_no_place():
    for name in firms():
        assert not is_known(name.casefold())
        assert not lexicon().names_something(name.casefold())


def test_what_says_what_kind_of_firm_it_is():
    assert all(map(is_kind_of_firm, ("GmbH", "Inc.", "University", "Klinik")))
    assert all(map(is_kept, ("of", "&", "und")))
    assert not is_kind_of_firm("Hartmann")


@pytest.mark.parametrize(
    ("said", "language", "begins"),
    [("+44 20 1234 5678", "en", "+44 20 7946 0"), ("0049 30 123", "en", "+49 30 23125"),
     ("030 123456", "de", "+49 30 23125"), ("+39 06 1234", "it", "+1 212 555 01")],
)  # fmt: skip
def test_a_number_is_one_kept_free_in_its_country(said, language, begins):
    made = {phone_like(said, n, language) for n in range(1, 100)}

    assert len(made) == 99
    assert all(one.startswith(begins) for one in made)
    assert phone_like(said, 100, language) == ""


@pytest.mark.parametrize("n", [1, 42, 199])
def test_an_account_holds_its_checksum_and_is_of_no_bank(n):
    made = iban_like("DE89370400440532013000", n)

    assert iban.is_valid(made, check_country=False)
    assert made[4:12] == "00000000"


def test_what_has_no_number_that_is_free_has_none():
    assert numbered(Kind.SECRET, "hunter2", 1, "en") == ""
    assert numbered(Kind.IP, "fe80::1", 3, "en") == "2001:db8::3"
