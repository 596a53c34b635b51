from __future__ import annotations

from assistant.privacy.known import details_of, known_of
from assistant.privacy.recognizers.spans import Kind
from memory.claims.telling import tell
from memory.types import Participant
from tests.fakes import a_mail, put

WHO = (Participant("from", "Bo Ek", "bo@example.org"), Participant("to", "", "cy@example.org"))


def test_people_their_addresses_the_user_and_what_is_believed_are_known(store):
    put(store, a_mail("1", "Hi", people=WHO))
    tell(store, "Works for Quillmere Works.", value="Quillmere Works", slot="employer")
    known = {(one.text, one.kind) for one in known_of(store, "Ada Byron <ada@example.org>")}

    assert {
        ("Ada Byron", Kind.PERSON),
        ("Bo Ek", Kind.PERSON),
        ("bo@example.org", Kind.EMAIL),
        ("cy@example.org", Kind.EMAIL),
        ("Quillmere Works", Kind.ORGANISATION),
    } <= known
    assert "Works for Quillmere Works." in details_of(store)
