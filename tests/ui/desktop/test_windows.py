"""The layouts, which are the same on every 64-bit computer; the calls need a Windows."""

from __future__ import annotations

import ctypes

import pytest
from PySide6.QtCore import Qt

from ui.desktop.windows import HOTKEY, HotKeys, Input, KeyInput, Message, inputs, key_number

pytestmark = pytest.mark.skipif(ctypes.sizeof(ctypes.c_void_p) != 8, reason="64 bits are meant")


def test_structures_are_laid_out_as_windows_has_them():
    assert ctypes.sizeof(KeyInput) == 24
    assert ctypes.sizeof(Input) == 40
    assert Input.of.offset == 8
    assert ctypes.sizeof(Message) == 48
    assert (Message.message.offset, Message.first.offset, Message.second.offset) == (8, 16, 24)


def test_keys_go_down_in_order_and_up_in_the_other():
    made = inputs(0x11, 0x43)

    assert [(one.of.key.key, one.of.key.flags) for one in made] == [
        (0x11, 0), (0x43, 0), (0x43, 2), (0x11, 2),
    ]  # fmt: skip
    assert {one.kind for one in made} == {1}


def test_keys_have_their_numbers():
    assert key_number(Qt.Key.Key_F9) == 0x78
    assert key_number(Qt.Key.Key_W) == 0x57
    assert key_number(Qt.Key.Key_Space) == 0x20
    assert key_number(Qt.Key.Key_Adiaeresis) == 0


def test_the_message_of_a_key_is_heard(qapp):
    heard: list[int] = []
    hears = HotKeys(heard.append)
    message = Message(message=HOTKEY, first=3)
    hears.nativeEventFilter(b"windows_generic_MSG", ctypes.addressof(message))
    message.message = HOTKEY + 1
    hears.nativeEventFilter(b"windows_generic_MSG", ctypes.addressof(message))

    assert heard == [3]
