"""F1: what the page is for, and its keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.overlay import Overlay
from ui.parts import IconButton, Words, row
from ui.theme import XS, L, S


def _tr(text: str) -> str:
    return QCoreApplication.translate("help", text)


def sentences(page: str) -> Sequence[str]:
    """Return what the page is for."""
    texts = {
        "chat": (
            _tr("Ask in your own words. The answer is taken from what you have had read."),
            _tr(
                "The small numbers lead to the passages behind a sentence: point at one to see "
                "the quote, press it to open the document there."
            ),
            _tr(
                "“Why this answer” shows each step with its time, and everything that was "
                "considered. Where nothing answers, it says so."
            ),
            _tr(
                "Say whether an answer was useful: it counts a little for or against what it used "
                "of your profile, and is undone there or by a second click."
            ),
        ),
        "profile": (
            _tr("What is believed about you, each sentence with the words of yours that say it."),
            _tr(
                "Type to find a sentence. Enter puts it otherwise, Del says that it is not true, "
                "Ctrl+Z takes back what you did last. What you correct is locked."
            ),
            _tr(
                "“To review” holds what is not used before you say yes: A accepts, E edits, "
                "R refuses. “What changed” tells everything that was done, and undoes it."
            ),
            _tr(
                "As text, the page can be edited here or in any editor and read back. Other views "
                "show what is told of it for a task, to a small model, or outside this computer."
            ),
        ),
        "memory": (
            _tr(
                "All that is stored: by month, source, kind and person, and the documents by date."
            ),
            _tr(
                "A bar leads to the documents of its month; in the plot the arrow keys walk, Enter "
                "opens. Erasing says first what goes with it."
            ),
            _tr(
                "“What it tells about me” counts what someone would learn who read that part: "
                "numbers, addresses, and what is believed because of it."
            ),
            _tr(
                "People: what is open between you, how you write to them, what is believed about "
                "them. Two names of one person are joined, and taken apart again."
            ),
        ),
        "sources": (
            _tr("A source is a mailbox, a folder or an export that you have chosen."),
            _tr(
                "Reading again takes only what is new. Removing a source takes what was read "
                "from it out of the memory; erasing leaves nothing of it anywhere in it. "
                "The files stay where they are."
            ),
            _tr("What could not be read is listed by name, with the reason."),
        ),
        "writing": (
            _tr("Your own words, in any window: mark a text there and press the shortcut."),
            _tr("What is learned of how you write stands here, each line with its examples."),
            _tr("Ctrl+Space makes of the first letters of your words the sentence they stand for."),
        ),
        "models": (
            _tr(
                "A language model writes answers; without one they are quotes. Each says what it "
                "may do, why, and how fast it is here."
            ),
            _tr(
                "“To get” lists what fits this computer. Getting one uses the network; stopped, it "
                "goes on from there another day."
            ),
            _tr(
                "A file that you add, or that another program has, is used where it lies, once "
                "you have written its name: nobody says what it should be."
            ),
        ),
        "privacy": (
            _tr(
                "Nothing leaves this computer but by your act, and then exactly the words that "
                "you saw. “Try it” shows what would leave of a text, and why."
            ),
            _tr(
                "“Your rules” are sentences of yours; beside each stands what was understood. "
                "“Stays here” marks sources, people and conversations."
            ),
            _tr(
                "Models elsewhere are off until you set one up in “Where it may go”. “What left” "
                "keeps every request to the letter."
            ),
        ),
        "settings": (
            _tr("Everything that can be set, with what it does. Changes count at once."),
            _tr(
                "Safekeeping: back the memory up, look whether it is whole, take it elsewhere, "
                "change its key or erase it."
            ),
        ),
        "first": (
            _tr("Three steps, each of which can be skipped and made good later."),
            _tr("Nothing is read before you have chosen it."),
        ),
        "unlock": (
            _tr("The memory is encrypted. Its passphrase or its recovery code opens it."),
            _tr(
                "A damaged memory can be repaired, or a backup put in its place; "
                "what was there is set aside and not thrown away."
            ),
        ),
    }
    return texts[page]


class Help(Overlay):
    """Sentences, and below them the keys."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.close_button = IconButton("close", self.tr("Shut the help"), key="Esc")
        self.close_button.clicked.connect(self.shut)
        self.box.setContentsMargins(L, L, L, L)

    def show_help(self, page: str, keys: Sequence[tuple[str, str]]) -> None:
        """Show the help for a page; ``keys`` are (name of the deed, key)."""
        content = QWidget()
        grid = QGridLayout(content)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(L)
        grid.setVerticalSpacing(XS)
        grid.setColumnStretch(1, 1)
        titles = {
            "chat": self.tr("Chat"),
            "profile": self.tr("Profile"),
            "memory": self.tr("Memory"),
            "sources": self.tr("Sources"),
            "writing": self.tr("Writing"),
            "models": self.tr("Models"),
            "privacy": self.tr("Privacy"),
            "settings": self.tr("Settings"),
            "first": self.tr("Before you start"),
            "unlock": self.tr("Locked"),
        }
        grid.addWidget(Words(titles[page], role="title"), 0, 0, 1, 2)
        lines = sentences(page)
        for at, sentence in enumerate(lines, start=1):
            grid.addWidget(Words(sentence, wrap=True), at, 0, 1, 2)
        grid.setRowMinimumHeight(len(lines) + 1, S)
        for at, (name, key) in enumerate(keys, start=len(lines) + 2):
            grid.addWidget(Words(key, role="mark"), at, 0, Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(Words(name), at, 1)
        self._replace(content)
        self.open()

    def _replace(self, content: QWidget) -> None:
        while item := self.box.takeAt(0):
            if old := item.widget():
                old.deleteLater()
        head = row(content, self.close_button)
        head.setStretch(0, 1)
        head.setAlignment(self.close_button, Qt.AlignmentFlag.AlignTop)
        self.box.addLayout(head)

    def take_focus(self) -> None:
        self.close_button.setFocus()
