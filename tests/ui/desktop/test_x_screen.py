from __future__ import annotations

from typing import Any

from xcffib import xproto

from ui.desktop.deeds import Until


def window(x, *, shown=True):
    made = x.x.generate_id()
    x.core.CreateWindow(
        24, made, x.root, 10, 10, 50, 50, 0, xproto.WindowClass.InputOutput, 0, 0, []
    )
    if shown:
        x.core.MapWindow(made)
    x.x.flush()
    return made


def test_windows_are_known_until_they_are_gone(connect):
    mine, other = connect(), connect()
    made = window(mine)
    inner = mine.x.generate_id()
    mine.core.CreateWindow(24, inner, made, 0, 0, 5, 5, 0, xproto.WindowClass.InputOutput, 0, 0, [])
    mine.core.GetInputFocus().reply()  # the server has seen it all

    assert other.exists(made)
    assert other.is_inside(inner, made)
    assert not other.is_inside(made, inner)
    assert other.same_program(inner, made)
    assert not other.same_program(made, other.own)
    mine.core.DestroyWindow(made)
    mine.core.GetInputFocus().reply()
    assert not other.exists(made)
    assert other.words(made, "_NET_WM_PID") == []
    assert other.text(made, "WM_NAME") == b""


def test_properties_are_read(x):
    made = window(x)
    x.core.ChangeProperty(0, made, x.atom("_NET_WM_PID"), xproto.Atom.CARDINAL, 32, 1, [4711])
    x.core.ChangeProperty(0, made, x.atom("WM_NAME"), xproto.Atom.STRING, 8, 3, b"abc")

    assert x.words(made, "_NET_WM_PID") == [4711]
    assert x.text(made, "WM_NAME") == b"abc"
    assert x.name(x.atom("SOMETHING")) == "SOMETHING"
    assert x.name(0xFFFFFF) == ""


def test_without_a_window_manager_what_has_the_keys_is_in_front(x):
    made = window(x)
    x.core.SetInputFocus(xproto.InputFocus.Parent, made, 0)

    assert not x.has_manager
    assert x.active == made


def test_the_time_goes_on(x, finish):
    first = finish(x.now())

    assert finish(x.now()) >= first > 0


def test_events_are_heard_by_all_who_listen(connect, qtbot):
    mine, other = connect(), connect()
    made = window(mine)
    mine.listen_to(made, xproto.EventMask.PropertyChange)
    heard: list[Any] = []
    waited: list[Any] = []
    mine.listeners.append(heard.append)

    def changed(event):
        return isinstance(event, xproto.PropertyNotifyEvent) and event.window == made

    def waits():
        return (yield Until(changed, 5)).atom

    mine.start(waits(), waited.append)
    other.core.ChangeProperty(0, made, other.atom("NEWS"), xproto.Atom.STRING, 8, 1, b"x")
    other.x.flush()
    qtbot.waitUntil(lambda: bool(waited))

    assert waited == [mine.atom("NEWS")]
    assert any(map(changed, heard))


def test_a_mistake_about_a_window_that_is_gone_stops_nothing(x, finish):
    x.core.MapWindow(0xFFFFFF)  # nobody waits for the answer to this
    x.x.flush()

    assert finish(x.now()) > 0
