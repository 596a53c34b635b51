"""Asks into which mailbox a draft goes; the password is kept in the system's keyring or nowhere."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from assistant.replying.drafts_folder import PORTS, Mailbox
from memory.errors import Problem
from ui.parts import Check, Notice, Words
from ui.replying_room import Way
from ui.sure import Dialog
from ui.theme import HIT, M, S


class DraftsForm(Dialog):
    """Server, name, password and folder; what was chosen before stands there."""

    def __init__(
        self, parent: QWidget, where: Mailbox | None, on_chosen: Callable[[Way], object]
    ) -> None:
        super().__init__(
            parent, self.tr("Put the draft into your mailbox"), self.tr("Put it there")
        )
        self._on_chosen = on_chosen
        told = self.tr(
            "It is put into the drafts folder, and sent by nobody but you. This is the only time "
            "that the mailbox is opened, and only to put this draft there."
        )
        self.box.addWidget(Words(told, wrap=True))
        self.notice = Notice()
        self.box.addWidget(self.notice)
        self.server = self._field(self.tr("Server"), "mail.example.org")
        self.user = self._field(self.tr("Name"), "ada@example.org")
        self.password = self._field(self.tr("Password"), "")
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.folder = self._field(self.tr("Folder"), self.tr("the one for drafts"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(M)
        grid.setVerticalSpacing(S)
        fields = (self.server, self.user, self.password, self.folder)
        for at, field in enumerate(fields):
            label = Words(field.accessibleName(), role="quiet")
            label.setBuddy(field)
            grid.addWidget(label, at, 0)
            grid.addWidget(field, at, 1)
        self.box.addLayout(grid)
        self.keep = Check(self.tr("Keep the password in this computer's keyring"))
        self.box.addWidget(self.keep)
        self._where = where or Mailbox("", "")
        self._show(self._where)
        for field in fields:
            field.textChanged.connect(self._enable)
        self.yes.clicked.connect(self._choose)
        self._enable()

    def tell(self, problem: Problem) -> None:
        """Say why it did not go, and let it be tried again."""
        self.notice.tell(problem)
        self.yes.setEnabled(True)
        self.fit()
        self.password.setFocus()

    def way(self) -> Way:
        server, _, port = self.server.text().strip().rpartition(":")
        if not server or not port.isdigit():
            server, port = self.server.text().strip(), ""
        same = self._where.host == server and not port
        where = Mailbox(
            host=server,
            user=self.user.text().strip(),
            port=int(port) if port else self._where.port if same else PORTS["imaps"],
            folder=self.folder.text().strip(),
            begins_clear=self._where.begins_clear if same else int(port or 0) == PORTS["imap"],
        )
        return Way(where, self.password.text(), self.keep.isChecked())

    def _show(self, where: Mailbox) -> None:
        usual = where.port == PORTS["imaps"]
        self.server.setText(where.host if usual or not where.host else f"{where.host}:{where.port}")
        self.user.setText(where.user)
        self.folder.setText(where.folder)

    def _field(self, name: str, example: str) -> QLineEdit:
        field = QLineEdit()
        field.setAccessibleName(name)
        field.setPlaceholderText(example)
        field.setMinimumHeight(HIT)
        return field

    def _enable(self) -> None:
        needed = (self.server, self.user, self.password)
        self.yes.setEnabled(all(field.text().strip() for field in needed))

    def _choose(self) -> None:
        self.yes.setEnabled(False)
        self.notice.hide()
        self._on_chosen(self.way())
