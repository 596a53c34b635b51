from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSystemTrayIcon, QWidget

from ui.tray import Tray

# Without a screen Qt misses a part of its own when an icon is shown.
pytestmark = pytest.mark.qt_log_ignore("systemTrayWindowChanged")


@pytest.fixture
def window(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    yield made
    QGuiApplication.setQuitOnLastWindowClosed(True)


@pytest.fixture
def tray(window, monkeypatch):
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)
    return Tray(window)


def test_it_is_not_there_unless_it_is_wanted(tray, window):
    assert not tray.keeps
    assert QGuiApplication.quitOnLastWindowClosed()
    tray.keep(True)
    assert tray.keeps
    assert not QGuiApplication.quitOnLastWindowClosed()
    tray.keep(False)
    assert not tray.keeps
    assert QGuiApplication.quitOnLastWindowClosed()


def test_where_the_desktop_has_none_closing_ends(window, monkeypatch):
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: False)
    tray = Tray(window)
    tray.keep(True)

    assert not tray.keeps
    assert QGuiApplication.quitOnLastWindowClosed()


def test_closing_puts_the_window_away_and_the_menu_brings_it_back(tray, window):
    tray.keep(True)
    window.close()
    assert window.isHidden()
    tray.open_action.trigger()
    assert window.isVisible()


def test_quitting_closes_for_good(tray, window, monkeypatch):
    ended: list[str] = []
    monkeypatch.setattr(QGuiApplication, "quit", lambda: ended.append("quit"))
    window.closeEvent = lambda event: ended.append("closed")
    tray.keep(True)
    tray.quit_action.trigger()

    assert ended == ["closed", "quit"]


def test_the_menu_tells_what_is_wanted(tray):
    told: list[object] = []
    tray.write.connect(lambda: told.append("write"))
    tray.paused.connect(told.append)
    tray.write_action.trigger()
    tray.pause_action.trigger()
    tray.pause_action.trigger()

    assert told == ["write", True, False]
