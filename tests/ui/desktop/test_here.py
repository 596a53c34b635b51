from __future__ import annotations

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from ui.desktop.clipped import Clipped
from ui.desktop.here import here
from ui.desktop.own import OwnWindow


def test_where_nothing_is_known_there_is_our_own_window(qapp):
    found = here(QObject())

    assert [type(one) for one in found.desktops] == [OwnWindow]
    assert found.shortcuts is None
    found.close()


def test_on_x_there_is_the_screen(qapp, monkeypatch, display):
    monkeypatch.setattr(QGuiApplication, "platformName", lambda: "xcb")
    monkeypatch.setenv("DISPLAY", display)
    parent = QObject()
    found = here(parent)

    assert len(found.desktops) == 2
    assert found.shortcuts is not None
    assert not found.session.has_manager
    found.close()


@pytest.mark.parametrize("address", ["", "unix:path=/nothing/here"])
def test_without_a_bus_wayland_has_no_keys(qapp, monkeypatch, address):
    monkeypatch.setattr(QGuiApplication, "platformName", lambda: "wayland")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    found = here(QObject())

    assert [type(one) for one in found.desktops] == [OwnWindow, Clipped]
    assert found.shortcuts is None
