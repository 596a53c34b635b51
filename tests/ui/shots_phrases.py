"""Walks snippets, phrases and the list of candidates through their states; a picture of each.

Run as a child of test_screenshots.py, or by hand: python tests/ui/shots_phrases.py FOLDER.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from PySide6.QtCore import QPoint, Qt  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QWidget  # noqa: E402

from assistant.shorthand.abbreviations import Candidate  # noqa: E402
from memory.errors import Problem  # noqa: E402
from memory.expansions import Chosen  # noqa: E402
from memory.snippets import Snippet  # noqa: E402
from memory.types import Changes, Topic  # noqa: E402
from tests.ui.fake_holding import FakePeople  # noqa: E402
from tests.ui.fake_shorthand import AT, HOME, FakeShorthand  # noqa: E402
from tests.ui.fake_writing import FakeWriting  # noqa: E402
from tests.ui.shots import THEMES, Walk, ground  # noqa: E402
from tests.ui.waiting import wait  # noqa: E402
from ui import theme  # noqa: E402
from ui.expanding import Candidates  # noqa: E402
from ui.pages.writing_phrases import SnippetsAndPhrases  # noqa: E402
from ui.writing_popup import WritingPopup  # noqa: E402

ADDRESS = "Ada Byron\n12 High Street\nEdinburgh EH6 6QQ\nScotland"
LETTER = (
    "Dear {name},\n\nThank you for your letter of {date}. I have read it with care, and I shall "
    "answer each of its points by the end of the week.\n\n" * 6
)
SNIPPETS = {
    ";addr": Snippet(";addr", ADDRESS, 12),
    ";closing": Snippet(";closing", "Best wishes,\nAda", 140),
    "a-name-of-thirty-letters-or-so": Snippet("a-name-of-thirty-letters-or-so", LETTER),
    "ty": Snippet("ty", "Thank you for your letter of {date}.", 1),
}
LONG = (
    "I would be grateful if you could let me know by the end of the week whether the flat in "
    "Leith is still to be had"
)
PHRASES = [
    Chosen("iwbhb7", HOME, 4, 0, never=False, at=AT),
    Chosen("sys", "see you soon", 1, 2, never=False, at=AT),
    Chosen("iwbgiyclmkbteotw", LONG, 1, 0, never=False, at=AT),
    Chosen("sys", "so you said", 0, 0, never=True, at=AT),
]
MEANT = (
    Candidate(HOME, own=True, count=4),
    Candidate("I wish Bo had been 7", own=True, count=1),
    Candidate(LONG, own=True, count=1),
    Candidate("I would be happy by 7", own=False),
    Candidate("It will be here by 7", own=False),
)


class PhrasesWalk(Walk):
    """From an empty page to the list of candidates over another program's text."""

    popup: WritingPopup

    @property
    def page(self) -> SnippetsAndPhrases:
        found = self.window.findChild(SnippetsAndPhrases)
        assert isinstance(found, SnippetsAndPhrases)
        return found

    def changed(self) -> None:
        self.window.operations.changed.emit(Changes("Read", frozenset({Topic.SETTINGS})))
        wait(150)

    def opened(self) -> None:
        self.window.start()
        self.until(lambda: self.window.operations.open is not None)
        self.shorthand = FakeShorthand(offered=MEANT)
        assistant = cast("Any", self.window.operations.assistant)
        assistant.shorthand, assistant.writing = self.shorthand, FakeWriting()
        assistant.people = FakePeople()
        self.window.writing.begin()
        self.window.show_page("writing")
        names = [section.title for section in self.window.writing.sections]
        self.window.writing.tabs.setCurrentIndex(names.index(self.page.title))
        self.until(lambda: self.page.views.currentIndex() == 1)
        self.page.focus()
        self.shoot("401-phrases-nothing")

    def kept(self) -> None:
        page = self.page
        page.empty.button.click()
        page.form.name.setText("two words")
        page.form.text.setPlainText("Some text")
        self.shorthand.snippets.problem = Problem(
            "A snippet has a short name without spaces.", remedy="Call it “;addr”, for example."
        )
        self.shorthand.snippets.kept = dict(SNIPPETS)
        page.form.save.click()
        self.until(page.notice.isVisible)
        self.shoot("402-phrases-refused")
        page.form.left.emit()
        page.load()
        self.until(lambda: page.snippets.selected() is not None)
        page.focus()
        self.shoot("403-phrases-snippets")
        self.shorthand.the_learned = list(PHRASES)
        self.changed()
        page.add_button.click()
        self.shoot("404-phrases-new")
        page.form.left.emit()
        page.snippets.selectRow(2)
        page.snippets.setFocus()
        self.shoot("405-phrases-long-snippet")

    def phrases(self) -> None:
        page = self.page
        page.learned.selectRow(2)
        page.learned.setFocus()
        self.shoot("406-phrases-phrase")
        page.card.never.click()
        self.until(lambda: page.card.never.text() == "Offer it again")
        page.card.never.setFocus()
        self.shoot("407-phrases-never")
        self.shorthand.the_learned = [
            replace(PHRASES[n % 2], short=f"ab{n}", text=f"another bench {n}", chosen=400 - n)
            for n in range(400)
        ]
        self.shorthand.snippets.kept = {
            f";n{n}": Snippet(f";n{n}", f"The text of number {n}", n) for n in range(60)
        }
        self.changed()
        page.snippets.selectRow(1)
        page.snippets.setFocus()
        self.shoot("408-phrases-many")
        self.shorthand.snippets.problem = Problem(
            "The memory cannot be read just now.", remedy="Close the other window and try again."
        )
        page.load()
        self.until(page.notice.isVisible)
        self.shoot("409-phrases-problem")
        page.notice.button.click()

    # -- the list of candidates --------------------------------------------

    def shoot_list(
        self, name: str, of: QWidget, ask: Callable[[], object], list: Candidates
    ) -> None:
        """Take the picture of a window with the list over it, which is a window of its own."""
        for dress in (self.dress, *(other for other in THEMES if other != self.dress)):
            if dress != self.dress:
                theme.wear(self.app, THEMES[dress])
                self.dress = dress
            for size, (width, height) in self.sizes.items():
                if of is self.window:
                    of.resize(width, height)
                wait(100)
                ask()
                self.until(lambda: list.isVisible() and "…" not in list.said.text())
                place = of.geometry().united(list.geometry()).adjusted(-8, -8, 8, 8)
                place &= of.screen().geometry()
                picture = of.screen().grabWindow(
                    0, place.x(), place.y(), place.width(), place.height()
                )
                picture.save(str(self.folder / f"{name}-{dress}-{size}.png"))
                list.hide()

    def tried(self) -> None:
        trial = self.page.trial
        trial.field.setPlainText("Tell Bo that iwbhb7")
        trial.field.moveCursor(trial.field.textCursor().MoveOperation.End)
        self.shoot_list(
            "410-phrases-try", self.window, trial.expanding.ask, trial.expanding.candidates
        )

    def chat(self) -> None:
        self.window.show_page("chat")
        field = self.window.chat.composer.field
        found = field.findChild(Candidates)
        assert isinstance(found, Candidates)

        def ask() -> None:
            field.setFocus()
            QTest.keyClick(field, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)

        field.setPlainText("Did I say that iwbhb7")
        field.moveCursor(field.textCursor().MoveOperation.End)
        self.shoot_list("411-chat-candidates", self.window, ask, found)
        self.shorthand.note = (
            "Only your own phrases were looked at. The model ended before it had answered."
        )
        self.shorthand.offered = MEANT[:2]
        self.shoot_list("412-chat-note", self.window, ask, found)
        self.shorthand.note, self.shorthand.offered = "", ()
        self.shoot_list("413-chat-nothing", self.window, ask, found)
        self.shorthand.offered = MEANT
        field.clear()

    def anywhere(self) -> None:
        self.popup = popup = WritingPopup(self.window.operations)
        popup.begin()
        self.until(lambda: len(popup.commands.model.verbs) > 3)
        popup.open("iwbhb7", place=QPoint(300, 200), application="Mousepad")
        popup.activateWindow()
        wait(200)
        candidates = popup.shorts.candidates
        self.shoot_popup("414-popup-short", popup)

        def ask() -> None:
            popup.commands.field.setFocus()
            QTest.keyClick(popup.commands.field, Qt.Key.Key_Return)

        self.shoot_list("415-popup-candidates", popup, ask, candidates)
        popup.leave()
        popup.open("", place=QPoint(300, 200))
        popup.commands.field.setText("iwbhb7")
        self.shoot_popup("416-popup-typed", popup)
        popup.leave()

    def shoot_popup(self, name: str, popup: WritingPopup) -> None:
        for dress in (self.dress, *(other for other in THEMES if other != self.dress)):
            if dress != self.dress:
                theme.wear(self.app, THEMES[dress])
                self.dress = dress
            wait(120)
            for size in self.sizes:
                picture = popup.screen().grabWindow(popup.winId())
                picture.save(str(self.folder / f"{name}-{dress}-{size}.png"))


def main() -> None:
    with ground() as at:
        walk = PhrasesWalk(at, at.fresh())
        walk.through(walk.opened, walk.kept, walk.phrases, walk.tried, walk.chat, walk.anywhere)


if __name__ == "__main__":
    main()
