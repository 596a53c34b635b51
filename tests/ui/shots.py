"""Walks the real window through every page and state, and takes a picture of each.

Run as a child of test_screenshots.py, or by hand: python tests/ui/shots.py FOLDER.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from PySide6.QtWidgets import QApplication  # noqa: E402

from assistant import Assistant  # noqa: E402
from memory.errors import Problem, StoreDamaged, WrongKey  # noqa: E402
from tests.ui.waiting import wait  # noqa: E402
from ui import theme  # noqa: E402
from ui.sure import Sure  # noqa: E402
from ui.window import MainWindow  # noqa: E402

THEMES = {"light": theme.LIGHT, "dark": theme.DARK}
SIZES = {"small": (1024, 700), "large": (1600, 1000)}
FOUND = "How much rent did we agree on for the Leith flat from January 2026?"
OPEN = "What was said about “Boiler not working”?"
COUNTED = "How many mails are there about the boiler?"
NOWHERE = "What colour is the bicycle?"
PATIENCE = 120_000  # milliseconds; reading the sample is the longest


@dataclass(frozen=True)
class Ground:
    """What every walk stands on: where its pictures go, in which sizes, and a folder to live in."""

    app: QApplication
    folder: Path
    sizes: dict[str, tuple[int, int]]
    home: Path

    def fresh(self) -> Path:
        """Return a memory with nothing in it."""
        memory = self.home / "memory"
        Assistant.open(memory).close()
        return memory


@contextmanager
def ground() -> Iterator[Ground]:
    """Read what the command line says: FOLDER and, if not all, the SIZES."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    sizes = {name: SIZES[name] for name in sys.argv[2].split(",")} if len(sys.argv) > 2 else SIZES
    app = QApplication(["famulus"])
    theme.apply(app)
    with tempfile.TemporaryDirectory() as home:
        yield Ground(app, folder, sizes, Path(home))


class Walk:
    """One window, walked through its states."""

    def __init__(self, at: Ground, memory: Path) -> None:
        self.app, self.folder, self.sizes = at.app, at.folder, at.sizes
        self.dress = "light"
        theme.wear(at.app, THEMES[self.dress])
        self.window = MainWindow(memory)
        self.window.show()
        self.window.activateWindow()

    def through(self, *steps: Callable[[], None]) -> None:
        """Take every step, and close the window."""
        for step in steps:
            step()
        self.window.close()

    def shoot(self, name: str) -> None:
        """Take the picture in every theme and size."""
        # The theme worn last comes first: to change clothes is what takes time.
        for dress in (self.dress, *(other for other in THEMES if other != self.dress)):
            if dress != self.dress:
                theme.wear(self.app, THEMES[dress])
                self.dress = dress
            for size, (width, height) in self.sizes.items():
                self.window.resize(width, height)
                wait(100)
                picture = self.window.screen().grabWindow(self.window.winId())
                picture.save(str(self.folder / f"{name}-{dress}-{size}.png"))

    def until(self, what: Callable[[], bool]) -> None:
        waited = 0
        while not what():
            wait(50)
            waited += 50
            assert waited < PATIENCE, "it never came"
        wait(150)

    # -- the states --------------------------------------------------------

    def first_run(self) -> None:
        window = self.window
        window.start()
        self.until(lambda: window.page == "first")
        page = window.first_run
        self.shoot("01-first-what")
        page.next.click()
        page.lock.first.setFocus()
        self.shoot("02-first-lock")
        page.next.click()
        self.until(lambda: page.lock.code.text() != "")
        page.lock.code.setText("ABCD-EFGH-JKLM-NPQR-STUV-WXYZ-2345-6789")
        self.shoot("03-first-code")
        page.lock.written.setChecked(True)
        page.next.click()
        page.read.offer([("Thunderbird mail", Path.home() / ".thunderbird")])
        page.read.add([Path("/home/ada/Documents/A folder with a rather long name/Archive.mbox")])
        self.shoot("04-first-read")
        page.skip.click()
        self.until(lambda: window.page == "chat")
        self.shoot("05-chat-nothing-read")

    def sources(self) -> None:
        window = self.window
        window.show_page("sources")
        self.shoot("06-sources-empty")
        window.sources.read_sample()
        self.until(lambda: bool(window.operations.runs.in_bar()) and _far(window))
        self.shoot("07-reading")
        window.show_jobs()
        self.shoot("08-jobs")
        window.leave()
        self.until(lambda: not window.operations.runs.in_bar())
        self.until(lambda: window.sources.unread.rowCount() > 0)
        self.shoot("09-sources-filled")

    def chat(self) -> None:
        window = self.window
        window.show_page("chat")
        window.new_conversation()
        self.until(lambda: window.chat.examples.count() > 0)
        self.shoot("10-chat-empty")
        self.ask(FOUND)
        view = window.chat.view.answers()[-1]
        self.shoot("11-chat-answered")
        view.passages.emit()
        self.shoot("12-chat-passages")
        view.why.emit()
        self.shoot("13-chat-why")
        view.text.mark.emit("cite:1")
        self.until(lambda: window.beside.tabs.currentIndex() == 2)
        self.shoot("14-chat-document")
        window.shut_beside()
        self.ask(OPEN)
        self.shoot("15-chat-follow-up")
        self.ask(NOWHERE)
        self.shoot("16-chat-not-found")
        self.ask(COUNTED)
        window.chat.view.answers()[-1].passages.emit()
        self.shoot("25-chat-counted")

    def keeping(self) -> None:
        window = self.window
        window.show_page("sources")
        window.sources.ask_erase()
        self.until(lambda: window.sources.findChild(Sure) is not None)
        self.shoot("26-erase")
        for asked in window.sources.findChildren(Sure):
            asked.reject()
        window.show_safekeeping()
        part = window.settings.keeping
        part.back_up(window.home.parent / "famulus.backup")
        self.until(lambda: part.backup.said.text().startswith("Last backup"))
        part.check_button.click()
        self.until(lambda: part.check.said.text().startswith("Nothing is damaged"))
        self.shoot("27-safekeeping")
        part.change_key.emit(False)
        self.until(window.unlock.on.isVisible)
        window.unlock.code.code.setText("ABCD-EFGH-JKLM-NPQR-STUV-WXYZ-2345-6789")
        self.shoot("28-new-code")
        window.unlock.code.check.click()
        window.unlock.on.click()
        self.until(lambda: window.operations.open is not None)
        window.settings.tabs.setCurrentIndex(0)

    def rest(self) -> None:
        window = self.window
        window.show_page("settings")
        self.shoot("17-settings")
        window.settings.settings["model"].editor.setText("/home/ada/notes.txt")  # type: ignore[attr-defined]
        window.settings._change("model", "/home/ada/notes.txt")
        self.until(lambda: not window.settings.settings["model"].notice.isHidden())
        self.shoot("18-settings-refused")
        window.show_page("chat")
        window.show_palette()
        self.shoot("19-palette")
        window.palette_sheet.field.setText("boil")
        self.shoot("20-palette-filtered")
        window.leave()
        window.show_help()
        self.shoot("21-help")
        window.leave()
        self.fail()

    def fail(self) -> None:
        window = self.window
        window.new_conversation()

        def broken(*_words: Any, **_options: Any) -> Any:
            raise Problem(
                "The language model ended before it had answered.",
                remedy="Try again; if it happens again, choose a smaller model in the settings.",
            )
            yield  # type: ignore[unreachable]

        assert window.operations.open is not None
        window.operations.open.answering = broken  # type: ignore[method-assign]
        window.chat.ask(FOUND)
        self.until(lambda: bool(window.chat.view.answers()))
        self.until(lambda: not window.chat.view.answers()[-1].notice.isHidden())
        self.shoot("22-chat-problem")
        window._turn_to("unlock")

        window.rail.hide()
        window.unlock.tell(WrongKey("This memory is locked."))
        self.shoot("23-locked")
        window.unlock.tell(
            WrongKey(
                "Neither the passphrase nor the recovery code of this memory is the one given.",
                remedy="Nothing was changed. Try again; capital letters matter in a passphrase.",
            )
        )
        self.shoot("24-locked-still")
        window.unlock.tell(
            StoreDamaged(
                "The file of the memory is damaged at its beginning.",
                remedy="`famulus repair` saves what can be saved. Nothing was changed.",
            )
        )
        self.shoot("29-damaged")

    def ask(self, question: str) -> None:
        chat = self.window.chat
        count = len(chat.view.answers())
        chat.ask(question)
        self.until(lambda: len(chat.view.answers()) > count)
        self.until(lambda: chat.view.answers()[-1].answer is not None)


def _far(window: MainWindow) -> bool:
    run = window.bar.run
    return run is not None and run.progress is not None and run.rate() > 0


def main() -> None:
    with ground() as at:
        walk = Walk(at, at.home / "memory")
        walk.through(walk.first_run, walk.sources, walk.chat, walk.keeping, walk.rest)


if __name__ == "__main__":
    main()
