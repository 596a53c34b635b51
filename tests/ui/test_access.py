"""Walks the tree of the window: everything has a name, can be reached, can be hit."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QProgressBar,
    QScrollArea,
    QTabBar,
    QTextEdit,
    QWidget,
)

from memory.errors import Problem
from memory.types import ConversationId, Status
from tests.ui.claims import change, claim
from tests.ui.fake_holding import SOME
from tests.ui.fake_models import BAD, MINE, QWEN, TINY
from tests.ui.fake_writing import BEFORE
from tests.ui.fakes import NOTHING, passage
from ui.theme import HIT
from ui.writing_popup import WritingPopup

CONTROLS = (
    QAbstractButton,
    QLineEdit,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QTextEdit,
    QProgressBar,
    QTabBar,
    QScrollArea,
)
PAGES = ["chat", "profile", "memory", "sources", "writing", "models", "privacy", "settings"]
QTS_OWN = {"qt_spinbox_lineedit", "qt_tableview_cornerbutton"}


@pytest.fixture
def window(open_window, qtbot, memory):
    window, memory = open_window()
    window.resize(1024, 700)
    window.chat.ask("When?")
    qtbot.waitUntil(lambda: bool(memory.conversations()) and not window.chat._coming)
    memory.next_answer = NOTHING
    window.chat.ask("Where?")
    qtbot.waitUntil(lambda: len(memory.the_turns[ConversationId(1)]) == 4)
    window.chat.view.answers()[0].why.emit()
    window.beside.open_passage(passage())
    window.sources.read_sample()
    qtbot.waitUntil(lambda: window.sources.model.rowCount() > 0)
    memory.profile.the_claims = [claim(1), claim(2, status=Status.DRAFT)]
    memory.profile.the_changes = [change(1), change(2, 2)]
    window.profile.load()
    qtbot.waitUntil(lambda: window.profile.pane.sheet.history.count() > 0)
    memory.overview.held = SOME
    window.memory.load()
    window.show_page("memory")
    window.memory.show_view(2)
    qtbot.waitUntil(lambda: window.memory.side.card is not None)
    window.memory.expose("all")
    qtbot.waitUntil(window.memory.side.report.isVisible)
    window.memory.leave()
    memory.models.here = [TINY, QWEN, MINE]
    memory.models.bad = [BAD]
    window.show_page("models")
    qtbot.waitUntil(lambda: window.models.now is not None)
    window.show_page("memory")
    window.show_palette()
    window.leave()
    window.show_help()
    window.leave()
    qtbot.wait(50)
    return window


def controls(window):
    return [
        widget
        for kind in CONTROLS
        for widget in window.findChildren(kind)
        if widget.objectName() not in QTS_OWN and not _inside(widget)
    ]


def _inside(widget):
    """Whether it is a piece of a control of Qt's: a button in a field, a header."""
    parent = widget.parent()
    kinds = (QLineEdit, QTabBar, QAbstractSpinBox, QAbstractItemView)
    return isinstance(parent, kinds) or (
        isinstance(parent, QAbstractScrollArea) and not isinstance(widget, QAbstractScrollArea)
    )


def test_every_control_has_a_name(window):
    nameless = [repr(w) for w in controls(window) if not w.accessibleName().strip()]

    assert nameless == []


def test_every_control_can_be_reached_by_key(window):
    deaf = [
        repr(w)
        for w in controls(window)
        if isinstance(w, QAbstractButton | QLineEdit | QTextEdit)
        and not w.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]

    assert deaf == []


@pytest.mark.parametrize("page", PAGES)
def test_what_is_clicked_is_large_enough(window, qtbot, page):
    window.show_page(page)
    qtbot.wait(50)
    small = [
        (w.accessibleName(), w.width(), w.height())
        for w in controls(window)
        if isinstance(w, QAbstractButton | QLineEdit | QAbstractSpinBox)
        and w.isVisible()
        and (w.height() < HIT or w.width() < HIT)
    ]

    assert small == []


def test_no_label_reads_rich_text(window):
    rich = [w.text() for w in window.findChildren(QLabel) if _may_be_rich(w)]

    assert rich == []


def _may_be_rich(label):
    return bool(label.text()) and label.textFormat() is not Qt.TextFormat.PlainText


@pytest.mark.parametrize("page", PAGES)
def test_tab_comes_round(window, qtbot, page):
    """From any page every visible control is met, and the first again."""
    window.show_page(page)
    window.activateWindow()
    qtbot.wait(50)
    met: list[QWidget] = []
    widget = window.nextInFocusChain()
    while widget is not window and len(met) < 2000:
        met.append(widget)
        widget = widget.nextInFocusChain()
    missed = [repr(w) for w in controls(window) if w.isVisible() and w not in met]

    assert missed == []


@pytest.mark.parametrize("view", range(4))
def test_every_view_of_the_profile_can_be_hit_and_walked(window, qtbot, view):
    window.show_page("profile")
    window.profile._turn(view)
    qtbot.wait(50)
    small = [
        (w.accessibleName(), w.width(), w.height())
        for w in controls(window)
        if isinstance(w, QAbstractButton | QLineEdit)
        and w.isVisible()
        and (w.height() < HIT or w.width() < HIT)
    ]

    assert small == []


def test_tab_goes_through_the_profile_as_the_eye_does(window, qtbot):
    window.show_page("profile")
    window.activateWindow()
    page = window.profile
    qtbot.wait(50)
    page.learn_button.setFocus()
    met = []
    for _ in range(40):
        met.append(window.focusWidget())
        window.focusNextChild()
        if window.focusWidget() is page.learn_button:
            break
    sheet = page.pane.sheet
    expected = [
        page.learn_button,
        page.tabs,
        page.cards.field,
        page.cards.kind,
        page.cards.person,
        page.cards.sensitive,
        page.cards.fresh,
        page.cards.list,
        *(b for b in sheet.deeds.buttons.values() if b.isVisible()),
        sheet.quotes.itemAt(0).widget(),
        sheet.history.itemAt(0).widget().button,
    ]

    assert [one for one in met if one in expected] == expected


# The popup of the writing assistant is a window of its own.


@pytest.fixture(params=["commands", "result", "edit", "problem"])
def popup(request, window, qtbot):
    memory = window.operations.open
    if request.param == "problem":
        memory.writing.problem = Problem("The model died.", remedy="Try it again.")
    made = WritingPopup(window.operations)
    qtbot.addWidget(made)
    made.begin()
    qtbot.waitUntil(lambda: bool(made.commands.model.verbs))
    made.open(BEFORE, place=QPoint(100, 100))
    if request.param != "commands":
        made.commands.choose("correct")
        qtbot.waitUntil(lambda: made.result.is_done or made.notice.isVisible())
    if request.param == "edit":
        made.result.edit()
    qtbot.wait(50)
    yield made
    made.leave()


def test_the_popup_has_a_name_for_all_and_is_large_enough(popup):
    found = [one for one in controls(popup) if one.isVisible()]

    assert [repr(one) for one in found if not one.accessibleName().strip()] == []
    assert [
        (one.accessibleName(), one.width(), one.height())
        for one in found
        if isinstance(one, QAbstractButton | QLineEdit)
        and (one.height() < HIT or one.width() < HIT)
    ] == []


def test_tab_goes_round_the_popup(popup, qtbot):
    popup.activateWindow()
    qtbot.waitUntil(popup.isActiveWindow)
    first = popup.focusWidget()
    met = []
    for _ in range(30):
        met.append(popup.focusWidget())
        popup.focusNextChild()
        if popup.focusWidget() is first:
            break
    wanted = [
        one
        for one in controls(popup)
        if one.isVisible() and one.isEnabled() and one.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]

    assert [repr(one) for one in wanted if one not in met] == []
