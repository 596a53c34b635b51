from __future__ import annotations

import pytest

from assistant.profile.people import Known
from tests.ui.fake_holding import BO, CY, NOTHING, SOME
from ui.itemmodels.held import Grouped
from ui.pages.memory_stored import BY_KIND, PEOPLE, Stored


@pytest.fixture
def stored(qtbot):
    made = Stored()
    qtbot.addWidget(made)
    made.resize(700, 600)
    made.show()
    made.show_held(SOME, [Known(BO), Known(CY)])
    return made


def names(stored):
    return [stored._at(n).name for n in range(stored.sorted.rowCount())]


def test_it_is_counted_by_source_kind_and_person(stored):
    assert names(stored) == ["Mail", "Chats"]
    stored.tabs.setCurrentIndex(BY_KIND)
    assert names(stored) == ["Mails", "Chats"]
    stored.tabs.setCurrentIndex(PEOPLE)
    assert names(stored) == ["Bo Ek", "Cy"]
    assert stored.undated.accessibleName() == "1 document without a date"


def test_a_kind_as_a_whole_is_only_shown(stored):
    stored.tabs.setCurrentIndex(BY_KIND)

    assert stored.documents.isEnabled()
    assert not stored.erase.isEnabled()
    assert "not all of a kind" in stored.erase.toolTip()


def test_the_chosen_group_stays_chosen(stored):
    stored.table.selectRow(1)
    stored.show_held(SOME, [])
    wanted: list[Grouped] = []
    for signal in (stored.documents_wanted, stored.exposure_wanted, stored.erase_wanted):
        signal.connect(wanted.append)
    for button in (stored.documents, stored.exposure, stored.erase):
        button.click()

    assert [one.name for one in wanted] == ["Chats"] * 3
    stored.focus()


def test_where_there_is_nothing_nothing_can_be_done(stored):
    stored.show_held(NOTHING, [])

    assert stored.plot.isHidden()
    assert stored.undated.isHidden()
    assert not stored.documents.isEnabled()
