"""What can be done with a text: a field that filters and takes an instruction, and a list."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QVBoxLayout, QWidget

from ui.palette import Verb, VerbDelegate, VerbsModel, matching
from ui.parts import Elided, IconButton, Words, row
from ui.popup_words import about, choices, guessed, is_no_word, is_short, letters
from ui.render import one_line
from ui.theme import HIT, XS, S
from ui.writing_room import INSTRUCT, NEW

if TYPE_CHECKING:
    from assistant.writing.commands import Command

SHOWN = 12  # rows before it scrolls
ROW = HIT + 4
OUT = "Ctrl+Space"
CONTROL = Qt.KeyboardModifier.ControlModifier
HELD = Qt.KeyboardModifier.AltModifier | CONTROL


class PopupCommands(QWidget):
    """Type to filter or to say what is wanted, walk with the arrows, Enter does it.

    ``wanted`` carries the command, and the words that were said beside it; ``short`` a
    text of one short form that is to be written out.
    """

    wanted = Signal(object, str)
    short = Signal(str)
    shut = Signal()
    altered = Signal()  # it may need another height

    def __init__(self) -> None:
        super().__init__()
        self._commands: Sequence[Command] = ()
        self._special: dict[str, Command] = {}
        self._letters: list[str] = []
        self._asked: Command | None = None  # the command that needs a word more
        self._names: list[str] = []
        self._text, self._application = "", ""
        self._empty = False  # there is no text, and none will come
        self.is_sure = False  # the user wrote who it is to
        self._make_parts()
        head = row(self.field, self.close_button, gap=XS)
        whom = row(self.to_label, self.to, gap=S)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(S)
        for part in (head, whom):
            box.addLayout(part)
        for widget in (self.about, self.list, self.nothing, self.hint):
            box.addWidget(widget)

    def _make_parts(self) -> None:
        self.field = QLineEdit()
        self.field.textChanged.connect(self._filter)
        self.field.returnPressed.connect(self._do)
        self.field.installEventFilter(self)
        self.close_button = IconButton("close", self.tr("Close"), key="Esc")
        self.close_button.clicked.connect(self.shut)
        self.to_label = Words(self.tr("To"), role="quiet")
        self.to = QLineEdit()
        self.to.setAccessibleName(self.tr("Who it is to"))
        self.to.setPlaceholderText(self.tr("nobody in particular"))
        self.to.returnPressed.connect(self._do)
        self.to.textEdited.connect(self._said_to)
        self.to.installEventFilter(self)
        self._known = QStringListModel(self)
        completer = QCompleter(self._known, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        found = QListView()
        found.setAccessibleName(self.tr("People known"))
        completer.setPopup(found)
        self.to.setCompleter(completer)
        self.about = Elided(role="quiet")
        self.model = VerbsModel(self)
        self.list = QListView()
        self.list.setProperty("place", "plain")
        self.list.setAccessibleName(self.tr("What can be done"))
        self.list.setModel(self.model)
        self.list.setItemDelegate(VerbDelegate(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the arrows of the field walk in it
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.clicked.connect(lambda _index: self._do())
        self.nothing = Words(role="quiet", wrap=True)
        self.hint = Words(role="quiet", wrap=True)

    # -- what is shown -----------------------------------------------------

    def begin(self, text: str | None, application: str) -> None:
        """Begin anew with this text; None while it is still being fetched."""
        self._asked = None
        self.is_sure = False
        self.to.clear()
        self.field.clear()
        self.show_text(text, application)

    def show_text(self, text: str | None, application: str) -> None:
        """Say what the text is; what was typed meanwhile stays."""
        self._text, self._application = text or "", application
        self._empty = text == ""
        if text is None:
            self.about.setText(self.tr("Looking at what is selected …"))
        elif not text:
            self.about.setText(self.tr("Nothing is selected, so something new is written."))
        else:
            self.about.setText(about(text, application))
        self._guess()
        self._filter(self.field.text())

    def show_commands(self, commands: Sequence[Command]) -> None:
        self._special = {one.id: one for one in commands if one.id in {INSTRUCT, NEW}}
        self._commands = [one for one in commands if one.id != INSTRUCT]
        self._letters = letters(self._commands)
        self._filter(self.field.text())

    def show_people(self, names: Sequence[str]) -> None:
        self._names = list(names)
        self._known.setStringList([one_line(name) for name in names])
        self._guess()

    def clear(self) -> None:
        """Hold nothing of a text or of a memory."""
        self.show_people([])
        self.show_commands([])
        self.begin(None, "")

    @property
    def is_asking(self) -> bool:
        return self._asked is not None

    def go_back(self, said: str = "") -> None:
        """Ask no more for what a command needs; what was ``said`` can be said otherwise."""
        self._asked = None
        self.field.setText(said)
        self._filter(said)
        self.field.selectAll()

    def _guess(self) -> None:
        if not self.to.text():
            self.to.setText(one_line(guessed(self._names, self._text, self._application)))

    def _said_to(self) -> None:
        self.is_sure = True

    # -- choosing ----------------------------------------------------------

    def _filter(self, typed: str) -> None:
        ask, offered = choices(self._asked.needs) if self._asked else ("", [])
        self.field.setPlaceholderText(
            ask
            or (
                self.tr("Say what is to be written")
                if self._empty
                else self.tr("Find a command, or say what to do")
            )
        )
        self.field.setAccessibleName(self.field.placeholderText())
        verbs = self._answers(self._asked, offered) if self._asked else self._verbs()
        found = matching(verbs, typed)
        letter = [verb for verb in verbs if verb.key.removeprefix("Alt+") == typed.upper() != ""]
        found = [*letter, *(verb for verb in found if verb not in letter)]
        self.model.show_verbs([*found, *self._said(typed)])
        self.list.setCurrentIndex(self.model.index(0))
        self._lay_out()

    def _verbs(self) -> list[Verb]:
        if self._empty:
            return []  # every command is of a text that is there
        commands = [
            Verb(one.title, partial(self._choose, one), _key(one, letter), "")
            for one, letter in zip(self._commands, self._letters, strict=True)
        ]
        if not is_short(self._text):
            return commands
        # It comes first: nothing else is done to one word so often.
        return [Verb(self.tr("Write it out"), self._write_out, OUT, ""), *commands]

    def choose(self, id: str) -> None:
        """Choose the command of this id, if there is one."""
        for one in self._commands:
            if one.id == id:
                self._choose(one)

    def _answers(self, asked: Command, offered: Sequence[str]) -> list[Verb]:
        return [Verb(one, partial(self._tell, asked, one), picture="") for one in offered]

    def _said(self, typed: str) -> list[Verb]:
        """Offer what was typed itself, as an answer or an instruction."""
        words = typed.strip()
        command = self._asked or self._special.get(NEW if self._empty else INSTRUCT)
        if not words or command is None:
            return []
        deed = partial(self._tell, command, words)
        said = Verb(self.tr("“{words}”").replace("{words}", words), deed, picture="writing")
        if not self._empty or self._asked is not None or not is_short(words):
            return [said]
        name = self.tr("Write “{words}” out").replace("{words}", words)
        out = Verb(name, self._write_out, OUT, picture="writing")
        return [out, said] if is_no_word(words) else [said, out]

    def _write_out(self) -> None:
        self.short.emit(self.field.text().strip() if self._empty else self._text)

    def _choose(self, command: Command) -> None:
        if choices(command.needs)[0] and not (command.needs == "to" and self.to.text().strip()):
            self._asked = command
            self.field.clear()
            self._filter("")
            self.field.setFocus()
        else:
            self._tell(command, "")

    def _tell(self, command: Command, words: str) -> None:
        self._asked = None
        self.wanted.emit(command, words)

    def _do(self) -> None:
        index = self.list.currentIndex()
        if index.isValid():
            self.model.verbs[index.row()].deed()

    def _lay_out(self) -> None:
        count = len(self.model.verbs)
        self.list.setVisible(bool(count))
        self.list.setFixedHeight(min(count, SHOWN) * ROW + 2)
        waits = not count and not self._empty and not self._asked
        self.nothing.setVisible(waits)
        self.nothing.setText(self.tr("Looking what can be done …") if waits else "")
        self.hint.setText(self._hint())
        self.altered.emit()

    def _hint(self) -> str:
        if self._asked is not None:
            return self.tr("Enter takes the line, Esc goes back")
        if self._empty:
            return self.tr("Enter writes it, Esc closes")
        return self.tr("Enter does the line, Alt and its letter at once, Esc closes")

    # -- keys --------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.modifiers() & HELD:
                return self._at_once(event)
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None and self.model.verbs:
                line = (self.list.currentIndex().row() + step) % len(self.model.verbs)
                self.list.setCurrentIndex(self.model.index(line))
                return True
        return super().eventFilter(watched, event)

    def _at_once(self, event: QKeyEvent) -> bool:
        """Do the command whose keys these are."""
        if event.key() == Qt.Key.Key_Space and event.modifiers() == CONTROL:
            return self._out_at_once()
        alone = event.modifiers() == Qt.KeyboardModifier.AltModifier
        letter = chr(event.key()) if event.key() < 0x80 and alone else ""
        pressed = QKeySequence(event.keyCombination()).toString()
        for one, its in zip(self._commands, self._letters, strict=True):
            if (its and its == letter) or (one.shortcut and one.shortcut == pressed):
                if not self.is_asking and not self._empty:
                    self._choose(one)
                return True
        return False

    def _out_at_once(self) -> bool:
        """Write out what is marked, or what alone was typed; not a word of an instruction."""
        typed = self.field.text()
        wanted = is_short(typed) if self._empty else is_short(self._text) and not typed.strip()
        if wanted and not self.is_asking:
            self._write_out()
        return wanted


def _key(command: Command, letter: str) -> str:
    if len(command.shortcut) > 1:
        return command.shortcut
    return f"Alt+{letter}" if letter else ""
