"""A conversation comes back as it was held, with all that each answer stood on."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from memory.conversations import (
    CLAIM_GONE,
    NOT_SAID,
    TAKEN_OUT,
    TITLE,
    add_turn,
    conversations,
    forget,
    now,
    resting_on,
    start,
    take_out_claims,
    taking_out,
    turns,
)
from memory.ledger import Leaving, check, disclosures, sent
from memory.progress import finish
from memory.types import (
    Answer,
    ClaimId,
    DocumentId,
    Stage,
    Statement,
    Topic,
    Turn,
    Used,
)
from tests.fakes import a_chat, a_note, day, dump, learn, put

CANARY = "zyxomquaver"


@pytest.fixture
def answer(store, embedder, retriever):
    """An answer with everything in it that an answer can hold."""
    put(store, a_note("Tea is at noon.", locator="page=2"), a_chat(("Tea?", day(2))))
    learn(store, embedder)
    first, second = retriever.search("tea").passages
    return Answer(
        text="Tea is at noon. [1] “Täglich” (not supported)",
        made_by="scripted",
        tier=2,
        found=True,
        statements=(
            Statement("Tea is at noon.", (1,), supported=True),
            Statement("“Täglich”", (), supported=False),
        ),
        citations=(first,),
        considered=(first, replace(second, date=None, people=())),
        trace=(Stage("words", 0.25, "2 passages"), Stage("write", 1.5, "")),
        claims=(Used(ClaimId(7), "Likes tea.", (DocumentId("told"),)),),
    )


def test_a_turn_comes_back_with_its_whole_answer(store, answer):
    id = start(store)
    said = [Turn("user", "When is tea?", day(1)), Turn("assistant", answer.text, day(2), answer)]
    for turn in said:
        add_turn(store, id, turn)

    assert turns(store, id) == said


def test_a_turn_without_an_answer_has_none(store):
    id = start(store)
    add_turn(store, id, Turn("assistant", "I was stopp", day(1)))

    assert turns(store, id)[0].answer is None


def test_an_answer_that_found_nothing_comes_back_too(store):
    id = start(store)
    nothing = Answer("I did not find this.", "quoted", 0, False, (), (), (), ())
    add_turn(store, id, Turn("assistant", nothing.text, day(1), nothing))

    assert turns(store, id)[0].answer == nothing


@pytest.mark.parametrize(
    ("first", "title"),
    [
        ("When is tea?", "When is tea?"),
        ("  When\n is\ttea? ", "When is tea?"),
        ("word " * 40, "word " * 10 + "word…"),
        ("x" * 80, "x" * (TITLE - 1) + "…"),
    ],
)
def test_the_first_turn_gives_the_title(store, first, title):
    id = start(store)
    add_turn(store, id, Turn("user", first, day(1)))
    add_turn(store, id, Turn("user", "And the second?", day(2)))
    (conversation,) = conversations(store)

    assert conversation.title == title
    assert len(conversation.title) <= TITLE
    assert conversation.at == day(2)


def test_the_newest_conversation_comes_first_and_an_empty_one_not_at_all(store):
    older, newer, _empty = start(store), start(store), start(store)
    add_turn(store, newer, Turn("user", "Newer", day(2)))
    add_turn(store, older, Turn("user", "Older", day(1)))

    assert [c.id for c in conversations(store)] == [newer, older]
    add_turn(store, older, Turn("user", "Again", day(3)))
    assert [c.id for c in conversations(store)] == [older, newer]


def test_a_forgotten_conversation_leaves_no_word(store, answer):
    kept, gone = start(store), start(store)
    add_turn(store, kept, Turn("user", "What stays?", day(1)))
    add_turn(store, gone, Turn("user", CANARY, day(1)))
    add_turn(store, gone, Turn("assistant", CANARY, day(1), replace(answer, text=CANARY)))
    changes = forget(store, gone)

    assert [c.id for c in conversations(store)] == [kept]
    assert turns(store, gone) == []
    assert [value for value in dump(store) if CANARY in value] == []
    assert (store.home / "memory.db-wal").stat().st_size == 0
    assert changes.topics == {Topic.CONVERSATIONS}


def test_forgetting_what_is_not_there_changes_nothing(store):
    id = start(store)
    add_turn(store, id, Turn("user", "Tea?", day(1)))
    forget(store, type(id)(id + 1))

    assert len(conversations(store)) == 1


def test_what_used_a_claim_goes_with_it(store, answer):
    id = start(store)
    other = replace(answer, claims=(), text="Another")
    for one in (answer, other, None):
        text = one.text if one else "Stopped on the"
        add_turn(store, id, Turn("assistant", text, day(2), one))
    with store.write() as db:
        take_out_claims(db, [7])

    assert [turn.text for turn in turns(store, id)] == [CLAIM_GONE, "Another", NOT_SAID]
    assert resting_on(store, ["told"]) == (0, 0)


def test_a_claim_that_is_called_otherwise_here_is_known_by_its_text(store, answer):
    id = start(store)
    add_turn(store, id, Turn("assistant", answer.text, day(2), answer))
    with store.write() as db:
        take_out_claims(db, [3], ["Likes coffee."])
        assert turns(store, id)[0].answer == answer
        take_out_claims(db, [3], ["Likes tea."])

    assert turns(store, id)[0].text == CLAIM_GONE


def test_what_used_a_claim_goes_with_a_document_that_told_it(store, answer):
    id = start(store)
    add_turn(store, id, Turn("assistant", answer.text, day(2), answer))
    assert resting_on(store, ["told"]) == (1, 0)
    finish(taking_out(store, ["told"]))

    assert turns(store, id)[0].text == TAKEN_OUT


def test_an_answer_that_was_kept_before_there_were_claims_has_none(store, answer):
    id = start(store)
    add_turn(store, id, Turn("assistant", answer.text, day(2), answer))
    with store.write() as db:
        db.execute("update turns set answer = json_remove(answer, '$.claims')")

    assert turns(store, id)[0].answer == replace(answer, claims=())


def test_now_has_a_zone():
    assert now().utcoffset() == timedelta(0)


def test_with_a_conversation_its_words_leave_the_ledger(store):
    talk, other = start(store), start(store)
    for one in (talk, other):
        sent(store, Leaving(b"words", "chat", "Example", "large", conversation=one))

    forget(store, talk)

    assert [one.body for one in disclosures(store)] == [b"words", None]
    assert check(store) is None
