"""Words by their letters: every line keeps to its slots, whatever the model likes."""

from __future__ import annotations

import pytest

from assistant.engine.worker import spelling
from assistant.engine.worker.spelling import Own
from tests.assistant.engine.worker.asking import asked

WORDS = {"b": ["be", "by", "Bo"], "h": ["home", "here"], "i": ["I", "is"], "w": ["will", "with"]}


def slot(letter: str, *, own: dict[str, tuple[float, dict[str, float]]] | None = None, **more):
    return {"letter": letter, "lead": " ", "capital": False, "own": own or {}} | more


def request(*slots, **more):
    return asked("spell") | {
        "lane": "spell",
        "text": "Dear Bo, do not wait for me tonight:",
        "said": [".", "."],
        "slots": list(slots),
        "lexicon": "words",
        "share": 0.3,
        "most": 8,
    } | more  # fmt: skip


def spell(engine, *slots, **more):
    list(engine.talk({"op": "words", "name": "words", "words": WORDS}))
    return list(engine.talk(request(*slots, **more)))[-1]["found"]


def test_every_line_keeps_to_its_letters(engine):
    found = spell(
        engine, *map(slot, "iwbh"), {"text": "7", "lead": " ", "capital": False, "own": {}}
    )

    assert found
    for one in found:
        *words, number = one["words"]
        assert [word[0].lower() for word in words] == list("iwbh")
        assert number == "7"


def test_the_best_comes_first_and_what_is_likely_is_found(engine):
    found = spell(engine, *map(slot, "iwbh"))
    scores = [one["score"] for one in found]

    assert scores == sorted(scores, reverse=True)
    assert found[0]["words"][:3] == ["I", "will", "be"]


def test_the_writer_s_own_words_count(engine):
    begins, goes_on = {"": (0.0, {"is": 0.5})}, {"is": (0.1, {"bo": 0.9})}
    slots = slot("i", own=begins), slot("b", own=goes_on)
    first = spell(engine, *slots, share=0.0)
    second = spell(engine, *slots, share=0.9)

    assert first[0]["words"] != ["is", "Bo"]
    assert second[0]["words"] == ["is", "Bo"]


def test_a_sentence_begins_with_a_capital(engine):
    found = spell(engine, slot("w", capital=True, lead=""), slot("b"), text="")

    assert {one["words"][0] for one in found} == {"Will", "With"}


def test_of_a_letter_without_words_there_is_nothing(engine):
    assert spell(engine, slot("i"), slot("x"), slot("b")) == []


def test_lines_behind_which_a_mark_is_likely_come_first(engine):
    words = {"t": ["the", "them"]}
    list(engine.talk({"op": "words", "name": "words", "words": words}))
    told = {"text": "I saw", "said": ["i", "saw"]}
    mark = {"text": "!", "lead": "", "capital": False, "own": {}}
    found = list(engine.talk(request(slot("t"), **told)))[-1]["found"]
    marked = list(engine.talk(request(slot("t"), mark, **told)))[-1]["found"]

    assert [one["words"] for one in found] == [["them"], ["the"]]
    assert {one["words"][-1] for one in marked} == {"!"}


def test_what_is_far_behind_is_given_up(engine, monkeypatch):
    def told(far):
        monkeypatch.setattr(spelling, "FAR", far)
        list(engine.talk({"op": "words", "name": "words", "words": WORDS}))
        return list(engine.talk(request(*map(slot, "iwbh"))))[-1]

    near, far = told(0.5), told(50.0)

    assert near["found"][0]["words"] == far["found"][0]["words"]
    assert len(near["found"]) < len(far["found"])
    assert near["tokens"] < far["tokens"]
    assert 0 < near["steps"] <= far["steps"]


def test_what_was_read_ahead_is_not_read_again(engine):
    list(engine.talk({"op": "forget", "lane": "spell"}))
    list(engine.talk({"op": "words", "name": "words", "words": WORDS}))
    ahead = list(engine.talk(request()))
    grown = [one["grown"] for one in ahead if "grown" in one]
    later = list(engine.talk(request(*map(slot, "iwbh"))))

    assert ahead[0]["read"] == 0
    assert ahead[-1]["found"] == [{"words": [], "score": 0.0}]
    assert set(WORDS) <= set(grown)
    assert later[0]["read"] == max(one.get("read", 0) for one in ahead) - 1


def test_words_that_are_not_known_have_to_be_told(engine):
    assert list(engine.talk(request(slot("i"), lexicon="others")))[-1] == {
        "end": True,
        "unknown": True,
    }


def test_the_same_is_found_again_and_nothing_is_left_behind(engine):
    first = spell(engine, *map(slot, "iwbh"))
    later = [spell(engine, *map(slot, "iwbh")) for _ in range(3)]

    for again in later:
        assert [one["words"] for one in again] == [one["words"] for one in first]


def test_what_was_never_written_has_what_is_left():
    own = Own({"": (0.0, {"bo": 0.5}), "is": (0.25, {})})

    assert own.likely((".", "is"), "bo") == pytest.approx(0.125)
    assert own.likely((".", "is"), "be") == 0.0
