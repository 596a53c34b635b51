"""One answer on the page: its words as they come, how it was made, what to do with it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCursor, QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QFrame, QToolTip, QVBoxLayout, QWidget

from memory.errors import Problem
from memory.progress import Progress
from memory.types import Answer, Passage
from ui.pages.claims_line import ClaimsLine
from ui.pages.rating_buttons import RatingButtons
from ui.parts import Button, Notice, Words, restyle, row, walk
from ui.passage_card import headline, origin
from ui.phrases import counted
from ui.render import ReadingView, answer_html, one_line, plain_with_notes, tooltip
from ui.theme import XS, L, S, colours

INDENT = 5  # where the words of an answer begin


class AnswerText(ReadingView):
    """The words of an answer; pointing at a mark shows the quote behind it."""

    def __init__(self) -> None:
        super().__init__(fits=True)
        self.quotes: tuple[Passage, ...] = ()
        self.setMouseTracking(True)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's
        super().mouseMoveEvent(event)
        quote = self.quote_of(self.anchorAt(event.position().toPoint()))
        QToolTip.showText(QCursor.pos(), tooltip(quote), self)

    def quote_of(self, link: str) -> str:
        """Return what to show for a mark: the passage and where it is from."""
        number = link.removeprefix("cite:")
        if not number.isdigit() or not 1 <= int(number) <= len(self.quotes):
            return ""
        passage = self.quotes[int(number) - 1]
        return f"{one_line(passage.text)[:400]}\n\n{headline(passage)} · {origin(passage)}"


class QuestionView(QFrame):
    """What was asked, set apart from what was answered."""

    def __init__(self, text: str, at: str = "") -> None:
        super().__init__()
        self.setProperty("place", "question")
        self.words = Words(text, wrap=True, role="strong")
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.words.setAccessibleName(self.tr("Your question"))
        self.words.setAccessibleDescription(one_line(text))
        when = Words(at, role="quiet")
        box = row(self.words, when, gap=L)
        box.setStretch(0, 1)
        box.setAlignment(when, Qt.AlignmentFlag.AlignTop)
        box.setContentsMargins(L - XS, S + 2, L - XS, S + 2)
        self.setLayout(box)


class AnswerView(QWidget):
    """Waits, fills, and in the end offers what can be done with an answer."""

    cited = Signal(object)  # the Passage whose mark was followed
    passages = Signal()
    why = Signal()
    again = Signal()
    add_source = Signal()
    less = Signal(str)  # the name of what it is to be asked without: a claim, "profile"
    rated = Signal(object)  # True: useful, False: not, None: that was taken back
    sent = Signal()  # show what was sent for it

    def __init__(self, question: str) -> None:
        super().__init__()
        self.question = question
        self.answer: Answer | None = None
        self.without: frozenset[str] = frozenset()  # the steps it was asked without
        self.stage = Words(self.tr("Searching your memory"), role="quiet")
        self.text = AnswerText()
        self.text.setAccessibleName(self.tr("Answer"))
        self.text.mark.connect(self._follow)
        self.made = Words(role="quiet", wrap=True)
        for words in (self.stage, self.made):
            words.setContentsMargins(INDENT, 0, 0, 0)
        self.claims = ClaimsLine()
        self.claims.less.connect(self.less)
        self.notice = Notice()
        self.notice.acted.connect(self.again)
        self.deeds = self._deeds()
        self.steps = self._next_steps()
        box = QVBoxLayout(self)
        box.setContentsMargins(L - XS - 4, XS, L - XS - 4, S)
        box.setSpacing(XS)
        parts = (self.stage, self.text, self.made, self.claims, self.notice, self.steps, self.deeds)
        for part in parts:
            box.addWidget(part)
        for hidden in (self.text, self.made, self.claims, self.deeds, self.steps):
            hidden.hide()

    def _deeds(self) -> QWidget:
        self.copy_button = self._quiet(self.tr("Copy"), "copy", self.copy)
        self.again_button = self._quiet(self.tr("Ask again"), "again", self.again.emit)
        self.passages_button = self._quiet(self.tr("Passages"), "passages", self.passages.emit)
        self.why_button = self._quiet(self.tr("Why this answer"), "why", self.why.emit)
        self.sent_button = self._quiet(self.tr("What was sent"), "privacy", self.sent.emit)
        self.sent_button.hide()
        self.rating = RatingButtons()
        self.rating.rated.connect(self.rated)
        bar = QWidget()
        bar.setLayout(
            row(
                self.copy_button,
                self.again_button,
                self.passages_button,
                self.why_button,
                self.sent_button,
                None,
                self.rating,
                gap=0,
            )
        )
        return bar

    def _next_steps(self) -> QWidget:
        self.nearest_button = Button(self.tr("Show the nearest passages"), picture="passages")
        self.nearest_button.clicked.connect(self.passages)
        self.add_button = Button(self.tr("Add a source"), picture="add")
        self.add_button.clicked.connect(self.add_source)
        bar = QWidget()
        box = row(self.nearest_button, self.add_button, None, gap=S)
        box.setContentsMargins(INDENT, XS, 0, XS)
        bar.setLayout(box)
        return bar

    def _quiet(self, text: str, picture: str, deed: object) -> Button:
        button = Button(text, deed="quiet", picture=picture)
        button.clicked.connect(deed)
        return button

    def stops(self) -> list[QWidget]:
        """Return where Tab stops, as the eye reads."""
        return [
            self.text,
            *self.claims.buttons,
            self.notice.button,
            self.nearest_button,
            self.add_button,
            self.copy_button,
            self.again_button,
            self.passages_button,
            self.why_button,
            self.sent_button,
            *self.rating.buttons,
        ]

    # -- what comes --------------------------------------------------------

    def take(self, news: object) -> None:
        """Take a step of the work: where it is, or the next words."""
        if isinstance(news, Progress):
            self.stage.setText(news.note or self.tr("Searching your memory"))
            return
        self.stage.hide()
        self.text.show()
        self.text.add_words(getattr(news, "text", ""))

    def finish(self, answer: Answer) -> None:
        """Show the whole answer in the place of what came."""
        self.answer = answer
        self.stage.hide()
        self.text.quotes = answer.citations
        self._render()
        self.text.show()
        self.made.setText(self.how(answer))
        self.made.setVisible(bool(self.made.text()))
        self.claims.show_claims(answer.claims)
        walk(self.text, *self.claims.buttons, self.notice.button)
        self.steps.setVisible(not answer.found)
        self.deeds.show()
        self.rating.setVisible(bool(answer.id))
        self.rating.show_rating(answer.rating)
        if answer.made_by == "counted":
            self.passages_button.say(self.tr("Show the list"))
        self.passages_button.setVisible(answer.found and bool(answer.citations))

    def finish_elsewhere(self, answer: Answer) -> None:
        """Show what a model elsewhere answered, marked as that."""
        self.finish(answer)
        self.made.setText(self.tr("From elsewhere: {how}").replace("{how}", self.how(answer)))
        self.made.show()
        self.sent_button.show()
        self.again_button.hide()  # it would be asked here
        self.why_button.setVisible(bool(answer.trace))
        restyle(self.made, "words", "leaves")

    def stop(self) -> None:
        """Say that the user stopped it; what came stays."""
        self.stage.hide()
        self.made.setText(self.tr("Stopped before it was finished."))
        self.made.show()
        self.deeds.show()
        for gone in (self.passages_button, self.why_button, self.rating):
            gone.hide()

    def fail(self, problem: Problem) -> None:
        self.stage.hide()
        self.notice.tell(problem, self.tr("Try again"))

    def show_text(self, text: str) -> None:
        """Show an answer that was kept without what it rested on."""
        self.text.set_words(text)
        self.text.show()
        self.stop()

    def how(self, answer: Answer) -> str:
        """The one quiet line: how the answer was made."""
        if not answer.found:
            return self.tr("Nothing in your memory answers this. Nothing was made up.")
        if answer.made_by == "counted":
            return self.tr("counted, from all that was read")
        if answer.made_by == "profile":
            return self.tr("from your profile: what you wrote or said of yourself")
        if answer.made_by == "quoted":
            return counted(
                len(answer.citations),
                self.tr("quoted from 1 passage"),
                self.tr("quoted from {n} passages"),
            )
        supported = sum(s.supported for s in answer.statements)
        return self.tr("written by {model}, {n} of {all} sentences supported").format(
            model=one_line(answer.made_by), n=supported, all=len(answer.statements)
        )

    def copy(self) -> None:
        """Put the answer on the clipboard, its sources below it."""
        if self.answer is None:
            text = self.text.toPlainText()
        else:
            notes = [f"{headline(p)} · {origin(p)}" for p in self.answer.citations]
            text = plain_with_notes(self.answer, notes)
        QGuiApplication.clipboard().setText(text)

    def _follow(self, mark: str) -> None:
        number = int(mark.removeprefix("cite:")) if mark.startswith("cite:") else 0
        if 1 <= number <= len(self.text.quotes):
            self.cited.emit(self.text.quotes[number - 1])

    def _render(self) -> None:
        if self.answer is not None:
            theme = colours(self.palette())
            self.text.set_rendered(answer_html(self.answer, theme, self.tr("not supported")))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._render()
