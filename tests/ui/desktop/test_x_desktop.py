"""What needs no program of others; with them it is tried in tests/trip/test_writing_anywhere.py."""

from __future__ import annotations

import os
from typing import Any

import pytest
from xcffib import xproto

from tests.ui.desktop.test_x_screen import window
from ui.desktop.selection import Front, How, Taken
from ui.desktop.x_desktop import XDesktop


@pytest.fixture
def desktop(qapp, display):
    made = XDesktop(display=display)
    yield made
    made.close()


def focused(other, *, pid: int, program: bytes) -> int:
    """Return a window that has the keys."""
    made = window(other)
    core = other.core
    core.ChangeProperty(0, made, other.atom("_NET_WM_PID"), xproto.Atom.CARDINAL, 32, 1, [pid])
    core.ChangeProperty(
        0, made, other.atom("WM_CLASS"), xproto.Atom.STRING, 8, len(program), program
    )
    core.SetInputFocus(xproto.InputFocus.Parent, made, 0)
    core.GetInputFocus().reply()
    return int(made)


def test_a_window_of_ours_is_none_of_others(desktop, x):
    focused(x, pid=os.getpid(), program=b"famulus\0Famulus\0")

    assert desktop.front() is None


def test_a_terminal_is_known_and_never_pasted_into(desktop, x, qtbot):
    made = focused(x, pid=1, program=b"xterm\0XTerm\0")
    front = desktop.front()
    assert front == Front(made, "XTerm", "", is_terminal=True)
    told: list[Any] = []
    desktop.put("rm -r ~\n", Taken(front, "ls", How.SELECTION), told.append)

    assert "terminal" in str(told[0])


def test_a_window_that_is_gone_gets_nothing(desktop, qtbot):
    told: list[Any] = []
    desktop.put("x", Taken(Front(0xFFFFFF), "y", How.COPIED), told.append)

    assert "no longer there" in str(told[0])


def test_a_selection_is_of_the_window_in_front_only_if_its_program_owns_it(
    desktop, x, connect, qtbot
):
    made = focused(x, pid=1, program=b"editor\0Editor\0")
    other = connect()
    seen: list[int] = []
    desktop.screen.listeners.append(lambda _event: seen.append(desktop._selected_in))
    for owner in (other, x):
        owner.core.SetSelectionOwner(owner.own, owner.atom("PRIMARY"), 0)
        owner.core.GetInputFocus().reply()
    qtbot.waitUntil(lambda: len(seen) == 2)

    assert seen == [0, made]
