"""Safekeeping: a copy in another place, a look whether all is whole, the key, the end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from memory.errors import Problem
from ui.files import choose_new, choose_one
from ui.operations import Operations
from ui.parts import Button, Notice, Words, column, empty_out, line, row
from ui.phrases import counted, size, when
from ui.present import confirm
from ui.render import one_line
from ui.safekeeping import Safekeeping, in_words, looked_at
from ui.sure import sure
from ui.theme import XS, M, S

if TYPE_CHECKING:
    from memory.safekeeping.archive import Exported
    from memory.safekeeping.archive_reader import Imported
    from memory.safekeeping.backup import Backup
    from memory.safekeeping.verify import Health


class Part(QWidget):
    """One thing that can be done: its name, what it means, its buttons, and what came of it."""

    def __init__(self, title: str, help: str, *buttons: Button) -> None:
        super().__init__()
        self.buttons = buttons
        self.said = Words(wrap=True)
        self.notice = Notice()
        self.more = QVBoxLayout()
        self.more.setSpacing(S)
        for button in buttons:
            button.setAccessibleDescription(help)
        self.setLayout(
            column(
                Words(title, role="strong"),
                Words(help, role="quiet", wrap=True),
                self.said,
                self.more,
                self.notice,
                row(*buttons, None),
                gap=XS + 2,
            )
        )
        box = self.layout()
        assert box is not None
        box.setContentsMargins(0, M, 0, M)
        self.said.hide()

    def begin(self, words: str) -> None:
        """Say that it goes on; it is not begun twice."""
        self.notice.hide()
        empty_out(self.more)
        self.say(words)
        self._enable(False)

    def say(self, words: str) -> None:
        self._enable(True)
        self.said.setText(words)
        self.said.setVisible(bool(words))

    def tell(self, problem: Problem) -> None:
        self.say("")
        self.notice.tell(problem)

    def list(self, found: Sequence[tuple[str, str]]) -> None:
        """Show findings: what, and below it what helps."""
        empty_out(self.more)
        for what, remedy in found:
            shown = QFrame()
            shown.setProperty("place", "calm")
            shown.setLayout(column(Words(what, wrap=True), gap=XS, margin=M))
            if remedy:
                shown.layout().addWidget(Words(remedy, role="quiet", wrap=True))  # type: ignore[union-attr]
            self.more.addWidget(shown)

    def _enable(self, on: bool) -> None:
        for button in self.buttons:
            button.setEnabled(on)


class SafekeepingPart(QWidget):
    """All of it, one below the other.  What needs the memory closed is only asked for here."""

    repair = Signal()
    restore = Signal(object)  # the Path of a backup
    change_key = Signal(bool)  # whether a passphrase opens the memory too
    erase_everything = Signal()

    def __init__(self, operations: Operations) -> None:
        super().__init__()
        self._operations = operations
        self.verbs = Safekeeping(operations)
        self._make_buttons()
        self._make_parts()
        parts: list[QWidget] = []
        for part in (self.backup, self.check, self.archive, self.key, self.end):
            parts += [part, line()]
        self.setLayout(column(*parts[:-1], gap=0))
        operations.runs.moved.connect(self._moved)

    def _make_buttons(self) -> None:
        self.backup_button = Button(self.tr("Back up…"))
        self.restore_button = Button(self.tr("Restore a backup…"))
        self.check_button = Button(self.tr("Check now"))
        self.repair_button = Button(self.tr("Repair…"))
        self.export_button = Button(self.tr("Export…"))
        self.import_button = Button(self.tr("Import…"))
        self.key_button = Button(self.tr("Change the key…"))
        self.end_button = Button(self.tr("Erase everything…"))
        for button, deed in (
            (self.backup_button, self._ask_backup),
            (self.restore_button, self._ask_restore),
            (self.check_button, self._check),
            (self.repair_button, self._ask_repair),
            (self.export_button, self._ask_export),
            (self.import_button, self._ask_import),
            (self.key_button, self._ask_key),
            (self.end_button, self._ask_end),
        ):
            button.clicked.connect(deed)
        self.repair_button.hide()

    def _make_parts(self) -> None:
        self.backup = Part(
            self.tr("Backup"),
            self.tr(
                "The whole memory in one encrypted file, best on another disk. Its passphrase or "
                "its recovery code opens it on any computer."
            ),
            self.backup_button,
            self.restore_button,
        )
        self.check = Part(
            self.tr("Is everything whole?"),
            self.tr("Looks at all that is stored, whether it still is what was written."),
            self.check_button,
            self.repair_button,
        )
        self.archive = Part(
            self.tr("Take it elsewhere"),
            self.tr(
                "All texts and conversations as plain text in one archive, which Famulus and "
                "other programs can read. The archive is not encrypted."
            ),
            self.export_button,
            self.import_button,
        )
        self.key = Part(
            self.tr("The key"),
            self.tr(
                "Encrypts everything under another key and gives you a new recovery code: if "
                "somebody may have seen the one you have, say."
            ),
            self.key_button,
        )
        self.end = Part(
            self.tr("Erase the memory"),
            self.tr("All of it leaves this computer, with its keys. Nothing brings it back."),
            self.end_button,
        )

    def begin(self) -> None:
        """Show the memory that was opened."""
        for part in (self.backup, self.check, self.archive, self.key, self.end):
            part.begin("")
            part.say("")
        self.repair_button.hide()
        self._load()

    def _load(self) -> None:
        self.verbs.last_backup(self, self._show_last)

    def _show_last(self, last: Backup | None) -> None:
        if last is None:
            said = self.tr("There is no backup yet.")
        else:
            made = self.tr("Last backup: {when}, {size}, in {path}")
            gone = self.tr("The last backup, of {when}, is not in {path} any more.")
            said = (made if last.size else gone).format(
                when=when(last.made), size=size(last.size), path=one_line(str(last.path))
            )
        self.backup.say(said)

    def _moved(self) -> None:
        """Give the buttons back when what they began was stopped."""
        if not self._operations.runs.in_bar():
            for part in (self.check, self.archive):
                if not part.buttons[0].isEnabled():
                    part.say("")
            if not self.backup_button.isEnabled() and self._operations.open is not None:
                self._load()

    # -- backup ------------------------------------------------------------

    def _ask_backup(self) -> None:
        name = f"famulus-{datetime.now().astimezone():%Y-%m-%d}.backup"
        choose_new(self, self.tr("Back up to"), name, self.back_up)

    def back_up(self, path: Path) -> None:
        self.backup.begin(self.tr("Being backed up."))
        self.verbs.back_up(self, path, self._show_last, self._no_backup)

    def _no_backup(self, problem: Problem) -> None:
        self._load()
        self.backup.notice.tell(problem)

    def _ask_restore(self) -> None:
        choose_one(self, self.tr("Choose a backup"), self.ask_restore)

    def ask_restore(self, path: Path) -> None:
        confirm(
            self,
            self.tr("Put this backup in the place of your memory?"),
            self.tr(
                "What was read and asked since the backup is not in it. What was erased since is "
                "in it again. The memory of now is set aside in its folder."
            ),
            self.tr("Restore"),
            partial(self.restore.emit, path),
        )

    # -- check -------------------------------------------------------------

    def _check(self) -> None:
        self.check.begin(self.tr("Being checked."))
        self.repair_button.hide()
        self.verbs.check(self, self._checked, self.check.tell)

    def _checked(self, health: Health) -> None:
        looked = looked_at(self.tr, health)
        if health.sound:
            self.check.say(self.tr("Nothing is damaged: {looked}.").format(looked=looked))
        else:
            self.check.say(self.tr("Something is damaged."))
        self.check.list([in_words(self.tr, finding) for finding in health.findings])
        self.repair_button.setVisible(not health.sound)

    def _ask_repair(self) -> None:
        confirm(
            self,
            self.tr("Repair the memory now?"),
            self.tr(
                "It is closed meanwhile. What can be read is saved; what is damaged is set aside "
                "and not thrown away. Back up first if you can."
            ),
            self.tr("Repair"),
            self.repair.emit,
        )

    # -- archive -----------------------------------------------------------

    def _ask_export(self) -> None:
        confirm(
            self,
            self.tr("Export without encryption?"),
            self.tr("Whoever has the archive can read all that is in it."),
            self.tr("Choose a place…"),
            self._choose_export,
        )

    def _choose_export(self) -> None:
        name = f"famulus-{datetime.now().astimezone():%Y-%m-%d}.zip"
        choose_new(self, self.tr("Export to"), name, self.export)

    def export(self, path: Path) -> None:
        self.archive.begin(self.tr("Being exported."))
        self.verbs.export(self, path, self._exported, self.archive.tell)

    def _exported(self, exported: Exported) -> None:
        self.archive.say(
            self.tr("Exported to {path}: {what}.").format(
                path=one_line(str(exported.path)),
                what=self._counted(exported.documents, exported.conversations),
            )
        )

    def _ask_import(self) -> None:
        choose_one(self, self.tr("Choose an archive"), self.take_in)

    def take_in(self, path: Path) -> None:
        self.archive.begin(self.tr("Being imported."))
        self.verbs.take_in(self, path, self._imported, self.archive.tell)

    def _imported(self, imported: Imported) -> None:
        said = [
            self.tr("Imported: {what}.").format(
                what=self._counted(imported.added, imported.conversations)
            )
        ]
        if imported.known:
            said.append(
                counted(
                    imported.known,
                    self.tr("1 was known already."),
                    self.tr("{n} were known already."),
                )
            )
        if imported.sources:
            names = ", ".join(map(one_line, imported.sources))
            said.append(self.tr("New and paused under Sources: {names}.").replace("{names}", names))
        self.archive.say(" ".join(said))

    def _counted(self, documents: int, conversations: int) -> str:
        return ", ".join(
            [
                counted(documents, self.tr("1 document"), self.tr("{n} documents")),
                counted(conversations, self.tr("1 conversation"), self.tr("{n} conversations")),
            ]
        )

    # -- the key, and the end ----------------------------------------------

    def _ask_key(self) -> None:
        confirm(
            self,
            self.tr("Change the key of your memory?"),
            self.tr(
                "It is closed meanwhile and written anew. You get a new recovery code; the one "
                "you have opens only the backups that you have made so far."
            ),
            self.tr("Change the key"),
            self._change_key,
        )

    def _change_key(self) -> None:
        assistant = self._operations.assistant
        self.change_key.emit("passphrase" in assistant.locks(assistant.home))

    def _ask_end(self) -> None:
        everything = self.tr(
            "All that was read, every conversation, every setting, the keys, and the memories "
            "that were set aside."
        )
        sure(
            self,
            self.tr("Erase the whole memory?"),
            [
                (self.tr("Goes"), everything),
                (self.tr("Comes back"), self.tr("Nothing. Without its keys nobody can read it.")),
                (
                    self.tr("Stays"),
                    self.tr("Your own files, and backups and exports that you made."),
                ),
            ],
            self.tr("Erase everything"),
            self.erase_everything.emit,
            word=self.tr("erase"),
        )
