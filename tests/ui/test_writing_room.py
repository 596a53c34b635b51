from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QWidget

from memory.errors import Problem
from memory.progress import Progress
from tests.ui.fake_writing import AFTER, BEFORE, command
from ui.writing_room import OwnCommand, Wanted, WritingRoom

CORRECT = Wanted(command("correct"), BEFORE, "gently", "Ana")


@pytest.fixture
def parent(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def heard():
    return []


@pytest.fixture
def room(desk):
    return WritingRoom(desk)


def write(room, parent, heard: list[Any], wanted=CORRECT):
    room.write(parent, wanted, on_step=heard.append, on_done=heard.append, on_problem=heard.append)


def test_it_tells_how_far_it_is_then_the_pieces_then_all(room, parent, heard, memory, qtbot):
    write(room, parent, heard)
    assert room.is_busy
    qtbot.waitUntil(lambda: not room.is_busy)

    assert isinstance(heard[0], Progress)
    assert "".join(heard[1:-1]) == heard[-1].text == AFTER
    assert memory.writing.asked == [(BEFORE, "correct", {"to": "Ana", "instruction": "gently"})]


def test_another_writing_stops_the_one_before(room, parent, heard, memory, qtbot):
    memory.writing.holds = 2
    write(room, parent, heard)
    qtbot.waitUntil(lambda: len(heard) >= 3)
    memory.writing.holds = None
    second: list[Any] = []
    write(room, parent, second)
    count = len(heard)
    qtbot.waitUntil(lambda: not room.is_busy)

    assert second[-1].text == AFTER
    assert len(heard) == count


def test_a_refusal_goes_to_who_asked(room, parent, heard, memory, qtbot):
    memory.writing.problem = Problem("No.")
    write(room, parent, heard)
    qtbot.waitUntil(lambda: not room.is_busy)

    assert str(heard[-1]) == "No."


def test_what_is_stopped_from_elsewhere_is_told(room, parent, heard, memory, desk, qtbot):
    memory.writing.holds = 1
    write(room, parent, heard)
    qtbot.waitUntil(lambda: len(heard) >= 2)
    desk.stop_run(desk.runs.runs[0])
    qtbot.waitUntil(lambda: not room.is_busy)

    assert str(heard[-1]) == "The writing did not come to its end."


def test_the_people_are_named_without_the_user(room, parent, heard, qtbot):
    room.people(parent, heard.append)
    qtbot.waitUntil(lambda: bool(heard))

    assert "Bo Ek" in heard[0]
    assert "Ada" not in heard[0]


def own(memory):
    return [(one.title, one.shortcut) for one in memory.writing.the_commands if one.own]


def test_a_command_of_ones_own_is_kept_changed_and_removed(
    room, parent, heard, memory, desk, qtbot
):
    pirate = OwnCommand("Pirate", "Say it as a pirate.")
    with qtbot.waitSignal(desk.changed):
        room.keep(parent, pirate, None, heard.append)
    assert own(memory) == [("Pirate", "")]
    made = OwnCommand("Pirate", "Say it as a pirate.", "", "pirate")
    with qtbot.waitSignal(desk.changed):
        room.keep(parent, OwnCommand("Sailor", "Say it.", "Ctrl+Alt+P"), made, heard.append)
    assert own(memory) == [("Sailor", "Ctrl+Alt+P")]
    with qtbot.waitSignal(desk.changed):
        room.remove(parent, OwnCommand("Sailor", "", "", "sailor"), heard.append)

    assert own(memory) == []
    assert heard == []


def test_a_change_that_is_refused_leaves_the_command_as_it_was(room, parent, heard, memory, qtbot):
    memory.writing.add("Pirate", "Say it as a pirate.")
    made = OwnCommand("Pirate", "Say it as a pirate.", "", "pirate")
    room.keep(parent, OwnCommand("Rewrite", "…"), made, heard.append)
    qtbot.waitUntil(lambda: bool(heard))

    assert str(heard[0]) == "There is a command of that name already."
    assert own(memory) == [("Pirate", "")]


def test_the_text_is_in_no_repr():
    assert "monday" not in repr(CORRECT)
    assert "pirate" not in repr(OwnCommand("Pirate", "pirate"))


def test_an_answer_stands_beside_the_text():
    assert Wanted(command("explain"), BEFORE).answers
    assert Wanted(command("write")).answers
    assert not CORRECT.answers


def test_what_goes_on_is_joined_to_the_text():
    goes_on = Wanted(command("continue"), "One.")
    assert goes_on.whole("Two.") == "One. Two."
    assert goes_on.whole("") == ""
    assert Wanted(command("continue"), "One.\n").whole("Two.") == "One.\nTwo."
    assert CORRECT.whole("Two.") == "Two."
