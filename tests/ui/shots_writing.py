"""Walks the popup and the commands through their states; a picture of each.

Run as a child of test_screenshots.py, or by hand: python tests/ui/shots_writing.py FOLDER.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, cast

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from PySide6.QtCore import QPoint, Qt  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402

from assistant.writing.commands import Command  # noqa: E402
from memory.errors import Problem  # noqa: E402
from tests.ui.fake_holding import FakePeople  # noqa: E402
from tests.ui.fake_writing import (  # noqa: E402
    COMMANDS,
    FakeWriting,
    a_doubt,
    a_written,
)
from tests.ui.shots import Walk, ground  # noqa: E402
from tests.ui.waiting import wait  # noqa: E402
from ui import theme  # noqa: E402
from ui.pages.writing_commands import WritingCommands  # noqa: E402
from ui.writing_popup import WritingPopup  # noqa: E402

MAIL = """Hi Bo,

I just wanted to quickly let you know that the viewing of the flat in Leith, which we had \
planned for tuesday at 14:30, is unfortunately not going to be possible any more because the \
agent have to be in Glasgow on that day. Could you maybe do thursday the 12th instead, at the \
same time? The rent would still be 420 pounds a month, and they was very clear about it that \
the deposit needs to be payed before 1 March.

Ada"""
SHORT = """Hi Bo,

The viewing of the flat in Leith planned for Tuesday at 14:30 is not possible any more because \
the agent has to be in Glasgow that day. Could you do Thursday the 12th instead, at the same \
time? The rent would still be £420 a month, and they were very clear that the deposit needs to \
be paid before 1 March.

Best,
Ada"""
SUMMARY = "The viewing on Tuesday at 14:30 is off; Thursday the 12th is suggested instead."
WRITTEN = a_written("", "Qwen3-4B", "Qwen3-4B, which has passed for this.", likeness=0.82)
DOUBTS = (
    a_doubt("The number 420 is missing."),
    a_doubt("“pounds” became “£”."),
)
PIRATE = Command(
    "to-the-council",
    "For the council",
    "Ctrl+Alt+G",
    own=True,
    ask="Write this as a letter to a public office. It is to {to}. Today is {today}.",
)
LONG = "".join(
    f"Paragraph {n} tells of the house in Leith, and what was said about it on that day. "
    "It were a long day, and nobody was there to open the door.\n\n"
    for n in range(120)
)


class WritingWalk(Walk):
    """The popup, from the field to the accepted text."""

    writing = FakeWriting(result=WRITTEN)

    popup: WritingPopup

    def shoot_popup(self, name: str) -> None:
        """Take the picture of the popup in every theme; it has one size on every screen."""
        for dress in (self.dress, *(other for other in self.themes if other != self.dress)):
            if dress != self.dress:
                theme.wear(self.app, self.themes[dress])
                self.dress = dress
            wait(120)
            for size in self.sizes:
                picture = self.popup.screen().grabWindow(self.popup.winId())
                picture.save(str(self.folder / f"{name}-{dress}-{size}.png"))

    @property
    def themes(self) -> dict[str, Any]:
        return {"light": theme.LIGHT, "dark": theme.DARK}

    def opened(self) -> None:
        self.window.start()
        self.until(lambda: self.window.operations.open is not None)
        assistant = cast("Any", self.window.operations.assistant)
        assistant.writing = self.writing
        assistant.people = FakePeople()
        self.popup = WritingPopup(self.window.operations)
        self.popup.begin()
        self.until(lambda: len(self.popup.commands.model.verbs) > 3)

    def show(self, text: str | None = MAIL, **how: Any) -> None:
        self.popup.open(text, place=QPoint(300, 200), **how)
        wait(150)

    def type(self, words: str) -> None:
        QTest.keyClicks(self.popup.commands.field, words)

    def done(self, words: str) -> None:
        self.type(words)
        QTest.keyClick(self.popup.commands.field, Qt.Key.Key_Return)
        self.until(lambda: self.popup.result.is_done)

    def commands(self) -> None:
        self.show(None, application="Re: the flat in Leith – Mousepad")
        self.shoot_popup("201-popup-waits")
        self.popup.fill(MAIL)
        self.shoot_popup("202-popup-commands")
        self.type("for")
        self.shoot_popup("203-popup-filtered")
        self.popup.commands.field.clear()
        self.type("say it as if I were angry")
        self.shoot_popup("204-popup-instruction")
        self.popup.commands.field.clear()
        self.type("Translate")
        QTest.keyClick(self.popup.commands.field, Qt.Key.Key_Return)
        self.shoot_popup("205-popup-language")
        self.popup.commands.go_back()
        self.popup.commands.to.clear()
        self.popup.commands.to.setFocus()
        QTest.keyClicks(self.popup.commands.to, "b")
        wait(100)
        self.shoot_popup("206-popup-to-whom")
        self.popup.leave()

    def results(self) -> None:
        writing, popup = self.writing, self.popup
        writing.next_text, writing.holds = SHORT, 40
        self.show()
        self.type("Shorten")
        QTest.keyClick(popup.commands.field, Qt.Key.Key_Return)
        self.until(lambda: len(writing.said) == 40)
        self.shoot_popup("207-popup-coming")
        popup.stop()
        self.shoot_popup("208-popup-stopped")
        popup.leave()
        writing.holds = None
        self.show()
        self.done("Shorten")
        self.shoot_popup("209-popup-diff")
        for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Space, Qt.Key.Key_Right):
            QTest.keyClick(popup.result.diff.marked, key)
        self.shoot_popup("210-popup-one-left")
        popup.result.edit()
        self.shoot_popup("211-popup-edit")
        popup.leave()
        writing.next_text = SUMMARY
        self.show()
        self.done("Summarise")
        self.shoot_popup("212-popup-answer")
        popup.leave()

    def troubles(self) -> None:
        writing, popup = self.writing, self.popup
        writing.next_text = SHORT.replace("£420", "£400")
        writing.result = a_written(
            "",
            "Qwen3-4B",
            "Qwen3-4B, which has passed for this.",
            doubts=DOUBTS,
            notes=("A part was done by rules: Qwen3-4B did not keep it.",),
            likeness=0.41,
        )
        self.show()
        self.done("Shorten")
        self.shoot_popup("213-popup-doubts")
        popup.leave()
        writing.problem = Problem(
            "“Explain” needs a language model of tier 1 or more, and none here has passed.",
            remedy="“Summarise” picks the sentences that say most. "
            "`famulus models` shows which there are.",
        )
        self.show()
        self.type("Explain")
        QTest.keyClick(popup.commands.field, Qt.Key.Key_Return)
        self.until(popup.notice.isVisible)
        self.shoot_popup("214-popup-problem")
        popup.leave()
        self.show("")
        self.shoot_popup("215-popup-empty")
        self.type("decline politely")
        self.shoot_popup("216-popup-new")
        popup.leave()
        writing.next_text, writing.result = LONG.replace("were a", "was a"), WRITTEN
        self.show(LONG)
        self.done("Correct")
        for _ in range(60):
            QTest.keyClick(popup.result.diff.marked, Qt.Key.Key_Right)
        self.shoot_popup("217-popup-long")
        popup.leave()

    def own(self) -> None:
        writing, window = self.writing, self.window
        writing.next_text = SHORT
        window.show_page("writing")
        names = [section.title for section in window.writing.sections]
        window.writing.tabs.setCurrentIndex(names.index("Commands"))
        page = window.writing.views.currentWidget()
        assert isinstance(page, WritingCommands)
        page.begin()
        self.until(lambda: page.model.rowCount() > 3)
        self.shoot("218-commands")
        page.add_button.click()
        self.shoot("219-commands-new")
        page.form.title.setText(PIRATE.title)
        page.form.ask.setPlainText(PIRATE.ask)
        page.form.keys.setText(PIRATE.shortcut)
        page.form.save.click()
        self.until(lambda: page.selected() is not None and page.form.fields.isVisible())
        self.shoot("220-commands-own")
        page.form.trial.box.setPlainText(MAIL)
        page.form.trial.button.click()
        self.until(lambda: page.form.trial.diff.count > 3 and not page.room.is_busy)
        self.shoot("221-commands-tried")
        page.form.remove.click()
        self.until(lambda: page.model.rowCount() == len(COMMANDS))
        writing.problem = Problem(
            "There is no variable {who}.", remedy="There are {to}, {language} and {today}."
        )
        page.add_button.click()
        page.form.title.setText("For the council")
        page.form.ask.setPlainText("Write to {who}.")
        page.form.save.click()
        self.until(page.notice.isVisible)
        self.shoot("222-commands-refused")


def main() -> None:
    with ground() as at:
        walk = WritingWalk(at, at.fresh())
        walk.through(walk.opened, walk.commands, walk.results, walk.troubles, walk.own)


if __name__ == "__main__":
    main()
