from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QWidget

from assistant.profile.people import Known
from tests.ui.fake_holding import ADA, BO, CARD, CY
from ui.joining import Found, Join, Split, known_by


@pytest.fixture
def parent(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def test_who_is_joined_is_found_by_typing_and_never_oneself(parent):
    joined: list[Any] = []
    dialog = Join(parent, Known(BO), [Known(BO), Known(CY), Known(ADA)], joined.append)
    dialog.show_over()
    assert [one.person.name for one in dialog.model.rows] == ["Cy", "Ada"]
    assert not dialog.yes.isEnabled()
    dialog.yes.click()
    dialog._do()
    dialog.field.setText("cy@")
    dialog.table.selectRow(0)
    assert dialog.yes.isEnabled()
    dialog.field.setText("nobody")
    assert not dialog.yes.isEnabled()
    dialog.field.setText("cy")
    dialog.table.selectRow(0)
    dialog.yes.click()

    assert joined == [2]


def test_some_addresses_can_be_somebody_elses_not_all(parent):
    split: list[Any] = []
    dialog = Split(parent, CARD, split.append)
    dialog.show_over()
    first, second = (check for check, _ in dialog.checks)
    assert not dialog.yes.isEnabled()
    first.setChecked(True)
    second.setChecked(True)
    assert not dialog.yes.isEnabled()
    first.setChecked(False)
    dialog.yes.click()

    assert split == [["bo@work.org", "name:bo"]]
    assert second.text().startswith("bo@work.org, “Bo” without an address")
    assert known_by("a@b.org") == "a@b.org"


def test_people_are_found_by_any_name_address_or_relation(qapp):
    from ui.itemmodels.held import PeopleModel

    model = PeopleModel()
    model.show_rows([Known(BO, "brother"), Known(CY)])
    found = Found(model)
    for typed, count in (("", 2), ("bo", 1), ("BROTHER", 1), ("example.org", 2), ("zzz", 0)):
        found.setFilterFixedString(typed)
        assert found.rowCount() == count
