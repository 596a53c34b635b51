from __future__ import annotations

from assistant.voice.letters import Occasion, letters, mostly, occasion
from memory.types import DocumentId
from memory.voice import Kept
from tests.assistant.voice.mailing import HUBER, OWNER, TOM, got, sent


def taken_apart(*documents):
    return letters([Kept(DocumentId(one.id), one, None) for one in documents], OWNER)


def test_only_the_users_mails_are_taken_apart():
    found = taken_apart(sent(1, "Hi Tom,\nTea at four.\nAda"), got(1, "Hi Ada,\nYes.\nTom"))

    assert [(one.letter.whom, one.letter.signed) for one in found] == [("Tom", "Ada")]
    assert found[0].to == (TOM,)


def test_a_mail_without_a_word_is_left_out():
    assert taken_apart(sent(1, "> quoted\n> all of it")) == []


def test_what_answers_is_a_reply():
    assert occasion(sent(1, "Yes.")) is Occasion.NEW
    assert occasion(sent(1, "Yes.", answers=True)) is Occasion.REPLY
    assert occasion(sent(1, "Yes.\n\nOn Monday Tom wrote:\n> Tea?")) is Occasion.REPLY
    assert occasion(sent(1, "Yes.", title="AW: Tee")) is Occasion.REPLY
    assert occasion(sent(1, "Yes.", title="Rent")) is Occasion.NEW


def test_the_language_is_that_of_the_body():
    one, other = taken_apart(
        sent(1, "Hallo Tom,\nthe tea is ready for you.\nAda"),
        sent(2, "Liebe Karin,\nder Tee ist fertig und nicht heiß.\nAda", HUBER),
    )

    assert (one.language, other.language) == ("English", "German")
    assert mostly([one, other, other]) == "German"
    assert mostly([]) == ""
