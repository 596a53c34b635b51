from __future__ import annotations

from assistant.privacy.recognizers.details import Details
from assistant.privacy.recognizers.tokens import words

DETAILS = Details(["Keeps a hidden folder of potential logo designs.", "Plays the cello."])


def found(text):
    return [text[s.start : s.end] for s in DETAILS.found(words(text))]


def test_what_says_much_of_a_sentence_is_found_however_it_is_put():
    text = "Describe the hidden folders with logo design ideas of mine."

    assert "hidden folders with logo design" in found(text)


def test_one_word_in_common_says_nothing():
    assert found("Make a folder for the invoices.") == []


def test_words_far_from_each_other_go_each_by_itself():
    far = "hidden " + "and so it went on for them " * 4 + "folder"

    assert found(far) == ["hidden", "folder"]


def test_frequent_words_tell_a_sentence_in_company_and_a_compound_is_two_words():
    knows = Details(["Walks well-known friends home at night."])

    def told(text):
        return {text[s.start : s.end] for s in knows.found(words(text))}

    assert {"friends", "home", "night"} <= told("A night on which my friends came home late.")
    assert "well-known" in told("The well-known man from home was a friend.")
    assert told("He came home and slept.") == set()
