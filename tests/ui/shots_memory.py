"""Walks the memory through its states, on the sample and some letters; a picture of each.

Run as a child of test_screenshots.py, or by hand: python tests/ui/shots_memory.py FOLDER.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from PySide6.QtCore import Qt  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402

from assistant import Assistant  # noqa: E402
from assistant.profile.people import Known  # noqa: E402
from ingest.pipeline import read_source  # noqa: E402
from memory.errors import Problem  # noqa: E402
from memory.held import PersonId  # noqa: E402
from memory.progress import finish  # noqa: E402
from memory.sources import add_source  # noqa: E402
from tests.ui.shots import Walk, ground  # noqa: E402
from tests.ui.waiting import wait  # noqa: E402
from ui.holding import Held  # noqa: E402
from ui.joining import Join, Split  # noqa: E402
from ui.pages.memory import DOCUMENTS, PEOPLE, STORED, MemoryPage  # noqa: E402
from ui.sure import Sure  # noqa: E402

NORA = "Nora Feldkamp <nora.feldkamp@mailhaven.example>"
PRIYA = "Priya Nandakumar <priya.n@driftmail.example>"
OTHER = "Priya N <priya@school.example>"
LETTERS = [
    (9, NORA, PRIYA, "Hi Priya,\nI'll send you the recipe by Friday, with the cumin.\nLove,\nNora"),
    (
        8,
        PRIYA,
        NORA,
        "Could you please bring the tent on 2 December?\nI'll pay you back the tickets.\nP",
    ),
    (7, NORA, PRIYA, "Hi Priya,\nOf course, it is dry again.\nLove,\nNora"),
    (6, OTHER, NORA, "My school address, in case.\nPriya"),
]


def lived(home: Path) -> Path:
    """Make a memory of the sample and some letters in the folder, and close it."""
    folder = home.parent / "letters"
    folder.mkdir()
    for at, (ago, sender, to, text) in enumerate(LETTERS):
        when = datetime.now(UTC) - timedelta(days=ago)
        (folder / f"{at}.eml").write_text(
            f"From: {sender}\nTo: {to}\nSubject: The week\nMessage-ID: <{at}@letters.example>\n"
            f"{f'In-Reply-To: <{at - 1}@letters.example>' if at == 2 else 'X-A: b'}\n"
            f"Date: {when:%d %b %Y %H:%M:%S} +0000\n"
            f"Content-Type: text/plain; charset=utf-8\n\n{text}\n",
            "utf-8",
        )
    with Assistant.open(home) as famulus:
        famulus.change_settings(identity=f"{NORA}, Nora Feldkamp <n.feldkamp@regiopost.example>")
        for path in (Assistant.sample(), folder):
            finish(read_source(famulus._store, add_source(famulus._store, path, None), path))
        famulus.learn()
    return home


class MemoryWalk(Walk):
    """The memory, from nothing to two thousand people."""

    @property
    def page(self) -> MemoryPage:
        return self.window.memory

    def opened(self) -> None:
        self.window.start()
        self.until(lambda: self.window.operations.open is not None)
        self.window.show_page("memory")
        self.until(lambda: self.page.held is not None)

    def nothing(self) -> None:
        self.opened()
        self.page.pages.setCurrentIndex(0)
        self.shoot("70-memory-waiting")
        self.page._show(cast("Held", self.page.held))
        self.shoot("71-memory-nothing")

    def stored(self) -> None:
        page = self.page
        self.opened()
        self.shoot("72-memory-stored")
        page.stored.plot.setFocus()
        QTest.keyClick(page.stored.plot, Qt.Key.Key_Left)
        page.stored.tabs.setCurrentIndex(2)
        self.shoot("73-memory-by-person")
        page.stored.tabs.setCurrentIndex(1)
        page.all_button.click()
        self.until(page.side.report.isVisible)
        self.shoot("74-memory-exposure")
        page.leave()
        page.stored.tabs.setCurrentIndex(0)
        page.stored.erase.click()
        self.until(lambda: page.findChild(Sure) is not None)
        self.shoot("75-memory-erase")
        for asked in page.findChildren(Sure):
            asked.reject()
        page._fail(Problem("The memory cannot be read just now.", remedy="Try again in a moment."))
        self.shoot("76-memory-problem")
        page.notice.hide()

    def documents(self) -> None:
        page = self.page
        page.show_view(DOCUMENTS)
        self.until(lambda: page.documents.model.rowCount() > 0)
        page.documents.table.setFocus()
        self.shoot("77-memory-documents")
        page.show_view(STORED)
        page.stored.plot.chosen.emit("2026-01")
        self.until(lambda: page.documents.where.time == "2026-01")
        wait(200)
        QTest.keyClick(page.documents.table, Qt.Key.Key_Return)
        self.until(page.side.document.isVisible)
        self.shoot("78-memory-month")
        page.leave()
        page.documents.narrow(time="")
        page.documents.field.setText("boiler")
        page.documents.field.setFocus()
        QTest.keyClick(page.documents.field, Qt.Key.Key_Return)
        self.until(lambda: page.documents.said.text().endswith("first"))
        self.shoot("79-memory-search")
        page.documents.field.clear()
        page.documents.narrow(time="1999")
        self.until(lambda: page.documents.model.rowCount() == 0)
        self.shoot("80-memory-none")
        page.documents.narrow(time="")

    def people(self) -> None:
        page = self.page
        page.show_view(PEOPLE)
        page.focus()
        self.choose("Priya Nandakumar")
        self.shoot("81-people-card")
        self.choose("Moira Tennant")
        self.shoot("82-people-landlady")
        bar = page.side.person.verticalScrollBar()
        bar.setValue(bar.maximum())
        self.shoot("83-people-card-end")
        self.choose("Claire Munro")
        self.shoot("84-people-namesake")
        self.choose("Priya Nandakumar")
        self.card().join.click()
        self.until(lambda: page.findChild(Join) is not None)
        dialog = cast("Join", page.findChild(Join))
        dialog.field.setText("priya")
        dialog.table.selectRow(0)
        self.shoot("85-people-join")
        dialog.yes.click()
        self.until(page.people.told.isVisible)
        self.until(lambda: len(self.card().card.groups) == 2)
        self.shoot("86-people-joined")
        self.card().split.click()
        self.until(lambda: page.findChild(Split) is not None)
        split = cast("Split", page.findChild(Split))
        split.checks[1][0].setChecked(True)
        self.shoot("87-people-split")
        split.reject()
        promise = self.card().card.promises[0]
        self.card().quote_wanted.emit(promise.document, promise.start, promise.end)
        self.until(page.side.document.isVisible)
        self.shoot("88-people-quote")
        page.leave()
        page.people.field.setText("zzz")
        self.shoot("89-people-none")
        page.people.field.clear()

    def many(self) -> None:
        page = self.page
        held = cast("Held", page.held)
        long = "Dr. Maximiliane Freifrau von und zu Hohenlohe-Waldenburg-Schillingsfürst " * 2
        known = held.people
        made = [
            Known(
                replace(
                    known[n % 40].person,
                    id=PersonId(10_000 + n),
                    name=f"{long if n == 3 else known[n % 40].person.name} {n}",
                )
            )
            for n in range(2000)
        ]
        page._show(Held(held.holdings, made))
        page.show_view(PEOPLE)
        page.people.table.selectRow(0)
        self.shoot("90-people-many")

    def card(self) -> Any:
        card = self.page.side.card
        assert card is not None
        return card

    def choose(self, name: str) -> None:
        page = self.page
        found = next(one for one in page.people.model.rows if one.person.name == name)
        page.people.select(found.person.id)
        self.until(
            lambda: page.side.card is not None and self.card().card.person.id == found.person.id
        )


def main() -> None:
    with ground() as at:
        walk = MemoryWalk(at, at.fresh())
        walk.through(walk.nothing)
        walk = MemoryWalk(at, lived(at.home / "lived"))
        walk.through(walk.stored, walk.documents, walk.people, walk.many)


if __name__ == "__main__":
    main()
