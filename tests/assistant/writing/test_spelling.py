"""What was meant by a word that no dictionary knows, and when that is beyond doubt."""

from __future__ import annotations

import pytest

from assistant.writing.spelling import guesses, tokens, unknown


@pytest.mark.parametrize(
    ("word", "language", "meant"),
    [
        ("recieve", "en", "receive"),
        ("tommorow", "en", "tomorrow"),
        ("untill", "en", "until"),
        ("beacuse", "en", "because"),
        ("nathürlich", "de", "natürlich"),
        ("wahrscheinlcih", "de", "wahrscheinlich"),
    ],
)
def test_a_slip_is_put_right(word, language, meant):
    guess = guesses([word], language)[word]

    assert guess.words[0] == meant
    assert guess.sure
    assert meant not in repr(guess)


@pytest.mark.parametrize(
    ("word", "language"),
    [
        ("receive", "en"),
        ("teapots", "en"),
        ("xqz", "en"),
        ("Haustürschlüssel", "de"),
        ("Regenschirm", "de"),
        ("nonsens" * 5, "en"),
    ],
)
def test_a_word_that_is_known_or_no_word_to_look_up(word, language):
    assert guesses([word], language) == {}
    assert unknown([word], language) == set()


BRITISH = """colour favourite behaviour organise realising customisation analyse centre kilometres
    fibre paediatric oestrogen foetus programme sceptical"""


@pytest.mark.parametrize("word", BRITISH.split())
def test_british_is_no_mistake(word):
    assert unknown([word], "en") == set()


@pytest.mark.parametrize("word", ["grüsse", "gruss", "naechste", "koennen", "fuer", "ausserdem"])
def test_neither_is_what_a_keyboard_or_the_swiss_write(word):
    assert unknown([word], "de") == set()


@pytest.mark.parametrize("word", ["fourty", "sence", "beleive", "enviroment", "definatly"])
def test_what_only_looks_so_is_one(word):
    assert unknown([word], "en") == {word}


def test_what_is_not_sure_is_told_so():
    guess = guesses(["wrold"], "en")["wrold"]
    far = guesses(["qqqqzzzz"], "en")["qqqqzzzz"]

    assert guess.words[0] == "world"
    assert not far.sure
    assert far.words == ()
    assert not guesses(["thet"], "en")["thet"].sure


def test_words_of_the_user_and_words_said_often_are_left():
    assert guesses(["recieve"], "en", {"recieve"}) == {}
    assert guesses(["recieve"] * 3, "en") == {}
    assert unknown(["Recieve"], "en") == {"recieve"}


def test_a_language_without_a_dictionary_knows_nothing_wrong():
    assert guesses(["recieve"], "tlh") == {}
    assert unknown(["recieve"], "tlh") == set()


def test_only_plain_words_are_looked_up():
    text = "plain Word iPhone tea.example/path a_name file.txt it's @handle #topic x-ray cup"

    assert [m[0] for m in tokens(text)] == ["plain", "Word"]
    assert [m[0] for m in tokens("Tea cups.")] == ["cups"]


@pytest.mark.parametrize("word", ["moveed", "treees", "areed", "cotss", "machinees"])
def test_an_ending_stands_only_where_it_may(word):
    assert unknown([word], "en") == {word}


@pytest.mark.parametrize("word", ["kettles", "switches", "agreeing", "dyeing", "potatoes", "toys"])
def test_where_an_ending_may_stand_it_is_no_mistake(word):
    assert unknown([word], "en") == set()


@pytest.mark.parametrize(
    ("word", "meant"),
    [("neighboours", "neighbours"), ("behavioour", "behaviour"), ("reporrt", "report")],
)
def test_what_is_meant_may_be_british(word, meant):
    guess = guesses([word], "en")[word]

    assert (guess.words[0], guess.sure) == (meant, True)


@pytest.mark.parametrize(
    ("word", "meant"),
    [("fomr", "form"), ("thwse", "these"), ("chanfe", "change"), ("liely", "likely")],
)
def test_a_hand_makes_some_slips_more_readily_than_others(word, meant):
    """Letters that change places, lie beside each other or are left out, before any other."""
    assert meant in guesses([word], "en")[word].words[:2]
