from __future__ import annotations

import json

import pytest
from PySide6.QtWidgets import QWidget

from ui.window_state import NAME, WindowState, geometry, load, put_back, save


def test_what_is_kept_comes_back(tmp_path):
    left = WindowState([1, 2, 800, 600], False, [500, 300], True, False, "sources", 7)
    save(tmp_path, left)

    assert load(tmp_path) == left


def test_it_keeps_places_and_ids_and_no_words(tmp_path):
    save(tmp_path, WindowState())
    stored = json.loads((tmp_path / NAME).read_text())

    assert set(stored) == {
        "geometry",
        "maximized",
        "split",
        "beside",
        "history",
        "page",
        "conversation",
    }


@pytest.mark.parametrize(
    "text", ["", "[]", "not json", '{"geometry": "left", "page": 3}', '{"conversation": true}']
)
def test_a_file_that_makes_no_sense_counts_as_none(tmp_path, text):
    (tmp_path / NAME).write_text(text)

    assert load(tmp_path) == WindowState()


def test_where_there_is_no_memory_nothing_is_written(tmp_path):
    save(tmp_path / "none", WindowState())

    assert not (tmp_path / "none").exists()


def test_a_window_is_put_back_where_there_is_a_screen(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(300, 200)
    put_back(window, WindowState(geometry=[-9000, -9000, 640, 480]))
    assert geometry(window)[2:] == [300, 200]
    put_back(window, WindowState(geometry=[10, 20, 640, 480], maximized=True))
    assert window.isMaximized()
    window.setWindowState(window.windowState() & ~window.windowState().WindowMaximized)

    assert geometry(window) == [10, 20, 640, 480]
