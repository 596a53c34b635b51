from __future__ import annotations

from typing import Any, cast

from PySide6.QtWidgets import QWidget

from ui.flow import Flow


def box(wide, high=20):
    made = QWidget()
    made.setFixedSize(wide, high)
    return made


def test_what_has_no_room_goes_to_the_next_line(qtbot):
    holder = QWidget()
    qtbot.addWidget(holder)
    parts = [box(100), box(100), box(100)]
    flow = Flow(*parts, gap=10)
    holder.setLayout(flow)
    holder.resize(220, 100)
    holder.show()

    assert [part.y() for part in parts] == [0, 0, 30]
    assert (flow.heightForWidth(220), flow.heightForWidth(400), flow.heightForWidth(50)) == (
        50,
        20,
        80,
    )
    assert flow.minimumSize().width() == 100
    assert flow.sizeHint().width() == 320


def test_what_is_hidden_takes_no_room(qtbot):
    holder = QWidget()
    qtbot.addWidget(holder)
    parts = [box(100), box(100)]
    holder.setLayout(Flow(*parts))
    holder.resize(300, 50)
    holder.show()
    parts[0].hide()
    qtbot.waitUntil(lambda: parts[1].x() == 0)

    flow = cast("Any", holder.layout())
    assert flow.itemAt(5) is None
    assert flow.takeAt(5) is None
    assert flow.takeAt(0).widget() is parts[0]
    assert flow.count() == 1
