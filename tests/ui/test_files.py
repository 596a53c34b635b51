from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from ui.files import DropFrame, choose_files, choose_folder


def drop(*urls: str) -> tuple[QDropEvent, QMimeData]:
    data = QMimeData()
    data.setUrls([QUrl(url) for url in urls])
    event = QDropEvent(
        QPointF(1, 1),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    return event, data


def test_only_files_of_this_machine_are_taken(qtbot):
    frame = DropFrame()
    qtbot.addWidget(frame)
    taken: list[list[Path]] = []
    frame.dropped.connect(taken.append)
    event, _data = drop("file:///home/ada/a.mbox", "https://example.org/b.mbox")
    frame.dropEvent(event)

    assert taken == [[Path("/home/ada/a.mbox")]]


def test_what_is_chosen_in_a_dialog_comes_as_paths(qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    taken: list[list[Path]] = []
    for choose, mode in (
        (choose_files, QFileDialog.FileMode.ExistingFiles),
        (choose_folder, QFileDialog.FileMode.Directory),
    ):
        dialog = choose(parent, taken.append)
        assert dialog.fileMode() is mode
        dialog.filesSelected.emit(["/a/b"])
        dialog.reject()

    assert taken == [[Path("/a/b")]] * 2
