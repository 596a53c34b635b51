"""Candidates for an abbreviation: own ones, composed ones, in which order."""

from __future__ import annotations

from assistant.shorthand.abbreviations import (
    MOST,
    Candidate,
    Place,
    composing,
    lexicon,
    merged,
    own_phrases,
)
from assistant.shorthand.phrases import OwnWords, Wrote
from memory.expansions import Chosen
from memory.progress import finish
from tests.assistant.shorthand.spellers import Speller
from tests.fakes import day

HOME = "I will be home by 7"


def texts(found):
    return [one.text for _, one in found]


def chose(text: str, chosen: int = 0, passed: int = 0, *, never: bool = False) -> Chosen:
    return Chosen("iwbhb7", text, chosen, passed, never, day(1))


def test_what_was_written_more_often_comes_first():
    own = OwnWords([Wrote("See you soon."), Wrote("See you soon."), Wrote("Say yes softly.")])

    assert texts(own_phrases("sys", own, Place())) == ["See you soon", "Say yes softly"]


def test_the_one_it_is_written_to_and_the_word_before_count():
    bo = frozenset({"bo"})
    own = OwnWords(
        [Wrote("See you soon", to=bo), Wrote("See yon ship"), Wrote("Then send your son")]
    )

    assert texts(own_phrases("sys", own, Place("", "Bo")))[0] == "See you soon"
    again = own_phrases(
        "sys",
        OwnWords([Wrote("so see you soon"), Wrote("so sell your ship")] * 2),
        Place("Well so"),
    )
    assert {worth for worth, _ in again} == {again[0][0]}


def test_numbers_and_the_mark_at_the_end_are_kept():
    own = OwnWords([Wrote(HOME)])

    assert texts(own_phrases("iwbhb7!", own, Place())) == [f"{HOME}!"]
    assert own_phrases("iwbhb8", own, Place()) == []


def test_what_was_chosen_rises_and_what_was_passed_over_sinks():
    own = OwnWords([Wrote(HOME), Wrote("I will bring him by 7")])
    other = "I will bring him by 7"

    assert texts(own_phrases("iwbhb7", own, Place(), [chose(other, chosen=1)]))[0] == other
    assert texts(own_phrases("iwbhb7", own, Place(), [chose(HOME, passed=3)]))[0] == other


def test_what_was_composed_and_chosen_is_own_from_then_on():
    found = own_phrases("iwbhb7", OwnWords(), Place(), [chose(HOME, chosen=2)])

    assert [one for _, one in found] == [Candidate(HOME, own=True, count=2)]
    assert own_phrases("iwbhb7", OwnWords(), Place(), [chose(HOME, passed=2)]) == []


def test_what_is_never_wanted_is_not_offered_by_anybody():
    never = [chose(HOME, chosen=4, never=True)]
    own = own_phrases("iwbhb7", OwnWords([Wrote(HOME)]), Place(), never)

    assert own == []
    assert merged(own, [Candidate(HOME, own=False)], never) == []


def test_nothing_that_breaks_the_grammar_is_offered():
    model = Speller(["I", "will", "be", "home", "by", "8"], ["I", "will", "be", "home", "by", "7"])

    assert [one.text for one in finish(composing("iwbhb7", OwnWords(), Place(), model))] == [HOME]
    assert own_phrases("iwbhb7", OwnWords(), Place(), [chose("He is late", chosen=9)]) == []


def test_five_at_most_each_once_the_own_first():
    own = [(2.0, Candidate("a b", own=True)), (0.0, Candidate("a c", own=True))]
    composed = [Candidate(text, own=False) for text in ("A B", "a d", "a e", "a f", "a g")]
    found = merged(own, composed, ())

    assert [one.text for one in found] == ["a b", "a c", "a d", "a e", "a f"]
    assert len(found) == MOST


def test_pieces_written_once_leave_room_for_what_is_composed():
    own = [(0.0, Candidate(f"a {n}", own=True)) for n in range(9)]
    found = merged(own, [Candidate("b", own=False)], ())

    assert [one.text for one in found] == ["a 0", "a 1", "b", "a 2", "a 3"]


def test_the_model_is_asked_with_what_stands_before():
    model = Speller()
    finish(composing("iwb", OwnWords([Wrote("Own words.", day(1))]), Place("Hi Bo. Then "), model))
    (asked,) = model.asked

    assert asked.text == "Own words.\n\n\nHi Bo. Then"
    assert asked.said == (".", "then")
    assert [slot["capital"] for slot in asked.slots] == [False] * 3
    assert [slot["letter"] for slot in asked.slots] == ["i", "w", "b"]


def test_what_stands_before_begins_at_the_same_place_for_some_words():
    text = "".join(f"word {n} " for n in range(400))
    near = [Place(text[:length]).near for length in (1300, 1400, 2000)]

    assert near[1].startswith(near[0])
    assert not near[2].startswith(near[0])
    assert {600 <= len(one) < 900 and text.count(one) == 1 for one in near} == {True}
    assert Place("Hi Bo. ").near == "Hi Bo. "


def test_words_are_of_the_language_that_was_written_before():
    german = "Hast du am Montag Zeit? Es geht um den Garten. "
    english = OwnWords([Wrote("Would you have time on Monday? It is about the garden.")])

    def told(own: OwnWords, before: str) -> str:
        model = Speller()
        finish(composing("iwb", own, Place(before), model))
        return model.asked[0].lexicon.split()[0]

    assert told(english, german) == "de"
    assert told(english, "Ok. ") == "en"
    assert told(OwnWords([Wrote(german)]), "Ok. ") == "de"
    assert told(OwnWords(), "") == "en"


def test_a_sentence_that_begins_is_told():
    assert Place("").begins
    assert Place("Dear Bo,\n").begins
    assert Place("Yes. ").begins
    assert not Place("Yes, ").begins


def test_words_are_as_the_user_writes_them_and_i_is_i():
    words = lexicon(OwnWords([Wrote("we in Rome, in Rome")]), "en")

    assert "I" in words["i"]
    assert "Rome" in words["r"]
    assert "rome" not in words["r"]


def test_for_no_letters_what_stands_before_is_read_and_nothing_offered():
    model = Speller(["be", "by"])

    assert finish(composing("", OwnWords([Wrote(HOME)]), Place("Dear Bo, "), model)) == []
    (asked,) = model.asked
    assert asked.slots == ()
    assert asked.text.endswith("Dear Bo,")
