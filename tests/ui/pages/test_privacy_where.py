from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from assistant.cloud.provider import Form, Provider
from memory.errors import Problem
from ui.pages.privacy_where import WhereItMayGo

EXAMPLE = Provider("example", Form.OPENAI, "https://api.example.org/v1", "large-1")
HOME = Provider("home", Form.OPENAI, "http://127.0.0.1:8080/v1", "small", mine=True)
SECRET = "sk-not-a-real-key"


@pytest.fixture
def page(desk, qtbot):
    made = WhereItMayGo(desk)
    qtbot.addWidget(made)
    made.resize(1000, 620)
    made.show()
    made.begin()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def filled(page, memory, qtbot):
    memory.cloud.the_providers = {"example": EXAMPLE, "home": HOME}
    memory.cloud.the_keys = {"example": SECRET}
    page.begin()
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    qtbot.waitUntil(page.form.drop_button.isVisible)
    return page


def texts(widget):
    return [field.text() for field in widget.findChildren(QLineEdit)]


def test_a_provider_is_set_up_by_key_and_its_key_stays_nowhere(page, memory, qtbot):
    assert not page.switch.isEnabled()
    page.form.name.setFocus()
    QTest.keyClicks(page.form.name, "example")
    page.form.address.selectAll()
    QTest.keyClicks(page.form.address, "https://api.example.org/v1")
    QTest.keyClicks(page.form.model, "large-1")
    QTest.keyClicks(page.form.key, SECRET)
    assert page.form.key.displayText() != SECRET
    QTest.keyClick(page.form.key, Qt.Key.Key_Return)
    assert SECRET not in texts(page)
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)

    assert memory.cloud.the_providers == {"example": EXAMPLE}
    assert memory.cloud.the_keys == {"example": SECRET}
    qtbot.waitUntil(page.form.drop_button.isVisible)
    assert SECRET not in texts(page)


def test_a_key_cannot_be_copied_out_of_its_field(page):
    page.form.key.setText(SECRET)
    page.form.key.selectAll()
    QApplication.clipboard().clear()
    page.form.key.copy()

    assert QApplication.clipboard().text() == ""


def test_the_switch_turns_all_on_and_off(filled, memory, qtbot):
    filled.switch.setFocus()
    QTest.keyClick(filled.switch, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: memory.cloud.on)
    qtbot.waitUntil(filled.form.try_button.isEnabled)
    assert filled.means.text().startswith("On")
    QTest.keyClick(filled.switch, Qt.Key.Key_Space)
    assert memory.cloud.stopped == 1  # at once
    qtbot.waitUntil(lambda: not memory.cloud.on)
    qtbot.waitUntil(lambda: filled.means.text().startswith("Off"))

    assert not filled.form.try_button.isEnabled()


def test_a_switch_that_does_not_turn_says_so(filled, memory, qtbot):
    memory.cloud.problem = Problem("The disk is full.", remedy="Make room.")
    filled.switch.click()
    qtbot.waitUntil(filled.notice.isVisible)
    qtbot.waitUntil(lambda: not filled.switch.isChecked())


def test_the_users_own_server_may_have_words_as_they_are(filled, memory, qtbot):
    filled.table.setFocus()
    QTest.keyClick(filled.table, Qt.Key.Key_Down)
    form = filled.form
    qtbot.waitUntil(lambda: form.name.text() == "home")
    assert form.mine.isChecked()
    QTest.mouseClick(form.unrewritten, Qt.MouseButton.LeftButton)
    form.keep_button.click()
    qtbot.waitUntil(lambda: memory.cloud.the_providers["home"].unrewritten)
    qtbot.waitUntil(lambda: filled.model.index(1, 3).data() == "mine, as it is")

    assert filled.selected().name == "home"


def test_only_for_ones_own_server_is_that_offered(filled):
    assert filled.form.name.text() == "example"
    assert not filled.form.unrewritten.isVisible()
    assert not filled.form.wanted.unrewritten


def test_what_is_no_provider_says_why_and_keeps_what_was_written(page, qtbot):
    form = page.form
    QTest.keyClicks(form.name, "example")
    form.address.selectAll()
    QTest.keyClicks(form.address, "http://api.example.org")
    QTest.keyClicks(form.model, "large-1")
    form.keep_button.click()
    qtbot.waitUntil(page.notice.isVisible)

    assert page.notice.accessibleName().startswith("Others on the way could read")
    assert form.address.text() == "http://api.example.org"


def test_a_price_is_kept(page, memory, qtbot):
    form = page.form
    for field, words in (
        (form.name, "example"),
        (form.model, "large-1"),
        (form.asked, "2,5"),
        (form.answered, "10"),
    ):
        QTest.keyClicks(field, words)
    form.keep_button.click()
    qtbot.waitUntil(lambda: bool(memory.cloud.the_providers))

    assert memory.cloud.the_providers["example"].price == (2.5, 10.0)


def test_a_provider_is_tried(filled, memory, qtbot):
    memory.cloud.on = True
    filled.begin()
    qtbot.waitUntil(filled.form.try_button.isEnabled)
    filled.form.try_button.click()
    qtbot.waitUntil(lambda: filled.form.said.text() == "It answered “Yes.”.")
    memory.cloud.problem = Problem("It refused the key.", remedy="Give another.")
    filled.form.try_button.click()
    qtbot.waitUntil(filled.notice.isVisible)

    assert filled.form.said.text() == ""


def test_a_key_is_taken_away(filled, memory, qtbot):
    filled.form.drop_button.click()
    qtbot.waitUntil(lambda: not filled.form.drop_button.isVisible())

    assert memory.cloud.the_keys == {}


def test_a_provider_is_removed(filled, memory, qtbot):
    filled.form.remove_button.click()
    qtbot.waitUntil(lambda: filled.model.rowCount() == 1)

    assert list(memory.cloud.the_providers) == ["home"]


def test_what_is_being_written_is_not_lost_when_something_else_changes(filled, desk, memory, qtbot):
    filled.add_button.click()
    QTest.keyClicks(filled.form.name, "another")
    desk.edit(filled, lambda: memory.change_settings())
    qtbot.wait(80)

    assert filled.form.name.text() == "another"


def test_a_memory_that_is_closed_leaves_nothing(filled):
    filled.form.key.setText(SECRET)
    filled.leave_memory()

    assert filled.model.rowCount() == 0
    assert SECRET not in texts(filled)
