"""Shows hostile text in every place of the window that shows other people's words.

Run under strace by test_render.py, with the path that the text names.  With a second word
it shows the text once more in a browser of Qt's own, to prove that an opening is seen.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from PySide6.QtCore import QPoint  # noqa: E402
from PySide6.QtWidgets import QApplication, QTextBrowser, QToolTip  # noqa: E402

from memory.errors import Problem  # noqa: E402
from memory.types import Participant, Source, Stage, Statement, Unread  # noqa: E402
from tests.ui import fakes  # noqa: E402
from tests.ui.waiting import wait  # noqa: E402
from ui import theme  # noqa: E402
from ui.present import present  # noqa: E402
from ui.render import ReadingView, tooltip  # noqa: E402
from ui.window import MainWindow  # noqa: E402


def until(what: Callable[[], bool]) -> None:
    while not what():
        wait(50)
    wait(200)


def show_everywhere(window: MainWindow, memory: fakes.FakeAssistant, text: str) -> None:
    """Put the text into each place by the way it would really come."""
    fakes.MAIL = replace(
        fakes.MAIL, title=text, text=text, people=(Participant("from", text),), folds=()
    )
    memory.the_sources = [Source(text, Path("/home/ada/x"), False, 3, 1, fakes.NOW)]
    memory.the_unread = [Unread(Path("/home/ada/y"), text, text)]
    memory.words = [text]
    found = fakes.passage(text, title=text, people=(text,), why=text)
    memory.next_answer = fakes.answer(
        text + " [1]",
        made_by=text,
        statements=(Statement(text, (), supported=False),),
        citations=(found,),
        considered=(found,),
        trace=(Stage(text, 1.0, text),),
    )
    window.show_page("sources")
    window.sources.begin()
    until(lambda: window.sources.unread.rowCount() == 1)
    window.show_page("chat")
    window.chat.ask(text)
    until(lambda: bool(window.chat.view.answers()) and window.chat._coming is None)
    view = window.chat.view.answers()[-1]
    view.why.emit()
    view.text.mark.emit("cite:1")
    until(lambda: window.beside.tabs.currentIndex() == 2)
    QToolTip.showText(QPoint(90, 90), tooltip(view.text.quote_of("cite:1")), window)
    view.notice.tell(Problem(text, remedy=text), "Again")
    box = present(window, Problem(text, remedy=text))
    wait(200)
    box.close()
    window.show_palette()
    wait(200)
    window.leave()


def main() -> int:
    named = sys.argv[1]
    text = f'<img src="file://{named}"><img src="{named}"> ![a](file://{named})'
    app = QApplication(["famulus"])
    theme.apply(app)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "memory"
        home.mkdir()
        fakes.FakeAssistant.homes[home] = ""
        window = MainWindow(home, cast("Any", lambda: fakes.FakeAssistant))
        window.show()
        window.start()
        until(lambda: window.operations.open is not None)
        assert fakes.FakeAssistant.last is not None
        show_everywhere(window, fakes.FakeAssistant.last, text)
        # Past our own escaping on purpose: the view is the second lock.
        views = [ReadingView(), *([QTextBrowser()] if len(sys.argv) > 2 else [])]
        for view in views:
            view.setHtml(text)
            view.show()
            wait(200)
            view.close()
        window.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
