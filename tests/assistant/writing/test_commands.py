"""The commands that come with the program, the user's own, and how each is named and asked."""

from __future__ import annotations

import pytest

from assistant.writing.commands import (
    TONE,
    VARIABLES,
    Command,
    built_in,
    check,
    filled,
    found,
    id_of,
    of_user,
    variables,
)
from assistant.writing.kept import Keeps
from assistant.writing.rules import RULES, SUMMARISE
from memory.commands import OwnCommand
from memory.errors import Problem

OWN = OwnCommand("to-bo", "To Bo", "Write it to {to} in {language}, today {today}.", "B")


def test_each_has_a_name_and_a_shortcut_of_its_own():
    commands = built_in()

    assert len({one.id for one in commands}) == len({one.shortcut for one in commands})
    assert len({one.id for one in commands}) == len(commands)
    for one in commands:
        assert one.id == id_of(one.id) != TONE
        assert one.ask
        assert set(variables(one.ask)) <= set(VARIABLES)
        assert not one.own


def test_what_is_said_to_go_by_rules_has_them_and_else_what_can_be_done_is_said():
    commands = built_in()

    assert {one.id for one in commands if one.rules} == {*RULES, SUMMARISE}
    assert all(one.instead for one in commands if not one.rules)


def test_a_command_of_the_users_own_needs_what_it_names_first():
    own = of_user(OWN)

    assert (own.id, own.title, own.shortcut, own.own) == ("to-bo", "To Bo", "B", True)
    assert (own.needs, own.keeps, own.rules) == ("to", Keeps.ALL, False)
    assert of_user(OwnCommand("a", "A", "On {today}.")).needs == ""


@pytest.mark.parametrize(
    ("title", "ask", "says"),
    [
        (" ", "Do it.", "has a title"),
        ("Tea", " ", "has a title"),
        ("Tea", "Do {it}.", "no variable {it}"),
        ("SHORTEN!", "Do it.", "of that name already"),
        ("Tone", "Do it.", "of that name already"),
    ],
)
def test_what_cannot_be_a_command(title, ask, says):
    with pytest.raises(Problem, match=says):
        check(title, ask, built_in())


def test_what_can():
    check("As tea", "Do it to {to}, {language}, {instruction}, {today}.", built_in())

    assert id_of(" As  Tea! ") == "as-tea"


@pytest.mark.parametrize(
    ("wanted", "instruction", "id", "left"),
    [
        ("Shorten", "a lot", "shorten", "a lot"),
        ("as I would", "", "as-i-would", ""),
        ("tone", "More formal", "formal", ""),
        ("tone", "friendly", "friendlier", ""),
        ("tone", " plain ", "plainer", ""),
        ("tone", "firm", "firmer", ""),
    ],
)
def test_a_command_by_its_name(wanted, instruction, id, left):
    command, rest = found(built_in(), wanted, instruction)

    assert (command.id, rest) == (id, left)


@pytest.mark.parametrize(("wanted", "tone"), [("steal", ""), ("tone", ""), ("tone", "shorten")])
def test_no_such_command(wanted, tone):
    with pytest.raises(Problem):
        found(built_in(), wanted, tone)


def test_what_was_given_is_put_in_once_and_as_it_is():
    command = Command("a", "A", ask="To {to}:  {instruction}", needs="to")

    assert filled(command, {"to": "Bo {instruction}", "instruction": "tea"}) == (
        "To Bo {instruction}: tea"
    )
    with pytest.raises(Problem, match="needs whom it is to"):
        filled(command, {"to": ""})
