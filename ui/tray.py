"""The icon in the tray: the way back to a window that was closed and not ended."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QAction, QGuiApplication, QIcon
from PySide6.QtWidgets import QMenu, QSystemTrayIcon, QWidget

from ui.icons import icon
from ui.one_window import come_forward


class Tray(QObject):
    """Shown only where the user chose it; then closing the window keeps the program there."""

    write = Signal()
    paused = Signal(bool)  # whether the key shall rest

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window, self._icon = window, QSystemTrayIcon(self)
        self._is_ending = False
        _app().commitDataRequest.connect(self._end)
        self.menu = QMenu()
        self.open_action = self._add(self.tr("Open Famulus"), lambda: come_forward(window))
        self.write_action = self._add(self.tr("Write here"), self.write.emit)
        self.pause_action = self._add(self.tr("Pause the key"), lambda: None)
        self.pause_action.setCheckable(True)
        self.pause_action.toggled.connect(self.paused)
        self.menu.addSeparator()
        self.quit_action = self._add(self.tr("Quit"), self.quit)
        self._icon.setContextMenu(self.menu)
        self._icon.setToolTip("Famulus")
        self._icon.setIcon(_picture(window))
        self._icon.activated.connect(self._activated)
        window.installEventFilter(self)

    def _add(self, words: str, deed: object) -> QAction:
        action = self.menu.addAction(words)
        action.triggered.connect(deed)
        return action

    @property
    def keeps(self) -> bool:
        """Whether the program stays when its window is closed."""
        return self._icon.isVisible()

    def keep(self, on: bool) -> None:
        """Be there or not; where the desktop has no tray, closing the window ends the program."""
        wanted = on and QSystemTrayIcon.isSystemTrayAvailable()
        self._icon.setVisible(wanted)
        QGuiApplication.setQuitOnLastWindowClosed(not wanted)

    def quit(self) -> None:
        """Close the window for good, and the program with it."""
        self._is_ending = True
        self.keep(False)
        self._window.close()
        QGuiApplication.quit()

    def _end(self, _session: object) -> None:
        """The session ends: nothing is kept any more."""
        self._is_ending = True

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is QSystemTrayIcon.ActivationReason.Trigger:
            come_forward(self._window)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's
        """Put the window away instead of closing it."""
        closes = watched is self._window and event.type() is QEvent.Type.Close
        if closes and self.keeps and not self._is_ending:
            event.ignore()
            self._window.hide()
            return True
        return super().eventFilter(watched, event)


def end(window: QWidget) -> None:
    """Close the window for good, whether or not it is kept in a tray."""
    tray = window.findChild(Tray)
    if tray is None:
        window.close()
    else:
        tray.quit()


def _app() -> QGuiApplication:
    app = QGuiApplication.instance()
    assert isinstance(app, QGuiApplication)
    return app


def _picture(window: QWidget) -> QIcon:
    known = window.windowIcon()
    return icon("famulus", window.palette()) if known.isNull() else known
