"""How a question points at somebody, and what a text says of who is whose sister."""

from __future__ import annotations

import pytest

from memory.search.relations import ADDRESSED, ANYBODY, ME, SPEAKER, pointed_at, told

KNOWN = {"ana", "linda", "nora", "claire", "tom"}
SISTER, BROTHER = ("sister", "schwester"), ("brother", "bruder")
LANDLORD, MOTHER = ("landlord", "landlady", "vermieterin"), ("mother", "mum", "mama")


def said(text: str, words: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(one.owner, one.name) for one in told(text, words, lambda word: word in KNOWN)]


@pytest.mark.parametrize(
    ("question", "whose", "words"),
    [
        ("What did my landlord say?", ME, "landlady"),
        ("Was hat meine Vermieterin gesagt?", ME, "landlord"),
        ("What does Ana's brother do?", "Ana", "bruder"),
        ("What does Chris' brother do?", "Chris", "brother"),
        ("Wo wohnt Anas Bruder?", "Ana", "brother"),
        ("What did the sister of Ana say?", "Ana", "schwester"),
        ("Was sagt die Schwester von Ana?", "Ana", "sister"),
        ("Does my sister like tea?", ME, "sister"),
        ("What does my older sister like?", ME, "sister"),
        ("Is my sister-in-law ill?", ME, "sister-in-law"),
    ],
)
def test_a_question_points_at_somebody_by_a_relation(question, whose, words):
    (one,) = pointed_at(question)

    assert (one.owner, one.of) == (whose, None)
    assert words in one.words


@pytest.mark.parametrize(
    ("question", "first", "second", "whose"),
    [
        ("Where does my friend's brother live?", "friend", "brother", ME),
        ("Where does a friend's brother live?", "friend", "brother", ANYBODY),
        ("Wie heißt der Bruder meiner Freundin?", "freundin", "bruder", ME),
        ("What does the brother of my boss do?", "boss", "brother", ME),
    ],
)
def test_it_may_point_at_somebody_of_somebody(question, first, second, whose):
    (one,) = pointed_at(question)

    assert second in one.words
    assert one.of is not None
    assert (first in one.of.words, one.of.owner) == (True, whose)


@pytest.mark.parametrize(
    "question",
    [
        "",
        "What did Ana say?",
        "How many sons are enough?",
        "Is there a doctor?",
        "How is his mother?",
    ],
)
def test_it_may_point_at_nobody(question):
    assert pointed_at(question) == []


def test_how_it_was_said_is_kept():
    assert pointed_at("Did my older sister ring?")[0].phrase == "my older sister"
    assert pointed_at("Did my friend's sister ring?")[0].said == "my friend's sister"
    assert pointed_at("Did Ana's sister ring?")[0].said == "Ana's sister"


@pytest.mark.parametrize(
    ("text", "words", "owner", "name"),
    [
        ("My sister Linda texted me.", SISTER, SPEAKER, "Linda"),
        ("my older sister, Linda Meier, texted", SISTER, SPEAKER, "Linda Meier"),
        ("my sister's name is Rosa", SISTER, SPEAKER, "Rosa"),
        ("my sister is called Rosa", SISTER, SPEAKER, "Rosa"),
        ("my sister claire makes the cake", SISTER, SPEAKER, "claire"),
        ("Meine Schwester heißt Jana.", SISTER, SPEAKER, "Jana"),
        ("meine Vermieterin, Frau Kuhn, sagt", LANDLORD, SPEAKER, "Kuhn"),
        ("Your landlord Mrs M Tennant has lodged it", LANDLORD, ADDRESSED, "Tennant"),
        ("Tom is my brother", BROTHER, SPEAKER, "Tom"),
        ("Rosa ist meine Schwester", SISTER, SPEAKER, "Rosa"),
        ("Nora, our landlady, wrote", LANDLORD, SPEAKER, "Nora"),
        ("to Rosa Feld (landlady)", LANDLORD, SPEAKER, "Rosa Feld"),
        ("Ana's brother Tom came", BROTHER, "Ana", "Tom"),
        ("Anas Bruder Tom kam", BROTHER, "Ana", "Tom"),
        ("Dear Mum, how are you?", MOTHER, SPEAKER, ADDRESSED),
        ("See you soon!\nLove, Mum x", MOTHER, ADDRESSED, SPEAKER),
        ("As your landlord I must ask you", LANDLORD, ADDRESSED, SPEAKER),
        ("Bis bald\nDeine Schwester", SISTER, ADDRESSED, SPEAKER),
    ],
)
def test_a_text_says_who_is_of_a_relation(text, words, owner, name):
    assert (owner, name) in said(text, words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("My sister. Linda said so.", SISTER),
        ("Linda, my sister is ill.", SISTER),  # she is told of it
        ("Yesterday, my sister, who is ill, rang.", SISTER),
        ("I see my sister Monday.", SISTER),
        ("Who is my sister?", SISTER),
        ("Linda is a sister.", SISTER),
        ("Linda, sister, nurse", SISTER),
        ("my sister and I", SISTER),
    ],
)
def test_a_text_may_say_nothing_of_it(text, words):
    assert said(text, words) == []
