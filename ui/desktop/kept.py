"""A clipboard as it was: every format byte by byte, given back under the same names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QByteArray, QMimeData
from PySide6.QtGui import QClipboard, QGuiApplication

TEXT = "text/plain"
# What one system calls plain text in several ways; Qt answers all of them from the first.
ALSO_TEXT = ("UTF8_STRING", "text/plain;charset=utf-8")


class Kept(QMimeData):
    """Formats under the names that the system has for them."""

    def __init__(self, formats: Mapping[str, bytes]) -> None:
        super().__init__()
        self.formats_kept = dict(formats)
        self._given = dict(formats)
        for name in ALSO_TEXT:
            if name in formats:
                self._given[TEXT] = formats[name]
                break

    def formats(self) -> list[str]:
        return list(self._given)

    def hasFormat(self, name: str) -> bool:  # noqa: N802 - Qt's
        return name in self._given

    def retrieveData(self, name: str, _kind: Any) -> Any:  # noqa: N802 - Qt's
        data = self._given.get(name)
        return None if data is None else QByteArray(data)


def put_back(formats: Mapping[str, bytes]) -> None:
    """Let the clipboard hold this again, for as long as the program runs."""
    if formats:
        _clipboard().setMimeData(Kept(formats))
    else:
        _clipboard().clear()


def held_for_others() -> dict[str, bytes] | None:
    """Return what was put back and is still in the clipboard; None if something else is."""
    data = _clipboard().mimeData()  # somebody else's is never an object of ours
    return data.formats_kept if isinstance(data, Kept) else None


def _clipboard() -> QClipboard:
    return QGuiApplication.clipboard()
