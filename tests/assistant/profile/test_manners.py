from __future__ import annotations

import pytest

from assistant.profile.languages import language_of
from assistant.profile.manners import Manner, manners
from memory.types import Fold
from tests.assistant.profile.lives import ADA, TO_BO, mail


def test_what_is_done_most_often_is_told_with_how_often():
    mails = [
        mail(
            ADA, f"Dear Bo,\nthis is the letter number {n} and it is for you.\nCheers,\nAda", TO_BO
        )
        for n in range(3)
    ] + [mail(ADA, "Hi Bo,\nyou and I have to talk.\nBest wishes", TO_BO)]
    found = manners(mails)

    assert found.greeting == Manner("Dear Bo", 3, 4)
    assert found.closing == Manner("Cheers", 3, 4)
    assert found.language == Manner("English", 4, 4)
    assert found.address is None


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("ich schicke dir das und du bist nicht da", "du"),
        ("hiermit schicke ich Ihnen das und ich bitte, dass Sie die Miete prüfen", "Sie"),
        ("das ist nicht für die Katze und wir sind da", None),
    ],
)
def test_german_tells_how_somebody_is_addressed(text, address):
    found = manners([mail(ADA, f"Hallo Bo,\n{text}.\n", TO_BO)])

    assert found.language == Manner("German", 1, 1)
    assert (found.address and found.address.words) == address


def test_what_is_quoted_is_not_how_one_writes():
    text = "Yes.\n> Dear Ada,\n> this is for you and not for the others.\n> Cheers"
    fold = Fold(text.index(">"), len(text), "quote")
    found = manners([mail(ADA, text, TO_BO, folds=(fold,))])

    assert (found.mails, found.greeting, found.closing, found.language) == (1, None, None, None)


def test_few_words_tell_no_language():
    assert language_of("Okay") == ""
    assert manners([]).mails == 0
