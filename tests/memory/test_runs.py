from __future__ import annotations

from memory.runs import LONG, holds, plain, runs, shares_a_run

SAID = "The boat is to be painted green before the regatta."


def test_a_run_is_known_in_any_case_and_with_any_marks():
    others = set(runs(plain(f"He wrote: {SAID}")))

    assert shares_a_run(plain("(the BOAT is, to be, painted green - before)"), others)
    assert not shares_a_run(plain("The boat is to be painted red before the regatta"), others)


def test_less_than_a_run_is_none():
    assert list(runs(["a"] * (LONG - 1))) == []
    assert len(list(runs(["a"] * LONG))) == 1


def test_words_stand_in_others_whole():
    assert holds(plain("I like tea."), ["like", "tea"])
    assert not holds(plain("I like teapots."), ["like", "tea"])
    assert not holds(["a"], [])
