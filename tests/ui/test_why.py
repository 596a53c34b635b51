from __future__ import annotations

from memory.search.retriever import STAGES
from memory.types import Stage
from tests.ui.fakes import answer
from ui.parts import Words
from ui.why import Bar, Why, called, switches


def why(qtbot, made, without=()):
    shown = Why(made, without)
    qtbot.addWidget(shown)
    shown.resize(320, 600)
    shown.show()
    return shown


def test_every_step_that_can_be_left_out_has_a_name_of_its_own():
    assert set(switches()) == {*STAGES, "profile"}
    assert len(set(switches().values())) == len(switches())
    assert called("rank") != "rank"
    assert called("something new") == "something new"


def test_the_longest_time_is_the_longest_bar(qtbot):
    shown = why(qtbot, answer())
    shares = [bar.share for bar in shown.findChildren(Bar)]

    assert shares[1] == 1.0
    assert 0 < shares[0] < 0.02


def test_only_what_can_be_left_out_can_be_ticked_off(qtbot):
    shown = why(qtbot, answer())
    assert list(shown.checks) == ["words"]
    assert not shown.button.isVisible()
    shown.checks["words"].click()
    assert shown.button.accessibleName() == "Ask again without this"
    with qtbot.waitSignal(shown.again) as heard:
        shown.button.click()

    assert heard.args == [frozenset({"words"})]


def test_what_was_left_out_is_said_and_can_be_taken_in_again(qtbot):
    trace = (Stage("meaning", 0.1, "45 passages compared"),)
    shown = why(qtbot, answer(trace=trace), {"words"})
    assert "left out" in [w.text() for w in shown.findChildren(Words)]
    assert not shown.button.isVisible()
    shown.checks["meaning"].click()
    assert shown.button.accessibleName() == "Ask again without these"
    shown.checks["meaning"].click()
    shown.checks["words"].click()
    with qtbot.waitSignal(shown.again) as heard:
        shown.button.click()

    assert heard.args == [frozenset()]
