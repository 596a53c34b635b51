from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from ui.files import DropFrame, choose_files, choose_folder, choose_new, choose_one


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


def test_one_file_is_chosen_or_a_new_one_named(qtbot, tmp_path):
    parent = QWidget()
    qtbot.addWidget(parent)
    chosen: list[Path] = []
    one = choose_one(parent, "Choose a backup", chosen.append)
    one.filesSelected.emit(["/a/b.backup"])
    new = choose_new(parent, "Back up to", "famulus.backup", chosen.append)
    new.filesSelected.emit(["/a/c.backup"])

    assert chosen == [Path("/a/b.backup"), Path("/a/c.backup")]
    assert new.acceptMode() is QFileDialog.AcceptMode.AcceptSave
    assert one.windowTitle() == "Choose a backup"
    one.close()
    new.close()
