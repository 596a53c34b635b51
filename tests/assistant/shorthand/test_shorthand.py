"""Text entry, whole: read, offered, chosen, erased."""

from __future__ import annotations

import pytest

from assistant.settings import Settings
from assistant.shorthand.initials import keeps
from assistant.shorthand.shorthand import Shorthand
from memory.erasing.erase import erasing
from memory.erasing.targets import Target
from memory.errors import Problem
from memory.progress import finish
from tests.assistant.shorthand.spellers import Speller
from tests.fakes import a_mail, put

HOME = "I will be home by 7"
OTHER = "I would be here by 7"


def shorthand(store, model=None) -> Shorthand:
    settings = Settings(identity="Ada Byron <ada@example.org>")
    return Shorthand(store, lambda: settings, model or Speller(OTHER.split()))


def offered(one: Shorthand, short: str = "iwbhb7") -> list[str]:
    return [candidate.text for candidate in finish(one.expanding(short)).candidates]


def test_own_phrases_come_before_composed_ones(store):
    put(store, a_mail("m", f"{HOME}."))

    assert offered(shorthand(store)) == [HOME, OTHER]


def test_what_was_read_since_is_known(store):
    one = shorthand(store)
    assert offered(one) == [OTHER]

    put(store, a_mail("m", f"{HOME}."))
    assert offered(one) == [HOME, OTHER]


def test_to_warm_it_lets_the_model_read_what_stands_before_and_spell_nothing(store):
    put(store, a_mail("m", f"{HOME}."))
    model = Speller()
    finish(shorthand(store, model).warming(before="Dear Bo, ", to="Bo"))

    assert [(one.slots, one.text) for one in model.asked] == [((), f"{HOME}.\n\n\nDear Bo,")]


def test_what_is_chosen_comes_first_from_then_on_and_can_be_refused(store):
    put(store, a_mail("m", f"{HOME}."))
    one = shorthand(store)
    one.choose(" IWBHB7", OTHER, passed=[HOME])
    assert offered(one) == [OTHER, HOME]
    assert [(each.text, each.chosen) for each in one.learned()] == [(OTHER, 1)]

    one.never("iwbhb7", OTHER)
    assert offered(one) == [HOME]

    one.forget("iwbhb7", OTHER)
    assert offered(one) == [HOME, OTHER]


def test_nothing_is_offered_of_what_was_erased(store):
    mail = a_mail("m", f"{HOME}.")
    put(store, mail, a_mail("n", "Other words."))
    one = shorthand(store)
    one.choose("iwbhb7", HOME)
    assert HOME in offered(one)

    finish(erasing(store, Target(document=mail.id)))
    assert offered(one) == [OTHER]


def test_without_a_model_own_phrases_are_offered_and_it_is_said(store):
    put(store, a_mail("m", f"{HOME}."))
    found = finish(shorthand(store, Speller(problem="It ended.")).expanding("iwbhb7"))

    assert [one.text for one in found.candidates] == [HOME]
    assert found.note == "Only your own phrases were looked at. It ended."


def test_what_is_no_abbreviation_is_refused(store):
    with pytest.raises(Problem):
        finish(shorthand(store).expanding("7"))


def test_its_model_ends_with_it(store):
    model = Speller()
    one = shorthand(store, model)
    one.close()

    assert model.closed


def test_the_model_that_comes_along_keeps_to_the_initials(store):
    put(store, a_mail("m", "I will be late. See you at home."))
    settings = Settings(identity="Ada Byron <ada@example.org>")
    one = Shorthand(store, lambda: settings)
    try:
        found = finish(one.expanding("sywihb7, ok?", before="Hi Bo. "))
        assert found.note == ""
        assert found.candidates
        assert all(keeps("sywihb7, ok?", each.text) for each in found.candidates)
    finally:
        one.close()
