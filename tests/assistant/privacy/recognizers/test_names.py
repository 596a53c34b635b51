"""Names by rules, in seven languages: what is one, and what is a word."""

from __future__ import annotations

import pytest

from assistant.privacy.recognizers.names import marked, names
from assistant.privacy.recognizers.tokens import words


def named(text):
    return [text[s.start : s.end] for s in names(marked(words(text)))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Yesterday I met Laura Winkler at the office.", ["Laura Winkler"]),
        ("did you hear that susan becker sings again?", ["susan becker"]),
        ("I gave it to Ms.zuvi in the end.", ["zuvi"]),
        ("We moved to norway last year.", ["norway"]),
        ("My name is Takoru and I need help.", ["Takoru"]),
        ("She works at Lantern and likes it there.", ["Lantern"]),
        ("a letter to the University of Bergen about a place", ["University of Bergen"]),
        ("Ich habe gestern mit Frau Vadkerti gesprochen und sie war nett.", ["Vadkerti"]),
        ("Mein Bruder Torben wohnt nicht mit uns zusammen.", ["Torben"]),
        ("Je suis allé voir Madame Marvoisin et elle est contente.", ["Marvoisin"]),
        ("Me llamo Ximena y vivo con mi hermana.", ["Ximena"]),
        ("Mi chiamo Lucrezia e sono molto contenta.", ["Lucrezia"]),
        ("O meu nome é Filipa e eu não sei nada.", ["Filipa"]),
        ("Ik heet Machteld en ik woon niet in de stad.", ["Machteld"]),
        ("The Antigua and Barbuda office is closed.", ["Antigua and Barbuda"]),
        ("the Tel-Aviv office", ["Tel-Aviv"]),
        ("They met Guido van Rossum there.", ["Guido van Rossum"]),
        ("Paul's dog ran away.", ["Paul"]),
    ],
)
def test_a_name_is_found_whole(text, found):
    assert named(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Can you mark the rose in the picture?",
        "Translate this into Russian, please.",
        "On Monday the CEO wrote a PDF about HTML.",
        "Ich habe eine Frage zu meiner Bewerbung und dem Lebenslauf.",
        "Je voudrais une réponse avant lundi.",
        "I am <PERSON_NAME>, tell me something about myself.",
        "the addtional informations about onboarding and blockchain",
    ],
)
def test_words_are_left(text):
    assert named(text) == []
