"""Who says what: own words, others' words, and what nobody is heard in."""

from __future__ import annotations

from assistant.profile.extract.turns import turns
from assistant.profile.owner import with_correspondents
from memory.types import Document, Fold, Kind, Part, Strength
from tests.assistant.profile.lives import ADA, BO, ME, TO_BO, mail, talk
from tests.fakes import a_note, day

KNOWN = with_correspondents(ME, [mail(ADA, "Hi", TO_BO)])


def heard(document: Document, owner=ME) -> list[tuple[str, str, Strength]]:
    found = list(turns(document, owner))
    assert all(document.text[turn.start :].startswith(turn.text) for turn in found)
    return [(turn.subject, turn.text.strip(), turn.strength) for turn in found]


def test_in_a_chat_each_speaks_for_themselves():
    chat = talk(("Ada Byron", "I sing"), ("Bo", "I paint"))

    assert heard(chat) == [("", "I sing", Strength.STATED), ("Bo", "I paint", Strength.OTHERS)]


def test_a_program_is_not_heard():
    chat = talk(("You", "I sing"), ("Assistant", "I love that you sing"), ("Tool", "I run"))

    assert heard(chat) == [("", "I sing", Strength.STATED)]


def test_a_chat_of_others_is_not_heard():
    assert heard(talk(("Cy", "I sing"), ("Bo", "I paint"))) == []


def test_a_turn_knows_what_the_other_side_said_before():
    chat = talk(("Bo", "And you?"), ("Ada Byron", "Blue"), ("Ada Byron", "Or red"))

    assert [turn.before for turn in turns(chat, ME)] == ["", "And you?", ""]


def test_of_own_mail_neither_quotes_nor_signature_are_heard():
    text = "I sing.\n> I paint\nAda"
    folds = (Fold(8, 17, "quote"), Fold(18, 21, "signature"))

    assert heard(mail(ADA, text, folds=folds))[0] == ("", "I sing.", Strength.STATED)
    assert "paint" not in str(heard(mail(ADA, text, folds=folds)))


def test_what_was_forwarded_is_not_heard():
    text = "I sing.\n\n---------- Forwarded message ----------\nFrom: Bo\nI paint"

    assert heard(mail(ADA, text)) == [("", "I sing.", Strength.STATED)]


def test_incoming_mail_is_heard_of_whom_the_user_wrote_to_and_only_of_them():
    assert heard(mail(BO, "I paint")) == []
    assert heard(mail(BO, "I paint"), KNOWN) == [("Bo Ek", "I paint", Strength.OTHERS)]


def test_a_diary_is_surer_than_a_note():
    text = "1 May\nI sing"
    diary = a_note(text, parts=(Part(0, len(text), "1 May", "1 May", day(1)),))

    assert heard(diary) == [("", text, Strength.STATED)]
    assert heard(a_note("I sing")) == [("", "I sing", Strength.IMPLIED)]


def test_what_is_printed_attached_or_data_is_nobodys_note():
    assert heard(a_note("I sing", parts=(Part(0, 6, "page=1"),))) == []
    assert heard(a_note("I sing", parent="<mail>")) == []
    assert heard(a_note("I sing", people=(BO,))) == []
    assert heard(a_note("title: I sing; price: 3; brand: X\ntitle: I hum; price: 2")) == []
    assert heard(Document(Kind.EVENT, "I sing", "I sing")) == []
