from __future__ import annotations

from PySide6.QtGui import QGuiApplication

from ui.recovery_code import RecoveryCode


def test_a_code_is_copied_and_the_one_before_is_forgotten(qtbot):
    part = RecoveryCode("Code", "Write it down.")
    qtbot.addWidget(part)
    part.show_code("ABCD", ("A warning.",))
    part.copy.click()
    with qtbot.waitSignal(part.written):
        part.check.click()
    assert QGuiApplication.clipboard().text() == "ABCD"

    part.show_code("")
    assert not part.check.isChecked()
    assert part.code.text() == part.warning.text() == ""
