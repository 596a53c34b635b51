from __future__ import annotations

from types import SimpleNamespace

from ui.guess_meter import GuessMeter, Steps


def test_what_is_surest_comes_first_and_leads_to_its_words(qtbot):
    meter = GuessMeter()
    qtbot.addWidget(meter)
    guesses = [SimpleNamespace(what=w, certainty=c) for w, c in (("age", 0.1), ("town", 0.9))]
    meter.tell("A model guessed.", guesses)
    assert [one.text() for one in meter.buttons] == ["town: easily guessed", "age: hardly guessed"]
    with qtbot.waitSignal(meter.looked) as heard:
        meter.buttons[0].click()

    assert heard.args == [guesses[1]]
    meter.tell("")
    assert meter.isHidden()


def test_the_steps_show_how_sure_it_is(qapp):
    assert [Steps(share).filled for share in (0, 0.01, 0.5, 1)] == [0, 1, 2, 5]
