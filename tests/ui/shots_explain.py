"""Walks through the help with reading, on the memory of an invented person; a picture of each.

Run as a child of test_screenshots.py, or by hand: python tests/ui/shots_explain.py FOLDER.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))


from assistant import Assistant  # noqa: E402
from memory.types import DocumentId  # noqa: E402
from tests.ui.shots import Walk, ground  # noqa: E402
from tests.ui.small_life import ADA, BEN, CLEO, lived  # noqa: E402
from tests.ui.waiting import wait  # noqa: E402
from ui.pages.memory_side import MemorySide  # noqa: E402

LINK = """Dear Ada,

The QKD link between the two roofs is up. The SNSPD still drifts, and OpenQuantum reads 3 dB less
than the Bell State Analyser does. We talk about the heterodyning on Friday 27 November at 3 pm.

Could you send me the list of the mirrors by 1 December? And who has the key of the roof?

Best
Ben
"""


class ExplainWalk(Walk):
    """A mail with terms, what one of them is, and what its thread comes to."""

    def opened(self) -> None:
        self.window.start()
        self.until(lambda: self.window.operations.open is not None)
        self.window.show_page("memory")
        self.open_mail("The link")
        self.until(lambda: len(self.side.help._terms) > 0)
        wait(200)
        self.shoot("301-terms")

    @property
    def side(self) -> MemorySide:
        (found,) = self.window.findChildren(MemorySide)
        return found

    def open_mail(self, subject: str) -> None:
        famulus = self.window.operations.assistant
        (id,) = famulus._store.db.execute(
            "select id from documents where title = ?", [subject]
        ).fetchone()
        self.side.open_document(DocumentId(id))
        self.until(self.side.document.isVisible)

    def explained(self) -> None:
        for number, name in ((0, "302-explained"), (1, "303-nothing-found")):
            self.side.help.card.leave()
            self.side.document.view.mark.emit(f"term:{number}")
            self.until(self.side.help.card.isVisible)
            self.shoot(name)

    def summed_up(self) -> None:
        self.side.help.card.leave()
        self.side.document.sum_up.click()
        self.until(self.side.help.summary.isVisible)
        wait(200)
        self.shoot("304-thread")


def mails(folder: Path) -> None:
    letters = [
        ("e1", CLEO, ADA, "What it is", "20 Nov 2026", "",
         "QKD (quantum key distribution) is a way to share a key by light that nobody can copy."),
        ("e2", BEN, ADA, "The link", "23 Nov 2026", "", LINK),
        ("e3", ADA, BEN, "Re: The link", "24 Nov 2026", "<e2@example.org>", "Yes, will do!\n\nAda"),
        ("e4", CLEO, ADA, "Re: The link", "25 Nov 2026", "<e3@example.org>",
         "The roof is closed from 4 December.\n\nI will send you the measurements by 30 November."
         "\n\nDoes the roof hold two of us?"),
    ]  # fmt: skip
    folder.mkdir()
    for id, sender, to, subject, day, answers, text in letters:
        (folder / f"{id}.eml").write_text(
            f"From: {sender}\nTo: {to}\nSubject: {subject}\nMessage-ID: <{id}@example.org>\n"
            f"In-Reply-To: {answers}\n"
            f"Date: {day} 09:00:00 +0000\nContent-Type: text/plain; charset=utf-8\n\n{text}\n"
        )


def main() -> None:
    with ground() as at:
        memory = lived(at.home / "memory")
        mails(at.home / "letters")
        with Assistant.open(memory) as famulus:
            famulus.read([at.home / "letters"])
        walk = ExplainWalk(at, memory)
        walk.through(walk.opened, walk.explained, walk.summed_up)


if __name__ == "__main__":
    main()
