from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QLabel

from memory.types import ClaimId, Sensitivity
from tests.ui.claims import claim
from tests.ui.fake_holding import EXPOSURE
from ui.exposed import Exposed, kinds
from ui.parts import Button
from ui.told import Told


def texts(widget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def test_it_counts_and_tells_what_is_sensitive_first(qtbot):
    claims = (claim(1), claim(2, sensitivity=Sensitivity.SENSITIVE))
    report = Exposed("Mail", replace(EXPOSURE, claims=claims))
    qtbot.addWidget(report)
    said = texts(report)

    assert "Mail: 12 documents, 3 people named." in said
    assert "2 phone numbers, such as 01…70" in said
    assert said.index("Sensitive") < said.index("What else is believed")
    assert "stands on this alone" in said
    assert "also stands elsewhere" in said


def test_nothing_is_told_as_nothing(qtbot):
    report = Exposed("Mail", replace(EXPOSURE, claims=(), found={}, examples={}))
    qtbot.addWidget(report)

    assert "No addresses, numbers or accounts." in texts(report)
    assert "Nothing. What was not learned from yet" in texts(report)


def test_much_is_shown_some_at_a_time(qtbot):
    many = tuple(claim(n) for n in range(75))
    report = Exposed("all", replace(EXPOSURE, claims=many, alone=frozenset([ClaimId(1)])))
    qtbot.addWidget(report)
    counts = [len(report.findChildren(Told))]
    for _ in range(2):
        more = [b for b in report.findChildren(Button) if not b.isHidden()]
        more[-1].click()
        counts.append(len(report.findChildren(Told)))

    assert counts == [30, 60, 75]


def test_a_claim_opens_where_it_is_said(qtbot):
    report = Exposed("all", EXPOSURE)
    qtbot.addWidget(report)
    opened: list[Any] = []
    report.quote_wanted.connect(lambda *place: opened.append(place))
    report.findChildren(Told)[0].click()

    assert len(opened) == 1
    assert set(kinds()) >= {"mail address", "account number", "card number", "phone number"}
