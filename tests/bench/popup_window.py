"""A real window over a real memory, its popup opened many times; says how long each took.

A time is from the call to the first frame on the screen, of which a pixel is read.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

PATIENCE = 60.0  # seconds
TEXT = "The viewing of the flat in Leith is on Tuesday at 14:30, and the rent is 420 a month. " * 12


def main(home: Path, times: int) -> None:
    from PySide6.QtCore import QEvent, QObject, QPoint
    from PySide6.QtWidgets import QApplication

    from ui import theme
    from ui.window import MainWindow
    from ui.writing_popup import WritingPopup

    class Watch(QObject):
        """Notes when the popup was painted."""

        painted = False

        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's
            self.painted = self.painted or event.type() is QEvent.Type.Paint
            return False

    app = QApplication(["famulus"])
    theme.apply(app)
    window = MainWindow(home)
    window.show()
    window.start()
    until = time.monotonic() + PATIENCE
    while window.operations.open is None or window.operations.runs.under_way():
        app.processEvents()
        assert time.monotonic() < until
    popup = WritingPopup(window.operations)
    popup.begin()
    while not popup.commands.model.verbs:
        app.processEvents()
    watch = Watch()
    popup.frame.installEventFilter(watch)
    took = []
    for n in range(times):
        place = QPoint(100 + 7 * n % 900, 100 + 5 * n % 500)
        watch.painted = False
        began = time.perf_counter()
        popup.open(TEXT if n % 2 else None, place=place, application="Re: the flat – Mousepad")
        while not watch.painted:
            app.processEvents()
        took.append(time.perf_counter() - began)
        corner = popup.geometry().topLeft()
        picture = popup.screen().grabWindow(0, corner.x(), corner.y(), 1, 1).toImage()
        assert picture.pixelColor(0, 0).name() == theme.current(app).quiet  # its border
        popup.leave()
        for _ in range(5):
            app.processEvents()
    print(json.dumps(took), flush=True)
    window.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
