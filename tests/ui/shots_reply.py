"""Walks a reply through its states, on the memory of an invented person; a picture of each.

Run as a child of test_screenshots.py, or by hand: python tests/ui/shots_reply.py FOLDER.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from PySide6.QtCore import QPoint  # noqa: E402
from PySide6.QtWidgets import QWidget  # noqa: E402

from assistant import Assistant  # noqa: E402
from assistant.replying.drafts_folder import Mailbox, WrongPassword  # noqa: E402
from assistant.replying.outline import Intent  # noqa: E402
from memory.types import DocumentId  # noqa: E402
from tests.ui.shots import THEMES, Walk, ground  # noqa: E402
from tests.ui.small_life import ADA, BEN, CLEO, lived  # noqa: E402
from tests.ui.waiting import wait  # noqa: E402
from ui import theme  # noqa: E402
from ui.replies import open_reply  # noqa: E402
from ui.reply_sheet import ReplySheet  # noqa: E402
from ui.writing_popup import WritingPopup  # noqa: E402

TO_BEN = (
    "Thursday at 3 pm works great for me! See you then.\n\nBest wishes\nAda",
    "Thank you so much for inviting me. The lease of the flat in Leith ends on 31 May 2027.",
)
ASKS = """Dear Ada,

I hope you are well. Would you like to come to dinner on Friday at 7 pm, or on Saturday?
And when does the lease of your flat in Leith end? What is the name of the plumber?

Could you send me the photos of the boat by Monday? Please let me know whether you still eat fish.

All the best
Ben
"""
LONG = (
    "We would be delighted, honoured and, if I may say so, a little surprised, if you could come "
    "to the opening of the exhibition of all those pictures that nobody has ever wanted to look "
    "at, on 12 December at 18:30, and could you bring the list of the lenders? "
)


class ReplyWalk(Walk):
    """A reply, from a letter that asks much to one that asks nothing."""

    sheet: ReplySheet

    def opened(self) -> None:
        self.window.start()
        self.until(lambda: self.window.operations.open is not None)
        self.window.show_page("memory")

    def shoot_sheet(self, name: str, widget: QWidget | None = None) -> None:
        """Take the picture of the reply's own window, in every theme and size."""
        for dress in THEMES:
            theme.wear(self.app, THEMES[dress])
            self.dress = dress
            for size, (width, height) in self.sizes.items():
                self.sheet.resize(width, height)
                wait(150)
                picture = (widget or self.sheet).grab()
                picture.save(str(self.folder / f"{name}-{dress}-{size}.png"))

    def answer(self, subject: str) -> None:
        famulus = self.window.operations.assistant
        (id,) = famulus._store.db.execute(
            "select id from documents where title = ?", [subject]
        ).fetchone()
        self.sheet = open_reply(self.window.operations, self.window, DocumentId(id))
        self.until(lambda: bool(self.sheet.text.toPlainText()))
        self.until(lambda: self.sheet.drafting.draft is not None)

    def much(self) -> None:
        self.answer("Dinner and the lease")
        sheet = self.sheet
        self.shoot_sheet("201-reply-accept")
        sheet.outline.rows[0].field.setFocus()
        sheet.drafting.choose(Intent.DECLINE)
        self.until(lambda: sheet.drafting.draft is not None)
        self.shoot_sheet("202-reply-decline")
        sheet.drafting.choose(Intent.ACCEPT)
        self.until(lambda: sheet.drafting.draft is not None)
        sheet.outline._insert(1)
        sheet.outline.rows[1].field.setPlainText("I bring 12 small cakes")
        self.until(lambda: bool(sheet.drafting.draft) and "cakes" in sheet.drafting.draft.text)  # type: ignore[union-attr]
        words = sheet.text.toPlainText()
        sheet.text.setPlainText(
            words.replace("31 May 2027", "31 May 2028") + " 14 guests come, says Moira."
        )
        self.until(lambda: bool(sheet.drafting.draft and sheet.drafting.draft.unsupported))
        self.shoot_sheet("203-reply-unsupported")
        sheet.taking.say("Saved as reply.eml. A mail program opens it to be finished there.")
        assert sheet.drafting.prepared is not None
        sheet.open_passage(sheet.drafting.prepared.facts[0].passage)
        wait(300)
        self.shoot_sheet("204-reply-passage")

    def put(self) -> None:
        form = self.sheet.taking.show_form(Mailbox("mail.example.org", "ada@example.org"))
        self.until(form.isVisible)
        self.shoot_sheet("205-reply-mailbox", form)
        form.tell(
            WrongPassword(
                "mail.example.org does not let ada@example.org in with this password.",
                remedy="Many providers want an app password for this, not the usual one.",
            )
        )
        self.shoot_sheet("206-reply-refused", form)
        form.reject()
        self.sheet.close()

    def little(self) -> None:
        self.answer("The exhibition of the pictures that nobody has ever wanted to look at")
        self.shoot_sheet("207-reply-long")
        self.sheet.close()
        self.answer("News")
        self.shoot_sheet("208-reply-nothing")
        self.sheet.close()

    def anywhere(self) -> None:
        """The same in the popup, on a letter that was selected in another program."""
        popup = WritingPopup(self.window.operations)
        popup.begin()
        self.until(lambda: bool(popup.commands.model.verbs) and bool(popup.commands._names))
        popup.open(ASKS, place=QPoint(80, 20), application="Dinner and the lease – Mail")
        popup.commands.to.setText("Ben Oak")
        popup.commands.to.textEdited.emit("Ben Oak")
        popup.commands.choose("reply")
        self.until(lambda: popup.reply is not None and popup.reply.is_done)
        reply = popup.reply
        assert reply is not None
        self.shoot_popup(popup, "211-popup-reply")
        reply.show_passage(reply.drafting.prepared.facts[0].passage)  # type: ignore[union-attr]
        reply.drafting.text.setPlainText(reply.drafting.text.toPlainText().replace("2027", "2028"))
        self.until(lambda: bool(reply.drafting.draft and reply.drafting.draft.unsupported))
        reply.edit()
        self.shoot_popup(popup, "212-popup-reply-unsupported")
        popup.leave()

    def shoot_popup(self, popup: WritingPopup, name: str) -> None:
        for dress in THEMES:
            theme.wear(self.app, THEMES[dress])
            self.dress = dress
            wait(150)
            popup.grab().save(str(self.folder / f"{name}-{dress}.png"))


def mails(folder: Path) -> None:
    letters = [
        ("b1", ADA, BEN, "Thursday", "04 Nov 2026", TO_BEN[0]),
        ("b2", ADA, BEN, "The lease", "05 Nov 2026", TO_BEN[1]),
        ("b3", BEN, ADA, "Dinner and the lease", "23 Nov 2026", ASKS),
        ("b4", CLEO, ADA, "The exhibition of the pictures that nobody has ever wanted to look at",
         "24 Nov 2026", LONG * 3),
        ("b5", "Shop <no-reply@example.org>", ADA, "News", "24 Nov 2026", "We have new tea."),
    ]  # fmt: skip
    for id, sender, to, subject, day, text in letters:
        (folder / f"{id}.eml").write_text(
            f"From: {sender}\nTo: {to}\nSubject: {subject}\nMessage-ID: <{id}@example.org>\n"
            f"Date: {day} 09:00:00 +0000\nContent-Type: text/plain; charset=utf-8\n\n{text}\n"
        )


def main() -> None:
    with ground() as at:
        memory = lived(at.home / "memory")
        mails(at.home / "mails")
        with Assistant.open(memory) as famulus:
            famulus.read([at.home / "mails"])
        walk = ReplyWalk(at, memory)
        walk.through(walk.opened, walk.much, walk.put, walk.little, walk.anywhere)


if __name__ == "__main__":
    main()
