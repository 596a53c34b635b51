from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt

from memory.types import Unread
from ui.itemmodels.unread import UnreadModel


def test_it_keeps_the_rules_of_item_models(qtmodeltester):
    model = UnreadModel()
    qtmodeltester.check(model)
    model.show_unread([Unread(Path("/a/scan.pdf"), "page=3", "This PDF is protected.")])

    cells = [model.index(0, column).data() for column in (0, 1)]
    assert cells == ["scan.pdf page=3", "This PDF is protected."]
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Why"
