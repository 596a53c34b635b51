"""A real window over a real memory, asked one question, then left alone; says when it is idle."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from assistant.engine.local import embedded
from assistant.engine.plan import Sampling
from assistant.models.router import Task
from memory.types import Message

PATIENCE = 60.0  # seconds


def main(home: Path) -> None:
    from PySide6.QtWidgets import QApplication

    from ui import theme
    from ui.window import MainWindow

    app = QApplication(["famulus"])
    theme.apply(app)
    window = MainWindow(home)
    window.show()
    window.start()
    until = time.monotonic() + PATIENCE
    while window.operations.open is None or window.operations.runs.under_way():
        app.processEvents()
        assert time.monotonic() < until
    famulus = window.operations.assistant
    assert famulus.ask("When was the kiln fired?").found
    model = famulus.writers.model(Task.ANSWER, embedded()).model
    assert model is not None
    assert "".join(model.generate([Message("user", "Hi")], Sampling(max_tokens=2)))
    famulus.rest()  # as the window does after ten minutes
    for _ in range(20):
        app.processEvents()
    print("idle", flush=True)
    sys.stdin.readline()
