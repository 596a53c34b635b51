"""The profile: what is believed about the user and why, to be found, corrected and undone."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from assistant.profile.comments import samples
from memory.errors import Problem
from memory.types import Change, Changes, Claim, ClaimId, Status, Topic
from ui.believing import Believed, Believing
from ui.claim_pane import ClaimPane
from ui.commenting import Commenting
from ui.itemmodels.claims import HIDDEN
from ui.itemmodels.jobs import Run
from ui.operations import Operations
from ui.pages.profile_cards import ProfileCards
from ui.pages.profile_changes import ProfileChanges
from ui.pages.profile_review import ProfileReview
from ui.pages.profile_text import ProfileText
from ui.parts import Button, Elided, Empty, Notice, Words, row
from ui.phrases import counted, number
from ui.theme import HIT, L, M, S

if TYPE_CHECKING:
    from assistant.profile.learning import Learned

CARDS, TEXT, REVIEW, CHANGED = range(4)
LOOK = 2000  # milliseconds between two looks at what was learned while learning goes on
NO_SOURCES, NO_OWNER, NOTHING_LEARNED = range(3)


class ProfilePage(QFrame):
    """Four views of one thing on the left, the chosen claim on the right."""

    name = "profile"
    waiting = Signal(int)  # how many claims wait for a yes or no
    add_source = Signal()
    say_who = Signal()  # the user is to say who they are

    def __init__(self, operations: Operations) -> None:
        super().__init__()
        self.setProperty("place", "page")
        self.operations = operations
        self.believing = Believing(operations)
        self.learning: Run | None = None
        self._claims: dict[ClaimId, Claim] = {}
        self._loading, self._again = False, False
        self._lacks = NO_SOURCES
        self._make_parts()
        self._lay_out()
        self._connect()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK)
        self._timer.timeout.connect(self.load)
        self._turn(CARDS)

    # -- how it is put together --------------------------------------------

    def _make_parts(self) -> None:
        self.counts = Elided(role="quiet")
        self.learn_button = Button(self.tr("Learn now"), picture="again")
        self.learn_button.setAccessibleDescription(self.tr("Learns from what was read since"))
        self.write_button = Button(self.tr("How you write …"))
        self.write_button.setAccessibleDescription(self.tr("Comment on three drafts"))
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(self.tr("Views of the profile"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for name in (
            self.tr("Cards"),
            self.tr("Text"),
            self.tr("To review"),
            self.tr("What changed"),
        ):
            self.tabs.addTab(name)
        self.cards = ProfileCards()
        self.text = ProfileText(self.believing)
        self.review = ProfileReview()
        self.changed = ProfileChanges()
        self.views = QStackedWidget()
        for view in (self.cards, self.text, self.review, self.changed):
            self.views.addWidget(view)
        self.said = Elided(role="quiet")
        self.undo_button = Button(self.tr("Undo (Ctrl+Z)"), deed="quiet")
        self.told = QWidget()
        told = row(self.said, self.undo_button)
        told.setStretch(0, 1)
        self.told.setLayout(told)
        self.told.setMinimumHeight(HIT)
        self.told.hide()
        self._keep_room(True)
        self.notice = Notice()
        self.pane = ClaimPane(self.operations, self.believing)
        self.empty = Empty("profile", self.tr("Nothing is known about you yet"), "", "")

    def _lay_out(self) -> None:
        title = Words(self.tr("Profile"), role="title")
        head = row(title, self.counts, self.write_button, self.learn_button, gap=M)
        head.setStretch(1, 1)
        left = QWidget()
        box = QVBoxLayout(left)
        box.setContentsMargins(L, M, L, M)
        box.setSpacing(S)
        box.addLayout(head)
        box.addLayout(row(self.tabs, None))
        box.addWidget(self.views, 1)
        box.addWidget(self.notice)
        box.addWidget(self.told)
        left.setMinimumWidth(420)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(4)
        self.split.addWidget(left)
        self.split.addWidget(self.pane)
        self.split.setStretchFactor(0, 5)
        self.split.setStretchFactor(1, 4)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.empty)
        self.pages.addWidget(self.split)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.pages)

    def _connect(self) -> None:
        self.learn_button.clicked.connect(self.learn)
        self.write_button.clicked.connect(self.comment)
        self.tabs.currentChanged.connect(self._turn)
        self.undo_button.clicked.connect(self.undo)
        self.empty.acted.connect(self._fill)
        self.cards.chosen.connect(partial(self._choose, self.cards))
        self.review.chosen.connect(partial(self._choose, self.review))
        self.changed.chosen.connect(self._choose_change)
        self.changed.step_wanted.connect(self.pane.undo)
        for view in (self.cards, self.review):
            view.wanted.connect(self.pane.do)
        for part in (self.pane, self.text):
            part.said.connect(self._say)
            part.failed.connect(self._fail)
        self.pane.final.connect(partial(self._say, undoable=False))
        self.pane.became.connect(self._became)
        self.pane.left.connect(self.focus)
        self.pane.decided.connect(self._go_on)
        undo = QAction(self)
        undo.setShortcut(QKeySequence(QKeySequence.StandardKey.Undo))
        undo.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        undo.triggered.connect(self.undo)
        self.addAction(undo)
        self.operations.changed.connect(self._heard)
        self.operations.runs.moved.connect(self._moved)

    # -- what is shown -----------------------------------------------------

    def begin(self) -> None:
        """Show the memory that was opened."""
        self.load()

    def leave_memory(self) -> None:
        """Hold nothing of a memory that is to be closed."""
        self._claims = {}
        self._show(Believed())
        self.changed.model.forget()
        self.text.clear()
        self.pane.clear()
        self._still()

    def comment(self) -> Commenting:
        """Ask how the user writes, by three drafts that somebody else wrote."""
        edit, profile = self.operations.edit, self.operations.assistant.profile
        asking = Commenting(self, samples(), lambda told: edit(self, lambda: profile.comment(told)))
        asking.show_over()
        return asking

    def focus(self) -> None:
        if self.pages.currentWidget() is self.empty:
            self.empty.button.setFocus()
        else:
            self.view.focus()

    @property
    def view(self) -> ProfileCards | ProfileText | ProfileReview | ProfileChanges:
        return (self.cards, self.text, self.review, self.changed)[self.views.currentIndex()]

    def load(self) -> None:
        """Read everything anew; what is asked for meanwhile comes after it."""
        if self.operations.open is None:
            return
        if self._loading:
            self._again = True
            return
        self._loading, self._again = True, False
        self.believing.believed(self, self._loaded)

    def _loaded(self, believed: Believed) -> None:
        self._loading = False
        if self.operations.open is None:
            return
        self._show(believed)
        if self._again:
            self.load()

    def _show(self, believed: Believed) -> None:
        self._claims = {claim.id: claim for claim in believed.claims}
        self.pane.settle()
        for view in (self.cards, self.text, self.review, self.changed):
            view.show_believed(believed)
        waiting = len(believed.waiting)
        more = f" ({number(waiting)})" if waiting else ""
        self.tabs.setTabText(REVIEW, self.tr("To review") + more)
        self.counts.setText(self._counted(believed))
        self.waiting.emit(waiting)
        self._lacks = _lacking(believed)
        self._show_empty()
        nothing = not believed.claims and not believed.changes
        was_empty = self.pages.currentWidget() is self.empty
        had_focus = self.isAncestorOf(self.focusWidget() or self) and self.isVisible()
        self.pages.setCurrentIndex(0 if nothing else 1)
        if was_empty != nothing and had_focus:
            self.focus()

    def _counted(self, believed: Believed) -> str:
        count = sum(one.status in {Status.ACTIVE, Status.DISPUTED} for one in believed.claims)
        said = [counted(count, self.tr("1 believed"), self.tr("{n} believed"))]
        if believed.waiting:
            said.append(
                counted(len(believed.waiting), self.tr("1 to review"), self.tr("{n} to review"))
            )
        return " · ".join(said)

    def _show_empty(self) -> None:
        first = self.tr(
            "Here stands what Famulus believes about you, each sentence with the words of yours "
            "that say it. You can correct all of it."
        )
        more, button = {
            NO_SOURCES: (self.tr("It learns from what you have it read."), self.tr("Add a source")),
            NO_OWNER: (
                self.tr("To tell your words from those of others, it has to know who you are."),
                self.tr("Say who you are"),
            ),
            NOTHING_LEARNED: (
                self.tr("It learns on this computer, from what was read."),
                self.tr("Learn from what was read"),
            ),
        }[self._lacks]
        self.empty.sentence.setText(f"{first} {more}")
        self.empty.button.say(button)

    def _turn(self, view: int) -> None:
        """Show another view, with what is chosen in it at the right."""
        self.views.setCurrentIndex(view)
        with QSignalBlocker(self.tabs):
            self.tabs.setCurrentIndex(view)
        self.pane.setVisible(view != TEXT)
        self._still()
        if view == CHANGED:
            self.changed.show_newest()
            self._choose_change(self.changed.list.selected())
        elif view in {CARDS, REVIEW}:
            shown = self.cards if view == CARDS else self.review
            self._choose(shown, shown.list.selected())

    def show_review(self) -> None:
        self._turn(REVIEW)
        self.focus()

    def show_claim(self, id: ClaimId) -> None:
        """Choose this claim, wherever it stands."""
        claim = self._claims.get(id)
        draft = claim is not None and claim.status in HIDDEN
        self._turn(REVIEW if draft else CARDS)
        if not draft:
            self.cards.show_all()
        (self.review if draft else self.cards).list.want(id)
        self.focus()

    def _choose(self, view: QWidget, claim: object) -> None:
        if self.views.currentWidget() is view:
            self._tell_of(claim, self.tr("What is chosen on the left is shown here."))

    def _choose_change(self, change: object) -> None:
        if self.views.currentWidget() is self.changed:
            known = self._claims.get(change.claim) if isinstance(change, Change) else None
            self._tell_of(known, self.tr("Nothing speaks of this any more."))

    def _tell_of(self, claim: object, why_not: str) -> None:
        if isinstance(claim, Claim):
            self.pane.show_claim(claim)
        else:
            self.pane.show_nothing(why_not)

    # -- what is heard -----------------------------------------------------

    def _heard(self, changes: Changes) -> None:
        if changes.topics & {Topic.CLAIMS, Topic.DOCUMENTS, Topic.SOURCES, Topic.SETTINGS}:
            self.load()

    def _moved(self) -> None:
        """Look at what was learned from time to time while learning goes on, and at its end."""
        going = self.learning is not None and self.learning.under_way
        running = going and self.learning is not None and not self.learning.paused
        self.learn_button.setEnabled(not going)
        self.empty.button.setEnabled(not going)
        if running != self._timer.isActive():
            (self._timer.start if running else self._timer.stop)()
            self.load()

    def _go_on(self) -> None:
        if isinstance(self.view, ProfileCards | ProfileReview):
            self.view.list.go_on()

    def _became(self, id: ClaimId) -> None:
        if self.view is self.cards:
            self.cards.show_all()
            self.cards.list.want(id)
        self.focus()

    def _keep_room(self, kept: bool) -> None:
        """Keep the room of what is said though nothing is, or the list would jump."""
        policy = self.told.sizePolicy()
        policy.setRetainSizeWhenHidden(kept)
        self.told.setSizePolicy(policy)

    def _still(self) -> None:
        """Say nothing."""
        self.notice.hide()
        self.told.hide()
        self._keep_room(True)

    def _say(self, words: str, *, undoable: bool = True) -> None:
        self._still()
        self.said.setText(words)
        self.undo_button.setVisible(undoable and self.view is not self.text)
        self.told.show()

    def _fail(self, problem: Problem) -> None:
        self._still()
        self._keep_room(False)
        self.notice.tell(problem)

    # -- what is done ------------------------------------------------------

    def undo(self) -> None:
        """Undo what the user did last."""
        if self.operations.open is not None:
            self.pane.undo(None)

    def _fill(self) -> None:
        """Do what an empty page needs first."""
        {
            NO_SOURCES: self.add_source.emit,
            NO_OWNER: self.say_who.emit,
            NOTHING_LEARNED: self.learn,
        }[self._lacks]()

    def learn(self) -> None:
        if self._lacks == NO_OWNER:
            self.say_who.emit()
        elif self.learning is None or not self.learning.under_way:
            self.learning = self.believing.learn(self, self._learned)
            self._moved()

    def _learned(self, learned: Learned) -> None:
        texts = counted(learned.documents, self.tr("1 document"), self.tr("{n} documents"))
        new = counted(learned.new, self.tr("1 new claim"), self.tr("{n} new claims"))
        if learned.documents:
            words = self.tr("Learned from {texts}: {new}.").format(texts=texts, new=new)
        else:
            words = self.tr("Nothing was read since it last learned.")
        self._say(words, undoable=False)

    def leave(self) -> bool:
        """Leave what was opened last on this page; return whether there was something."""
        if self.pane.leave():
            return True
        if self.view is self.cards and not self.cards.model.wish.is_all:
            self.cards.show_all()
            return True
        return False


def _lacking(believed: Believed) -> int:
    """Return what has to come first before something can be learned."""
    if not believed.has_sources:
        return NO_SOURCES
    return NOTHING_LEARNED if believed.knows_owner else NO_OWNER
