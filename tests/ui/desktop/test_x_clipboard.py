from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import pytest

from memory.errors import Problem
from ui.desktop import x_clipboard
from ui.desktop.deeds import Deed, TooLate
from ui.desktop.x_clipboard import CLIPBOARD, PRIMARY, Offer

# A program with a toolkit of its own, which has copied something large.
OWNER = """
import sys
from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QApplication
app = QApplication([])
data = QMimeData()
data.setText("naïve")
data.setHtml("<b>naïve</b>")
data.setData("application/x-own", bytes(range(256)) * int(sys.argv[1]))
app.clipboard().setMimeData(data)
print("ready", flush=True)
app.exec()
"""


@pytest.fixture
def owner(display):
    """Start such a program, with so many times 256 bytes."""
    running: list[Any] = []

    def start(times: int) -> None:
        process = subprocess.Popen(
            [sys.executable, "-c", OWNER, str(times)],
            env=os.environ | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"},
            stdout=subprocess.PIPE,
            text=True,
        )
        running.append(process)
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"

    yield start
    for process in running:
        with process:
            process.kill()


def test_every_format_is_read_also_what_comes_in_pieces(x, finish, owner):
    owner(8192)
    formats = finish(x_clipboard.kept(x))

    assert formats["application/x-own"] == bytes(range(256)) * 8192
    assert formats["text/html"] == "<b>naïve</b>".encode()
    assert "TARGETS" not in formats
    assert finish(x_clipboard.text(x, CLIPBOARD)) == "naïve"


def test_more_than_is_held_for_anybody_is_refused(x, finish, owner, monkeypatch):
    monkeypatch.setattr(x_clipboard, "MOST", 1000)
    owner(8)

    def tries() -> Deed[str]:
        try:
            yield from x_clipboard.kept(x)
        except Problem as why:
            return str(why)
        return ""

    assert "too large" in finish(tries())


def test_an_empty_clipboard_is_empty(x, finish):
    assert finish(x_clipboard.kept(x)) == {}
    assert finish(x_clipboard.text(x, PRIMARY)) == ""


def test_an_owner_that_says_nothing_is_waited_for_no_longer_than_that(connect, x, finish):
    silent = connect()
    silent._notifier.setEnabled(False)
    silent.core.SetSelectionOwner(silent.own, silent.atom(CLIPBOARD), 0)
    silent.core.GetInputFocus().reply()

    def tries() -> Deed[bool]:
        try:
            yield from x_clipboard.kept(x)
        except TooLate:
            return True
        return False

    assert finish(tries()) is True


def test_a_text_is_offered_as_text_and_it_is_seen_who_took_it(connect, x, qtbot):
    giving = connect()
    offer = Offer(giving, "naïve\n")
    begun: list[bool] = []
    took: list[Any] = []
    giving.start(offer.begin(), begun.append)
    qtbot.waitUntil(lambda: begun == [True])
    x.start(x_clipboard.kept(x), took.append)
    qtbot.waitUntil(lambda: bool(took))

    assert took[0]["UTF8_STRING"] == "naïve\n".encode()
    assert took[0]["STRING"] == "naïve\n".encode("latin-1")
    assert took[0][x_clipboard.PRIVATE] == b"secret"
    assert "text/html" not in took[0]
    assert set(offer.given) == {x.own}
    offer.end()
    assert giving.listeners == []
