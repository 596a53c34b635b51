from __future__ import annotations

from memory import voice
from memory.types import Participant
from tests.fakes import a_chat, a_mail, a_note, day, put

ADA = {"ada@example.org"}


def test_mails_are_found_by_who_wrote_them(store):
    bo = (Participant("from", "Bo", "bo@example.org"), Participant("to", "Ada", "Ada@example.org"))
    bare = (Participant("from", "Ada Byron", ""),)
    put(
        store,
        a_mail("2", date=day(2)),
        a_mail("1", date=day(1)),
        a_mail("bare", people=bare, date=day(4)),
        a_mail("theirs", people=bo),
        a_mail("elsewhere", people=bo[:1], date=day(9)),
        a_note("A note."),
    )

    def ids(found):
        return [one.document.external_id for one in found]

    assert ids(voice.mails_by(store, ADA, {"ada byron"}, 10)) == ["1", "2", "bare"]
    assert ids(voice.mails_by(store, ADA, set(), 1)) == ["2"]
    assert ids(voice.mails_by_others(store, ADA, 10))[0] == "theirs"
    assert "1" not in ids(voice.mails_by_others(store, ADA, 10))


def test_a_mail_comes_as_it_was_read(store):
    mail = a_mail("1", "Yes.\n\nAda")
    put(store, mail, a_chat(("Bo: Tea?", day(1))))
    (found,) = voice.mails_by(store, ADA, set(), 10)
    (chat,) = voice.chats(store, 10)

    assert found.id == mail.id
    assert (found.document.text, found.document.people) == (mail.text, mail.people)
    assert found.thread is not None
    assert chat.document.parts[0].title == "Bo"


def test_the_state_is_another_as_soon_as_something_comes(store):
    before = voice.state(store)
    put(store, a_mail("1"))

    assert voice.state(store) != before
    assert voice.state(store) == voice.state(store)
