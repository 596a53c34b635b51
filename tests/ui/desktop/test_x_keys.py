from __future__ import annotations

import time
from typing import Any

from xcffib import xproto

from tests.ui.desktop.test_x_screen import window
from ui.desktop.x_keys import CONTROL, LETTER_C, XKeys


def test_keys_come_in_order_with_their_modifier(connect, qtbot):
    mine, typing = connect(), connect()
    made = window(mine)
    mine.listen_to(made, xproto.EventMask.KeyPress | xproto.EventMask.KeyRelease)
    qtbot.waitUntil(lambda: mine.is_there(made))
    mine.core.SetInputFocus(xproto.InputFocus.Parent, made, 0)
    mine.core.GetInputFocus().reply()
    heard: list[Any] = []
    pressed = (xproto.KeyPressEvent, xproto.KeyReleaseEvent)
    mine.listeners.append(lambda event: heard.append(event) if type(event) in pressed else None)
    keys = XKeys(typing)
    keys.press(CONTROL, LETTER_C)
    qtbot.waitUntil(lambda: len(heard) == 4)

    control, c = keys.code(CONTROL), keys.code(LETTER_C)
    assert [event.detail for event in heard] == [control, c, c, control]
    assert heard[1].state & xproto.ModMask.Control
    assert keys.held() == set()


def test_it_waits_until_the_fingers_are_up(connect, x, finish, qtbot):
    user = XKeys(connect())
    code = user.code(CONTROL)
    user._fake(xproto.KeyPressEvent, code)
    user._screen.core.GetInputFocus().reply()
    keys = XKeys(x)
    assert keys.held() == {code}
    assert code in keys.modifiers()
    done: list[None] = []
    x.start(keys.until_free(), done.append)
    qtbot.wait(50)
    assert done == []
    user._fake(xproto.KeyReleaseEvent, code)
    user._screen.x.flush()
    qtbot.waitUntil(lambda: bool(done))
    assert keys.held() == set()


def test_a_modifier_that_is_held_on_is_let_go_of(connect, x, finish, monkeypatch):
    monkeypatch.setattr("ui.desktop.x_keys.LOOKS", 3)
    user = XKeys(connect())
    user._fake(xproto.KeyPressEvent, user.code(CONTROL))
    user._screen.core.GetInputFocus().reply()
    began = time.monotonic()
    finish(XKeys(x).until_free())

    assert time.monotonic() > began
    assert user.held() == set()
