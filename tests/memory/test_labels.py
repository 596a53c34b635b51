from __future__ import annotations

import json

import pytest

from memory.conversations import start
from memory.errors import Problem
from memory.labels import (
    Origin,
    holds_what_stays,
    label_of,
    labelled,
    own_label,
    set_label,
    undo,
    version,
)
from memory.people.joining import join, split
from memory.sources import remove
from memory.types import Label, Participant
from tests.fakes import a_mail, a_note, put

STAYS, REWRITE, LEAVES = Label.STAYS, Label.REWRITE, Label.LEAVES
BO = (Participant("from", "Bo Lund", "bo@example.org"),)
SAID = "The committee wants the old bridge closed before the winter comes to the valley"


def document(store, external_id: str) -> Origin:
    (id,) = store.db.execute(
        "select id from documents where external_id = ?", [external_id]
    ).fetchone()
    return Origin("document", id)


def person(store, handle: str) -> Origin:
    (id,) = store.db.execute("select person_id from handles where handle = ?", [handle]).fetchone()
    return Origin("person", id)


@pytest.fixture
def mails(store):
    put(
        store,
        a_mail("1", f"{SAID}.", people=BO),
        a_mail("2", "An answer.", "1"),
        a_note("Attached", parent="1", external_id="a"),
        source="Mail",
        path="/mail",
    )
    put(store, a_mail("3", "Elsewhere."), source="Work", path="/work")
    return store


def test_what_bears_no_label_is_rewritten_first(mails):
    assert label_of(mails, [document(mails, "1")]) is REWRITE
    assert label_of(mails, []) is REWRITE
    assert labelled(mails) == []


def test_a_document_goes_as_its_sources_its_people_and_its_mail(mails):
    mail, attached, other = (document(mails, one) for one in ("1", "a", "3"))
    set_label(mails, Origin("source", "Mail"), LEAVES)
    assert label_of(mails, [mail]) is LEAVES
    assert label_of(mails, [mail, other]) is REWRITE

    set_label(mails, person(mails, "bo@example.org"), STAYS)
    assert [label_of(mails, [one]) for one in (mail, attached, other)] == [STAYS, STAYS, REWRITE]
    assert label_of(mails, [document(mails, "2")]) is STAYS  # its chunks hold what it answers


def test_a_document_that_stands_in_another_source_too_goes_as_the_stricter(mails):
    put(mails, a_mail("3", "Elsewhere."), source="Mail", path="/mail")
    set_label(mails, Origin("source", "Mail"), LEAVES)
    assert label_of(mails, [document(mails, "3")]) is REWRITE

    set_label(mails, Origin("source", "Work"), STAYS)
    assert label_of(mails, [document(mails, "3")]) is STAYS


def test_a_person_keeps_a_label_when_joined_and_parted(mails):
    bo, ada = person(mails, "bo@example.org"), person(mails, "ada@example.org")
    set_label(mails, bo, STAYS)
    join(mails, int(ada.key), int(bo.key))
    assert label_of(mails, [document(mails, "3")]) is STAYS
    assert [one.origin for one in labelled(mails)] == [ada]

    new = split(mails, int(ada.key), ["bo@example.org"])
    assert label_of(mails, [Origin("person", new)]) is STAYS
    assert label_of(mails, [document(mails, "3")]) is REWRITE


def a_claim(store, text: str, document: Origin, subject: str = "") -> Origin:
    with store.write() as db:
        (id,) = db.execute(
            """insert into claims (about, kind, slot, key, polarity, place, subject, text, status)
                values (?, 'fact', 'likes', ?, 1, '', ?, ?, 'active') returning id""",
            [subject, text, subject, text],
        ).fetchone()
        db.execute(
            """insert into evidence (claim_id, document_id, start, end, says, strength, locator,
                subject, value, text, scope, change_id)
                values (?, ?, 0, 3, 'holds', 'stated', '', '', '', '', '', 1)""",
            [id, document.key],
        )
    return Origin("claim", id)


def test_a_claim_goes_as_its_documents_and_whom_it_is_about(mails):
    claim = a_claim(mails, "Likes tea.", document(mails, "3"))
    about = a_claim(mails, "Likes ale.", document(mails, "3"), "Bo Lund")
    set_label(mails, claim, LEAVES)
    assert label_of(mails, [claim]) is REWRITE
    assert own_label(mails, claim) is LEAVES

    set_label(mails, person(mails, "bo@example.org"), STAYS)
    assert [label_of(mails, [one]) for one in (claim, about)] == [REWRITE, STAYS]
    set_label(mails, Origin("source", "Work"), STAYS)
    assert label_of(mails, [claim]) is STAYS


def test_a_conversation_goes_as_what_its_answers_rest_on(mails):
    claim = a_claim(mails, "Likes tea.", document(mails, "3"))
    cited, used, considered = start(mails), start(mails), start(mails)
    for talk, citations, others, claims in (
        (cited, [document(mails, "1").key], [], []),
        (considered, [], [document(mails, "1").key], []),
        (used, [], [], [claim.key]),
    ):
        answer = {
            "citations": [{"document": one} for one in citations],
            "considered": [{"document": one} for one in others],
            "claims": [{"claim": one} for one in claims],
        }
        with mails.write() as db:
            db.execute(
                """insert into turns (conversation_id, role, text, at, answer)
                    values (?, 'assistant', 'So', '', ?)""",
                [talk, json.dumps(answer)],
            )
    talks = [Origin("conversation", one) for one in (cited, considered, used)]
    assert [label_of(mails, [one]) for one in talks] == [REWRITE] * 3

    set_label(mails, person(mails, "bo@example.org"), STAYS)
    set_label(mails, claim, STAYS)
    assert [label_of(mails, [one]) for one in talks] == [STAYS] * 3
    empty = Origin("conversation", start(mails))
    set_label(mails, empty, STAYS)
    assert label_of(mails, [empty]) is STAYS


def test_a_label_is_taken_back_and_taken_off(mails):
    source, bo = Origin("source", "Mail"), person(mails, "bo@example.org")
    before = version(mails)
    set_label(mails, source, LEAVES)
    set_label(mails, source, STAYS)
    set_label(mails, bo, STAYS)
    assert [one.name for one in labelled(mails)] == ["Bo Lund", "Mail"]
    assert version(mails) != before

    undo(mails)
    undo(mails)
    assert [(one.origin, one.label) for one in labelled(mails)] == [(source, LEAVES)]
    set_label(mails, source, None)
    assert labelled(mails) == []
    undo(mails)
    undo(mails)
    assert labelled(mails) == []
    with pytest.raises(Problem):
        undo(mails)


@pytest.mark.parametrize(
    "nothing", [Origin("source", "No"), Origin("person", 99), Origin("claim", 99),
                Origin("conversation", 99), Origin("document", "1")],
)  # fmt: skip
def test_what_is_not_there_is_not_labelled(mails, nothing):
    with pytest.raises(Problem):
        set_label(mails, nothing, STAYS)


def test_with_what_bore_it_a_label_goes_to_the_last_word(mails):
    set_label(mails, Origin("source", "Mail"), STAYS)
    set_label(mails, person(mails, "bo@example.org"), STAYS)

    remove(mails, "Mail")

    for table in ("labels", "label_changes"):
        assert mails.db.execute(f"select count(*) from {table}").fetchone() == (0,)


# Words that stay


def test_words_of_a_document_that_stays_are_known_where_they_stand_in_a_row(mails):
    pasted = f"> {SAID.upper()},\nwhat do you think?"
    assert not holds_what_stays(mails, pasted)
    set_label(mails, person(mails, "bo@example.org"), STAYS)

    assert holds_what_stays(mails, pasted)
    words = SAID.split()
    for at in range(len(words) - 8):
        assert holds_what_stays(mails, "What of this: " + " ".join(words[at : at + 8]) + "?"), at
    assert not holds_what_stays(mails, " ".join(words[:7]))
    assert not holds_what_stays(mails, "")
    assert not holds_what_stays(mails, 'The "committee" OR (wants) the NEAR old* bridge: shut.')


def test_words_of_a_claim_or_a_conversation_that_stays_are_known(mails):
    claim, talk = a_claim(mails, "Plays the cello.", document(mails, "3")), start(mails)
    with mails.write() as db:
        db.execute(
            """insert into turns (conversation_id, role, text, at)
                values (?, 'user', 'Shall I sell the two old houses by the lake', '')""",
            [talk],
        )
    set_label(mails, claim, STAYS)
    set_label(mails, Origin("conversation", talk), STAYS)

    assert holds_what_stays(mails, "He plays the cello every day")
    assert holds_what_stays(mails, "shall i sell the two old houses") is False
    assert holds_what_stays(mails, "shall i sell the two old houses by noon")
    assert not holds_what_stays(mails, "He plays the cellophane")
