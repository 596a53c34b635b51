"""Another tone by rules, in English and German, and nothing said that was not."""

from __future__ import annotations

import pytest

from assistant.writing.paper import NoVoice, Paper
from assistant.writing.stretches import put_together
from assistant.writing.tones import TONES, YOU_STAYS, formed, toning


class Voice(NoVoice):
    def closing(self, to="", language=""):
        return f"Yours, {to}, as ever"


def toned(text, tone, language="en", **more):
    paper = Paper(text, language, **more)
    rule = toning(paper, tone)
    pieces = ((rule(n), s.gap) for n, s in enumerate(paper.stretches))
    return "".join(put_together(pieces)), paper.notes


@pytest.mark.parametrize(
    ("tone", "language", "text", "new"),
    [
        ("formal", "en", "Hi Bo,\n\nI don't know!! :)\n\nCheers,\nAda",
         "Dear Bo,\n\nI do not know.\n\nKind regards,\nAda"),
        ("formal", "en", "Don't you know?", "Don't you know?"),
        ("formal", "en", "It's been cold and it's late.", "It has been cold and it is late."),
        ("friendlier", "en", "Dear Bo,\n\nI am not sure. Send the tea.\n\nKind regards,\nAda",
         "Hi Bo,\n\nI'm not sure. Please send the tea.\n\nBest wishes,\nAda"),
        ("friendlier", "en", "Dear Mr Lind,\nno.", "Dear Mr Lind,\nno."),
        ("friendlier", "en", "Please send it. Check!", "Please send it. Check!"),
        ("firmer", "en", "Could you please send the tea?", "Please send the tea."),
        ("firmer", "en", "Could it rain?", "Could it rain?"),
        ("plainer", "en", "We utilise it prior to tea.", "We use it before tea."),
        ("plainer", "en", "Kindly wait.", "Please wait."),
        ("formal", "de", "Hallo Mara,\nmir geht's gut!\nLG\nJonas",
         "Guten Tag Mara,\nmir geht es gut.\nMit freundlichen Grüßen\nJonas"),
        ("friendlier", "de", "Guten Tag Mara,\nes ist so.\nMit freundlichen Grüßen\nJonas",
         "Hallo Mara,\nes ist so.\nViele Grüße\nJonas"),
        ("friendlier", "de", "Guten Tag Frau Meier,\nes ist so.",
         "Guten Tag Frau Meier,\nes ist so."),
        ("friendlier", "en", "You must send it.", "Please send it."),
        ("formal", "de", "Wir werden mal sehen.", "Wir werden sehen."),
        ("firmer", "en", "It is a bit cold.", "It is cold."),
        ("plainer", "de", "Wir beabsichtigen das.", "Wir planen das."),
        ("firmer", "de", "Das ist irgendwie kalt.", "Das ist kalt."),
    ],
)  # fmt: skip
def test_a_tone(tone, language, text, new):
    assert toned(text, tone, language)[0] == new


@pytest.mark.parametrize("tone", sorted(TONES))
def test_what_is_not_the_users_is_left(tone):
    text = "Tea.\n> Hi Bo, I don't utilise it! Send it."

    assert toned(text, tone)[0] == text


@pytest.mark.parametrize(
    ("tone", "language", "text"),
    [
        ("plainer", "de", "Wir beginnen am Montag."),
        ("plainer", "de", "Wir beenden das."),
        ("plainer", "en", "As previously agreed it is so."),
        ("friendlier", "en", "You must not forget it. Mail came. Order 5 is late."),
        ("formal", "de", "Mal sehen."),
        ("plainer", "en", "It is an additional fee and an erroneous bill."),
        ("firmer", "en", "A bit of tea, and what kind of tea?"),
        ("formal", "en", "A lot of cars went by."),
    ],
)
def test_what_would_stand_wrong_stays(tone, language, text):
    assert toned(text, tone, language)[0] == text


def test_du_and_sie_stay_and_that_is_said():
    assert toned("Kannst du kommen?", "formal", "de") == ("Kannst du kommen?", [YOU_STAYS])
    assert toned("Ich komme.", "formal", "de")[1] == []
    assert toned("Kannst du kommen?", "plainer", "de")[1] == []


def test_what_the_user_closes_with_to_somebody_comes_first():
    text = "Tea is here.\n\nCheers,\nAda"

    assert "Yours, Bo, as ever" in toned(text, "formal", to="Bo", voice=Voice())[0]
    assert "Kind regards," in toned(text, "formal", voice=Voice())[0]
    assert toned(text, "plainer", to="Bo", voice=Voice())[0] == text


def test_short_forms_only_where_they_are_asked_for():
    assert formed("I don't.", "", "en") == "I don't."
    assert formed("I do not go. He's it.", "contracted", "en") == "I don't go. He's it."
    assert formed("I am.", "contracted", "en") == "I am."
    assert formed("Je n'ai pas.", "spelt_out", "fr") == "Je n'ai pas."
