"""Whom could be meant by a name that several people bear."""

from __future__ import annotations

from memory.search import Bearer, namesakes
from memory.types import Participant
from tests.fakes import a_mail, put


def wrote(store, *names):
    for n, name in enumerate(names):
        people = (Participant("from", name, f"{name}@example.org"),)
        put(store, a_mail(f"<{name}{n}>", f"Words {n}", people=people))


def test_those_of_one_name_are_found_most_often_met_first(store):
    wrote(store, "Ana Kovac", "Ana Reis", "Ana Reis", "Anatol Bo", "Ana")

    assert namesakes(store, "When did Ana write?") == {
        "Ana": [Bearer("Ana Reis", 2), Bearer("Ana Kovac", 1)]
    }


def test_a_whole_name_or_one_bearer_leaves_nothing_open(store):
    wrote(store, "Ana Kovac", "Ana Reis", "Bo Ek", "An%a_ Odd")

    assert namesakes(store, "When did Ana Kovac write to Bo?") == {}
    assert namesakes(store, "when did ana write?") == {}
    assert namesakes(store, "Zoë? %? _?") == {}
