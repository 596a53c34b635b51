from __future__ import annotations

from tests.ui.ledger_rows import sent
from ui.pages.privacy_sent import Sent, named


def test_what_cannot_be_seen_is_named():
    assert named("a\u202eb\u200bc\n") == "a\\u202eb\\u200bc\n"


def test_cost_tokens_and_failure_are_told(qtbot):
    one = Sent()
    qtbot.addWidget(one)
    cost = {"asked": 1200.0, "answered": 14.0, "cost": 0.00044}
    one.show_request(sent(1, cost=cost, failure="It was cut."), "words", "answer")
    said = one.about.text()

    assert all(words in said for words in ("0.00044", "14 answered", "It was cut."))
    one.show_request(None)
    assert one.isHidden()
