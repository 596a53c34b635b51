"""Files and folders that the user hands over: chosen in a dialog, or dropped."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QWidget

from ui.parts import restyle


def choose_files(parent: QWidget, on_chosen: Callable[[list[Path]], object]) -> QFileDialog:
    """Let the user choose files, without stopping the window."""
    return _choose(parent, QFileDialog.FileMode.ExistingFiles, on_chosen)


def choose_folder(parent: QWidget, on_chosen: Callable[[list[Path]], object]) -> QFileDialog:
    """Let the user choose a folder, without stopping the window."""
    return _choose(parent, QFileDialog.FileMode.Directory, on_chosen)


def choose_one(parent: QWidget, title: str, on_chosen: Callable[[Path], object]) -> QFileDialog:
    """Let the user choose the one file that is asked for."""
    dialog = _choose(parent, QFileDialog.FileMode.ExistingFile, lambda paths: on_chosen(paths[0]))
    dialog.setWindowTitle(title)
    return dialog


def choose_new(
    parent: QWidget, title: str, name: str, on_chosen: Callable[[Path], object]
) -> QFileDialog:
    """Let the user say where a file is to be written, and under which name."""
    dialog = _choose(parent, QFileDialog.FileMode.AnyFile, lambda paths: on_chosen(paths[0]))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setWindowTitle(title)
    dialog.selectFile(name)
    return dialog


def _choose(
    parent: QWidget, mode: QFileDialog.FileMode, on_chosen: Callable[[list[Path]], object]
) -> QFileDialog:
    dialog = QFileDialog(parent)
    dialog.setFileMode(mode)
    if mode is QFileDialog.FileMode.Directory:
        dialog.setWindowTitle(QCoreApplication.translate("files", "Add a folder"))
    else:
        dialog.setWindowTitle(QCoreApplication.translate("files", "Add files"))
    dialog.filesSelected.connect(lambda names: on_chosen([Path(name) for name in names]))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def dropped(event: QDropEvent) -> list[Path]:
    """Return the local files of what is dragged or dropped."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]


class DropFrame(QFrame):
    """A frame that takes files and folders."""

    dropped = Signal(list)

    def __init__(self, place: str = "drop") -> None:
        super().__init__()
        self.setProperty("place", place)
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's
        if dropped(event):
            event.acceptProposedAction()
            restyle(self, "lit", "true")

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802 - Qt's
        super().dragLeaveEvent(event)
        restyle(self, "lit", "false")

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's
        restyle(self, "lit", "false")
        event.acceptProposedAction()
        self.dropped.emit(dropped(event))
