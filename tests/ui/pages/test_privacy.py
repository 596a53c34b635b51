from __future__ import annotations

from tests.ui.ledger_rows import sent
from ui.pages.privacy import PrivacyPage


def test_the_ledger_is_shown_at_a_row_from_elsewhere(desk, memory, qtbot):
    memory.leaving.sent = [sent(2), sent(1)]
    page = PrivacyPage(desk)
    qtbot.addWidget(page)
    page.show()
    page.begin()
    assert [section.title for section in page.sections] == [
        "Try it", "Your rules", "Where it may go", "What left", "Stays here",
    ]  # fmt: skip
    with qtbot.waitSignal(page.wanted):
        page.show_ledger(1)
    qtbot.waitUntil(lambda: getattr(page.left.selected(), "id", 0) == 1)

    assert page.views.currentWidget() is page.left
