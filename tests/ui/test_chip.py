from __future__ import annotations

from ui.chip import Chip, ChoiceChip


def test_a_chip_is_on_or_off(qtbot):
    chip = Chip("R&D")
    qtbot.addWidget(chip)
    chip.click()

    assert chip.isChecked()
    assert (chip.text(), chip.accessibleName()) == ("R&&D", "R&D")


def test_a_choice_is_lit_while_it_is_not_any(qtbot):
    chip = ChoiceChip("Kind", "All kinds")
    qtbot.addWidget(chip)
    picked: list[object] = []
    chip.picked.connect(picked.append)
    chip.offer([("Facts", 1), ("Plans", 2)])
    chip._menu.actions()[2].trigger()
    assert (chip.accessibleName(), chip.isChecked(), picked) == ("Plans ▾", True, [2])

    chip.offer([("Facts", 1), ("Plans", 2)])
    assert chip.isChecked()
    chip.offer([("Facts", 1)])  # what was chosen is no longer there
    assert (chip.accessibleName(), chip.isChecked(), picked) == ("All kinds ▾", False, [2, None])


def test_a_press_opens_the_menu_and_chooses_nothing(qtbot, monkeypatch):
    chip = ChoiceChip("Kind", "All kinds")
    qtbot.addWidget(chip)
    opened: list[object] = []
    monkeypatch.setattr(chip._menu, "popup", opened.append)
    chip.click()

    assert len(opened) == 1
    assert not chip.isChecked()
