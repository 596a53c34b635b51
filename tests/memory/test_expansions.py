"""What was chosen for an abbreviation is counted, and goes with the words it was made of."""

from __future__ import annotations

from memory import expansions
from memory.erasing.erase import erasing
from memory.erasing.targets import Target
from memory.progress import finish
from tests.fakes import a_mail, dump, put

HOME = "I will be home by 7"


def test_choices_and_what_was_passed_over_are_counted(store):
    expansions.choose(store, "iwbhb7", HOME, passed=["I would be here by 7"])
    expansions.choose(store, "iwbhb7", HOME)

    found = {one.text: (one.chosen, one.passed) for one in expansions.chosen_for(store, "iwbhb7")}
    assert found == {HOME: (2, 0), "I would be here by 7": (0, 1)}
    assert [one.text for one in expansions.all_chosen(store)] == [HOME]
    assert expansions.chosen_for(store, "other") == []


def test_what_is_never_wanted_is_kept_until_it_is_forgotten(store):
    expansions.never(store, "iwbhb7", HOME)
    assert expansions.all_chosen(store)[0].never

    expansions.never(store, "iwbhb7", HOME, never=False)
    assert expansions.all_chosen(store) == []

    expansions.choose(store, "iwbhb7", HOME)
    one = expansions.all_chosen(store)[0]
    expansions.forget(store, "iwbhb7", HOME)
    expansions.put_back(store, one)
    assert expansions.all_chosen(store) == [one]

    expansions.forget(store, "iwbhb7", HOME)
    assert not any(HOME in value for value in dump(store))


def test_what_stands_in_a_document_goes_with_it(store):
    mail = a_mail("m", "Hi. I will be\nHome by 7, then.")
    put(store, mail, a_mail("n", "Something else"))
    expansions.choose(store, "iwbhb7", HOME)
    expansions.choose(store, "sys", "see you soon")
    finish(erasing(store, Target(document=mail.id)))

    assert [one.text for one in expansions.all_chosen(store)] == ["see you soon"]
    assert not any(HOME in value for value in dump(store))
