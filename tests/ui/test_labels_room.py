from __future__ import annotations

from PySide6.QtWidgets import QWidget

from assistant import Assistant
from memory.labels import Origin
from memory.types import Label
from tests.ui.small_life import lived
from ui.itemmodels.labels import Labelled
from ui.labels_room import LabelsRoom


def test_all_that_can_bear_a_label_is_told_with_its_own(desk, qtbot, tmp_path):
    parent = QWidget()
    qtbot.addWidget(parent)
    with Assistant.open(lived(tmp_path / "real", learned=False)) as famulus:
        desk.open = famulus
        room = LabelsRoom(desk)
        found: list[Labelled] = []
        failed: list[object] = []
        famulus.labels.set(Origin("source", "mails"), Label.STAYS)
        room.look(parent, found.extend, failed.append)
        qtbot.waitUntil(lambda: bool(found), timeout=30_000)
        borne = {(one.what, one.name): one.label for one in found}
        assert borne["source", "mails"] == "stays here"
        assert borne["person", "Ben Oak"] is None
        ben = next(one for one in found if one.name == "Ben Oak")
        done: list[object] = []
        room.put(parent, Labelled("person", ben.key, "Ben Oak"), "may leave", done.append, print)
        qtbot.waitUntil(lambda: bool(done), timeout=30_000)

        assert famulus.labels.own(Origin("person", ben.key)) is Label.LEAVES
        assert failed == []
