"""The user's own words, found again by their initials."""

from __future__ import annotations

from assistant.profile.owner import owner_of
from assistant.shorthand.phrases import OwnWords, Wrote, reading_own_words
from memory.progress import finish
from memory.types import Fold, Participant
from tests.fakes import a_chat, a_mail, day, put

ADA = "Ada Byron <ada@example.org>"
HOME = "I will be home by 7."


def one(own: OwnWords, letters: str, *numbers: str, **where: str):
    (found,) = own.phrases(letters, numbers, **where)
    return found


def test_a_phrase_is_found_by_its_initials_and_counted():
    own = OwnWords([Wrote(HOME, day(1)), Wrote(f"Yes. {HOME}", day(4)), Wrote("No.", day(5))])
    found = one(own, "iwbhb0", "7")

    assert (found.text, found.count, found.whole) == ("I will be home by 7", 2, 2)
    assert found.newest == day(4)


def test_a_number_has_to_be_the_same():
    own = OwnWords([Wrote(HOME), Wrote("I will be home by 8.")])

    assert one(own, "iwbhb0", "8").text == "I will be home by 8"
    assert own.phrases("iwbhb0", ["9"]) == []


def test_a_piece_of_a_sentence_is_found_and_is_not_whole():
    own = OwnWords([Wrote("Tell him I will be home by 7 at last.")])

    assert one(own, "wbh").whole == 0


def test_nothing_is_found_across_marks_and_letters():
    own = OwnWords([Wrote("Be home, by now."), Wrote("Be"), Wrote("home")])

    assert own.phrases("bhbn") == []
    assert {phrase.count for phrase in own.phrases("bh")} == {1}


def test_it_is_known_to_whom_and_behind_which_word():
    bo = frozenset({"bo", "bo@example.org"})
    own = OwnWords([Wrote("Then see you soon", to=bo), Wrote("See you soon")])
    found = one(own, "sys", before="then", to="Bo")

    assert (found.count, found.after, found.known) == (2, 1, 1)


def test_words_are_shown_as_they_are_written_inside_a_sentence():
    own = OwnWords([Wrote("The tea. The the Rome Rome")])

    assert own.shown[1:] == ["the", "tea", "Rome"]


def test_only_the_user_s_own_words_are_read(store):
    mine = a_mail("mine", "I will be home by 7.\n> We have a plan", folds=(Fold(21, 37, "quote"),))
    theirs = a_mail(
        "theirs", "Please bring the keys.", people=(Participant("from", "Bo", "b@x.y"),)
    )
    chat = a_chat(
        ("Ada Byron: All good here then", day(1)), ("Bo: Buy some milk", day(1)),
        said_by=["Ada Byron", "Bo"],
    )  # fmt: skip
    put(store, mine, theirs, chat)
    own = finish(reading_own_words(store, owner_of(ADA)))

    assert one(own, "iwbhb0", "7").newest == day(3)
    assert one(own, "aght").text == "all good here then".replace("all", "All")
    assert own.phrases("pbtk") == own.phrases("whap") == own.phrases("bsm") == []


def test_the_newest_words_are_shown_to_a_model_up_to_a_length():
    own = OwnWords(Wrote(f"{n} " + "word " * 100, day(n)) for n in range(1, 6))

    assert own.newest.startswith("4 ")
    assert "\n\n\n5 " in own.newest
    assert OwnWords().newest == ""


def test_many_letters_are_taken_in_quickly_enough_to_wait_for():
    own = OwnWords(Wrote(f"I will be home by {n} and we can talk") for n in range(1000))

    assert one(own, "iwbhb0", "77").count == 1
    assert one(own, "wct").count == 1000
