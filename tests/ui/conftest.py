"""Fixtures of the window's tests: a desk with a made-up memory, and the window on it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from assistant.jobs import JobRunner
from tests.ui.fakes import FakeAssistant
from ui import theme
from ui.bridge import MainThread
from ui.operations import Operations
from ui.window import MainWindow

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # the logic is tested without a screen


@pytest.fixture(autouse=True)
def no_key_held() -> Iterator[None]:
    """Let no test type with the Ctrl of the one before it: Qt remembers what was pressed last."""
    yield
    if QApplication.instance() and QApplication.keyboardModifiers().value:
        QTest.keyRelease(QWidget(), Qt.Key.Key_Control, Qt.KeyboardModifier.NoModifier)


@pytest.fixture
def memory(tmp_path: Path) -> FakeAssistant:
    home = tmp_path / "memory"
    home.mkdir()
    return FakeAssistant(home)


@pytest.fixture
def desk(qapp: Any, memory: FakeAssistant) -> Iterator[Operations]:
    """Operations on an opened memory, without a window."""
    main = MainThread()
    runner = JobRunner(main.post)
    operations = Operations(runner)
    operations.open = cast("Any", memory)
    yield operations
    runner.close()


@pytest.fixture
def open_window(
    qapp: Any, qtbot: Any, tmp_path: Path
) -> Iterator[Callable[..., tuple[MainWindow, FakeAssistant]]]:
    """Open the window on a memory that is there, or with ``new`` on none."""
    theme.wear(qapp, theme.LIGHT)
    windows: list[MainWindow] = []

    def open(*, new: bool = False, passphrase: str = "") -> Any:
        home = tmp_path / "memory"
        if not new:
            FakeAssistant.homes.setdefault(home, passphrase)
            home.mkdir(exist_ok=True)
        window = MainWindow(home, cast("Any", lambda: FakeAssistant))
        windows.append(window)
        window.show()
        window.start()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        if not new and not passphrase:
            qtbot.waitUntil(lambda: window.operations.open is not None)
            qtbot.waitUntil(lambda: window.chat.examples.count() > 0)
        return window, FakeAssistant.last

    yield open
    for window in windows:
        window.close()
        window.deleteLater()
    FakeAssistant.homes.clear()
