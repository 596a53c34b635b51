"""The verbs of shorthand as jobs, on the real shorthand of a real store."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QWidget

from assistant.settings import Settings
from assistant.shorthand.shorthand import Shorthand
from memory.errors import Problem
from memory.types import Topic
from tests.assistant.shorthand.spellers import Speller
from tests.fakes import a_mail, put
from ui.shorthand_room import Asked, Kept, ShorthandRoom

HOME = "I will be home by 7"
OTHER = "I would be here by 7"


@pytest.fixture
def shorthand(memory, store):
    put(store, a_mail("m", f"{HOME}."))
    settings = Settings(identity="Ada Byron <ada@example.org>")
    memory.shorthand = Shorthand(store, lambda: settings, Speller(OTHER.split()))
    return memory.shorthand


@pytest.fixture
def parent(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def room(desk, shorthand):
    return ShorthandRoom(desk)


def test_all_is_made_ready_once_and_nobody_is_told(room, parent, heard, shorthand, qtbot):
    room.warm(parent, Asked("", "Dear Bo, ", "Bo"))
    write_out(room, parent, heard, "iwbhb7")
    qtbot.waitUntil(lambda: len(heard) == 2)

    before = [one.text for one in shorthand._model.asked]
    assert before == [f"{HOME}.\n\n\nDear Bo,", f"{HOME}.\n\n\n"]


class Heard(list[Any]):
    """What was told, by the name of who told it."""

    def by(self, name: str) -> Any:
        return lambda *news: self.append((name, *news))


@pytest.fixture
def heard():
    return Heard()


def write_out(room, parent, heard, short):
    names = ("on_text", "on_begin", "on_done", "on_problem")
    room.write_out(parent, Asked(short, to="Bo"), **{name: heard.by(name) for name in names})


def test_a_snippet_is_told_and_nothing_is_looked_for(room, parent, heard, shorthand, desk, qtbot):
    shorthand.snippets.put(";sig", "Yours to {name}")
    with qtbot.waitSignal(desk.changed) as changed:
        write_out(room, parent, heard, ";sig")

    assert heard == [("on_text", "Yours to Bo")]
    assert changed.args[0].topics == {Topic.SETTINGS}
    assert shorthand.snippets.all()[0].used == 1


def test_an_abbreviation_is_looked_for_once_it_is_no_snippet(room, parent, heard, qtbot):
    write_out(room, parent, heard, "iwbhb7")
    qtbot.waitUntil(lambda: len(heard) == 2)

    assert heard[0] == ("on_begin",)
    assert [one.text for one in heard[1][1].candidates] == [HOME, OTHER]


def test_a_refusal_goes_to_who_asked(room, parent, heard, qtbot):
    write_out(room, parent, heard, "7")
    qtbot.waitUntil(lambda: len(heard) == 2)

    assert isinstance(heard[1][1], Problem)


def test_what_was_stopped_is_not_told(room, parent, heard, qtbot):
    write_out(room, parent, heard, "iwbhb7")
    room.stop()
    qtbot.wait(100)

    assert heard == []


def test_what_was_chosen_is_learned_refused_offered_again_and_forgotten(
    room, parent, heard, shorthand, qtbot
):
    room.choose(parent, "iwbhb7", OTHER, [HOME])
    qtbot.waitUntil(lambda: [one.chosen for one in shorthand.learned()] == [1])
    room.never(parent, "iwbhb7", OTHER, heard.by("problem"))
    qtbot.waitUntil(lambda: shorthand.learned()[0].never)
    room.never(parent, "iwbhb7", OTHER, heard.by("problem"), never=False)
    qtbot.waitUntil(lambda: not shorthand.learned()[0].never)
    one = shorthand.learned()[0]
    room.forget(parent, one, heard.by("problem"))
    qtbot.waitUntil(lambda: shorthand.learned() == [])
    room.put_back(parent, one, heard.by("problem"))
    qtbot.waitUntil(lambda: shorthand.learned() == [one])

    assert heard == []


def test_snippets_are_kept_renamed_removed_and_every_deed_taken_back(
    room, parent, heard, shorthand, qtbot
):
    def names():
        return [one.name for one in shorthand.snippets.all()]

    room.keep(parent, ";a", "one", "", heard.by("done"), heard.by("problem"))
    qtbot.waitUntil(lambda: names() == [";a"])
    room.keep(parent, ";b", "one", ";a", heard.by("done"), heard.by("problem"))
    qtbot.waitUntil(lambda: names() == [";b"])
    qtbot.waitUntil(lambda: heard == [("done", 1), ("done", 2)])
    room.undo(parent, 2, heard.by("problem"))
    qtbot.waitUntil(lambda: names() == [";a"])
    room.remove(parent, ";a", heard.by("done"), heard.by("problem"))
    qtbot.waitUntil(lambda: names() == [])
    room.look(parent, heard.by("look"), heard.by("problem"))
    qtbot.waitUntil(lambda: heard[-1] == ("look", Kept([], [])))

    shorthand.snippets.put(";a", "one")
    room.keep(parent, ";a", "two", "", heard.by("done"), heard.by("problem"))
    qtbot.waitUntil(lambda: heard[-1][0] == "problem")
    assert "already" in str(heard[-1][1])
    assert [one.text for one in shorthand.snippets.all()] == ["one"]
    heard.clear()
    room.keep(parent, "a b", "one", "", heard.by("done"), heard.by("problem"))
    qtbot.waitUntil(lambda: [name for name, *_ in heard] == ["problem"])


def test_no_words_are_in_a_repr():
    assert "iwbhb7" not in repr(Asked("iwbhb7", "Dear Bo", "Bo"))
    assert "Bo" not in repr(Asked("iwbhb7", "Dear Bo", "Bo"))
