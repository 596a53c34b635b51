from __future__ import annotations

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from ui.desktop.kept import held_for_others, put_back

FORMATS = {
    "UTF8_STRING": "naïve".encode(),
    "text/html": b"<b>na\xc3\xafve</b>",
    "application/x-own": bytes(range(256)),
    "text/uri-list": b"file:///a%20b\n",  # Qt's own would end lines otherwise
}


def test_every_format_is_given_back_byte_by_byte(qapp):
    put_back(FORMATS)
    data = QGuiApplication.clipboard().mimeData()

    assert {name: data.data(name).data() for name in FORMATS} == FORMATS
    assert data.text() == "naïve"
    assert not data.hasFormat("image/png")


def test_what_is_ours_is_known_again_and_nothing_else(qapp):
    put_back(FORMATS)
    assert held_for_others() == FORMATS
    other = QMimeData()
    other.setText("another")
    QGuiApplication.clipboard().setMimeData(other)
    assert held_for_others() is None


def test_nothing_is_given_back_as_nothing(qapp):
    QGuiApplication.clipboard().setText("something")
    put_back({})
    assert QGuiApplication.clipboard().text() == ""
