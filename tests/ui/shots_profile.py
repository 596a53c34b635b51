"""Walks the profile through its states, on a small memory, and takes a picture of each.

Run as a child of test_screenshots.py, or by hand: python tests/ui/shots_profile.py FOLDER.
"""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, cast

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from PySide6.QtCore import Qt  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QMessageBox  # noqa: E402

from memory.errors import Problem  # noqa: E402
from memory.progress import Progress  # noqa: E402
from memory.types import ClaimId, Scope  # noqa: E402
from tests.ui.shots import Walk, ground  # noqa: E402
from tests.ui.small_life import lived  # noqa: E402
from tests.ui.waiting import wait  # noqa: E402
from ui.believing import Believed  # noqa: E402
from ui.pages.profile import CARDS, CHANGED, TEXT, ProfilePage  # noqa: E402

LONG = (
    "Wants every report that leaves the ward to be read by two people, of whom one has not been "
    "on the shift it tells of, and to be kept, signed, for as long as the patient is known there, "
    "and for ten years after that, whatever the archive says about the room that this takes."
)


class ProfileWalk(Walk):
    """The profile, from knowing nothing to two thousand sentences."""

    @property
    def page(self) -> ProfilePage:
        return self.window.profile

    def opened(self) -> None:
        self.window.start()
        self.until(lambda: self.window.operations.open is not None)
        self.window.show_page("profile")
        self.until(lambda: not self.page._loading)

    def nothing(self) -> None:
        self.opened()
        self.shoot("41-profile-nothing")
        self.page.empty.button.click()
        self.until(lambda: self.page.cards.model.count > 0)
        self.until(lambda: self.page.told.isVisible())
        self.shoot("42-profile-learned")

    def cards(self) -> None:
        page, profile = self.page, self.window.operations.assistant.profile
        profile.told(LONG, kind="rule")
        profile.told(
            "Prefers short mails.", kind="preference", scope=Scope(who="Ben Oak", what="work")
        )
        profile.pin(profile.claims()[0].id)
        page.load()
        self.until(lambda: page.cards.model.count > 11)
        self.choose("Likes green tea.")
        self.shoot("43-profile-claim")
        self.choose(LONG)
        self.shoot("44-profile-long")
        QTest.keyClicks(page.cards.list, "tea")
        wait(100)
        self.shoot("45-profile-found")
        QTest.keyClick(page.cards.field, Qt.Key.Key_Return)
        self.shoot("46-profile-editing")
        page.pane.sheet.editor.field.setPlainText("Likes black tea.")
        QTest.keyClick(page.pane.sheet.editor.field, Qt.Key.Key_Return)
        self.until(lambda: page.said.text().startswith("Corrected"))
        self.until(lambda: page.pane.sheet.words.text() == "Likes black tea.")
        self.shoot("47-profile-corrected")
        self.filtered()
        self.over()

    def filtered(self) -> None:
        page = self.page
        page.cards.field.setText("bicycle")
        self.shoot("48-profile-not-found")
        page.cards.show_all()
        page.cards.fresh.setChecked(True)
        page.cards.kind._pick(page.cards.model.kinds()[1])
        self.shoot("49-profile-chips")
        page.cards.show_all()

    def over(self) -> None:
        """What stands over the claim: its document, a question, a problem."""
        page = self.page
        self.choose("Plays cello.")
        card = page.pane.sheet.quotes.itemAt(0).widget()  # type: ignore[union-attr]
        card.click()  # type: ignore[union-attr]
        self.until(lambda: page.pane.pages.currentWidget() is page.pane.reading)
        self.shoot("50-profile-document")
        page.leave()
        page.pane.do("never")
        self.until(lambda: page.findChild(QMessageBox) is not None)
        wait(200)
        self.shoot("51-profile-never")
        for box in page.findChildren(QMessageBox):
            box.reject()
        self.window.activateWindow()
        page.focus()
        page._fail(Problem("What this changed was erased meanwhile.", remedy="It stays gone."))
        self.shoot("52-profile-problem")
        page.notice.hide()

    def choose(self, text: str) -> None:
        page = self.page
        found = next(one for one in page.cards.model.all if one.text == text)
        page.cards.list.want(found.id)
        page.cards.focus()
        self.until(lambda: page.pane.sheet.id() == found.id)
        self.until(lambda: page.pane.sheet.history.count() > 0)

    def rest(self) -> None:
        page = self.page
        page._turn(TEXT)
        page.focus()
        self.shoot("53-profile-text")
        page.text.editor.appendPlainText("- Has a bicycle.")
        page.text.stale.show()
        self.shoot("54-profile-text-edited")
        page.text.discard()
        self.viewed()
        self.rated()
        page.show_review()
        wait(200)
        self.shoot("55-profile-review")
        while page.review.model.count:
            left = page.review.model.count
            QTest.keyClicks(page.review.list, "r")
            self.until(lambda left=left: page.review.model.count < left)  # type: ignore[misc]
        self.shoot("56-profile-reviewed")
        page._turn(CHANGED)
        page.focus()
        self.until(lambda: page.changed.model.count > 10)
        wait(200)
        self.shoot("57-profile-changes")
        page.changed.list.entered.emit()
        self.until(lambda: any(one.undone for one in _rows(page)))
        wait(200)
        self.shoot("58-profile-undone")

    def viewed(self) -> None:
        """The page as text, of other views and in another language."""
        text, famulus = self.page.text, self.window.operations.assistant
        for view, name in (("small", "63-profile-view-small"), ("contact", "64-profile-whose")):
            text.views.kind._pick(view)
            wait(300)
            self.shoot(name)
        text.views.person._pick("Ben Oak")
        self.until(lambda: "Ben Oak" in text.reader.toPlainText())
        self.shoot("65-profile-view-contact")
        text.views.kind._pick(None)
        for language in ("German", ""):
            change = partial(famulus.change_settings, language=language)
            self.window.operations.edit(self.page, change)
            heading = "Zur Person" if language else "## You"
            self.until(lambda said=heading: said in text.editor.toPlainText())  # type: ignore[misc]
            if language:
                self.shoot("66-profile-text-german")

    def rated(self) -> None:
        """An answer that used a claim, said to be useful."""
        window = self.window
        window.show_page("chat")
        window.chat.ask("Where do I live?")
        self.until(lambda: bool(window.chat.view.answers()))
        view = window.chat.view.answers()[-1]
        self.until(lambda: view.answer is not None)
        self.shoot("67-chat-to-be-rated")
        view.rating.useful.click()
        self.until(lambda: self.page._claims != {} and not self.page._loading)
        self.shoot("68-chat-rated")
        window.show_page("profile")
        self.until(lambda: any(one.what == "rate" for one in _rows(self.page)))

    def many(self) -> None:
        page = self.page
        page._turn(CARDS)
        claims = self.window.operations.assistant.profile.claims()
        many = [
            replace(one, id=ClaimId(10_000 + n), text=f"{one.text[:-1]} {n}.")
            for n in range(2000)
            for one in [claims[n % len(claims)]]
        ]
        page._show(Believed(claims=many, waiting=many[:12], has_sources=True, knows_owner=True))
        page.focus()
        self.shoot("59-profile-many")

    def commenting(self) -> None:
        asking = self.page.comment()
        self.until(asking.fields[0].hasFocus)
        self.shoot("61-profile-commenting")
        asking.fields[0].setText("Too long, and I never write “Best regards”.")
        for _ in range(2):
            asking.yes.click()
        self.shoot("62-profile-commenting-last")
        asking.reject()

    def learning(self) -> None:
        page = self.page

        def slow(*, gentle: bool = False) -> Any:
            for n in range(200):
                yield Progress(n * 60, 12_000, "Learning what your texts say of you")
                time.sleep(0.02)

        cast("Any", self.window.operations.assistant).learning = slow
        page.load()
        self.until(lambda: not page._loading)
        page.learn()
        self.until(lambda: self.window.bar.run is not None and self.window.bar.run.rate() > 0)
        self.shoot("60-profile-learning")


def _rows(page: ProfilePage) -> list[Any]:
    model = page.changed.model
    return [one for n in range(model.rowCount()) if (one := model.at(n)) is not None]


def main() -> None:
    with ground() as at:
        walk = ProfileWalk(at, lived(at.home / "memory", learned=False))
        walk.through(walk.nothing, walk.cards, walk.rest, walk.commenting, walk.many, walk.learning)


if __name__ == "__main__":
    main()
