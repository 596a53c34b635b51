from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.profile.people import Known
from memory.held import PersonId
from tests.ui.fake_holding import BO, CY
from ui.pages.memory_people import PeopleList


@pytest.fixture
def people(qtbot):
    made = PeopleList()
    qtbot.addWidget(made)
    made.resize(500, 500)
    made.show()
    return made


@pytest.mark.parametrize(("many", "said"), [(0, "Nobody"), (10, "10 people"), (2000, "2,000")])
def test_few_and_many_are_counted(people, many, said, qtbot):
    people.show_people([Known(replace(BO, id=PersonId(n), name=f"Bo {n}")) for n in range(many)])

    assert said in people.counts.text()
    assert people.table.isHidden() == (many == 0)
    people.focus()


def test_who_is_chosen_stays_chosen_and_nobody_found_is_nobody_chosen(people, qtbot):
    chosen: list[object] = []
    people.chosen.connect(chosen.append)
    people.show_people([Known(BO), Known(CY)])
    qtbot.waitUntil(lambda: chosen == [1])
    people.select(PersonId(2))
    people.show_people([Known(CY), Known(BO)])
    qtbot.waitUntil(lambda: chosen[-1] == 2)
    people.field.setText("zzz")
    qtbot.waitUntil(lambda: chosen[-1] is None)
    assert people.counts.text() == "Nobody of that name."
    people.field.setText("bo")
    qtbot.waitUntil(lambda: chosen[-1] == 1)


def test_what_was_done_is_said_with_its_undo(people, qtbot):
    people.say("Joined.", undo=True)
    with qtbot.waitSignal(people.undo_wanted):
        people.undo_button.click()
    people.say("Undone.")

    assert people.undo_button.isHidden()
