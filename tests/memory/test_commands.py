"""The user's own commands are kept, taken away and brought back."""

from __future__ import annotations

import pytest

from memory.commands import OwnCommand, OwnCommands
from memory.errors import Problem
from memory.types import Topic
from tests.fakes import dump

BRIEF = OwnCommand("brief", "Brief", "Make three lines of it for {to}.", "B")


@pytest.fixture
def commands(store) -> OwnCommands:
    return OwnCommands(store)


def test_what_is_added_is_there(commands):
    changes = commands.add(BRIEF)

    assert commands.all() == [BRIEF]
    assert changes.topics == {Topic.SETTINGS}


def test_one_of_the_same_name_takes_its_place(commands):
    commands.add(BRIEF)
    commands.add(other := OwnCommand("brief", "Brief", "Make one line of it."))

    assert commands.all() == [other]


def test_what_was_taken_away_can_be_brought_back_until_another_is(commands, store):
    commands.add(BRIEF)
    commands.add(OwnCommand("pirate", "Pirate", "Write as a pirate."))
    commands.remove("brief")
    assert [one.id for one in commands.all()] == ["pirate"]

    commands.restore()
    assert [one.id for one in commands.all()] == ["brief", "pirate"]

    commands.remove("brief")
    commands.remove("pirate")
    commands.restore()
    assert [one.id for one in commands.all()] == ["pirate"]
    assert BRIEF.ask not in dump(store)


def test_one_that_was_taken_away_can_be_added_anew(commands):
    commands.add(BRIEF)
    commands.remove("brief")
    commands.add(BRIEF)

    assert commands.all() == [BRIEF]


def test_what_is_not_there_is_a_problem(commands):
    with pytest.raises(Problem, match="no command of yours"):
        commands.remove("brief")
    with pytest.raises(Problem, match="No command was taken away"):
        commands.restore()
    commands.add(BRIEF)
    commands.remove("brief")
    with pytest.raises(Problem, match="no command of yours"):
        commands.remove("brief")


def test_its_words_stand_in_no_repr():
    assert "three lines" not in repr(BRIEF)
