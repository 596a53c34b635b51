"""The layouts and numbers; the calls need a Mac."""

from __future__ import annotations

import ctypes

from PySide6.QtCore import Qt

from ui.desktop.mac import LETTERS, EventKind, HotKeyId, four, key_number


def test_structures_are_laid_out_as_carbon_has_them():
    assert ctypes.sizeof(HotKeyId) == ctypes.sizeof(EventKind) == 8
    assert HotKeyId.number.offset == 4


def test_four_characters_are_a_number():
    assert four("keyb") == 0x6B657962
    assert four("----") == 0x2D2D2D2D


def test_every_letter_and_digit_has_a_place_of_its_own():
    assert len(LETTERS) == len(set(LETTERS.values())) == 36
    assert key_number(Qt.Key.Key_C) == 8
    assert key_number(Qt.Key.Key_V) == 9
    assert key_number(Qt.Key.Key_Space) == 49
    assert key_number(Qt.Key.Key_Adiaeresis) is None
