"""A question takes no more of the memory along than it needs, and its answer is held against it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.agent.answer import NOT_FOUND, Resources
from assistant.cloud.asking import LONGEST, Asked, Matter, around, merged, needed, of_document
from assistant.cloud.said import Reply
from assistant.privacy.gate import Part, Proposal, Recipient, Shown, Task
from assistant.privacy.rewriting import Preview
from memory.labels import Origin, label_of, set_label
from memory.progress import finish
from memory.types import ChunkId, DisclosureId, DocumentId, Kind, Label, Passage
from tests.fakes import a_note, learn, put

TEXT = (
    "Ada came on Monday. We talked of the garden. The rent is 850 pounds a month. "
    "It is due on the first. Nobody was late. The boat is red."
)


def passage(text=TEXT, **more):
    how = {
        "rank": 1, "score": 1.0, "text": text, "title": "Rent", "people": ("Ada",),
        "date": datetime(2026, 3, 1, tzinfo=UTC), "source": "Mail", "kind": Kind.MAIL,
        "path": Path("mail.mbox"), "locator": "", "document": DocumentId("d1"), "start": 0,
        "end": len(text), "chunk": ChunkId(1),
    }  # fmt: skip
    return Passage(**how | more)


def reply(text):
    return Reply(text, "tiny (test)", DisclosureId(1))


def test_of_a_passage_what_answers_goes_along_and_what_stands_beside_it():
    assert around(passage(), ["The rent is 850 pounds a month."]) == (
        "We talked of the garden. The rent is 850 pounds a month. It is due on the first."
    )


def test_of_a_long_passage_no_more_than_its_beginning():
    assert len(around(passage("word " * 1000), [])) == LONGEST


def test_who_wrote_to_whom_does_not_go_along():
    matter = Matter("How much?", (passage(),), ("(01 March 2026) The rent is 850.",))
    system, told, asked = matter.parts()

    assert system.role == "system"
    assert told == Part(
        "user", "Passage 1: (01 March 2026) The rent is 850.", (Origin("document", "d1"),)
    )
    assert asked == Part("user", "Question: How much?")
    assert Matter("How much?").parts() == (Part("user", "How much?"),)


def test_what_is_not_sure_to_be_needed_is_for_the_gate_to_keep_back():
    matter = Matter("How much?", (passage(),), ("The rent.",), sure=False)

    assert [part.offered for part in matter.parts()] == [False, True, False]


def test_an_answer_is_held_against_its_passages():
    matter = Matter("How much?", (passage(), passage("Tea is at noon.")), ("", ""))
    answer = merged(matter, reply("The rent is 850 pounds a month [1]. The rent is 900 [2]."))

    assert [one.supported for one in answer.statements] == [True, False]
    assert answer.citations[0].text == TEXT
    assert "not supported" in answer.text
    assert (answer.made_by, answer.found) == ("tiny (test)", True)


@pytest.mark.parametrize("said", ["NOT FOUND", "Not found.", " not found "])
def test_an_answer_that_there_is_none_is_that(said):
    answer = merged(Matter("How much?", (passage(),), ("",)), reply(said))

    assert (answer.found, answer.text, answer.citations) == (False, NOT_FOUND, ())


def test_a_mark_that_leads_nowhere_cites_nothing():
    answer = merged(Matter("How?", (passage(),), ("",)), reply("The moon is cheese [9]."))

    assert answer.citations == ()


def test_asked_alone_an_answer_is_what_was_said():
    answer = merged(Matter("How much?"), reply("A lot."))

    assert (answer.text, answer.statements, answer.citations) == ("A lot.", (), ())


def asked(text="Hi", to="test"):
    task = Task((Part("user", text),), "chat", Recipient(to, "tiny"))
    shown = (Shown(task.parts[0], text, Preview(text)),)
    return Asked(Matter(text), Proposal(task, shown), to)


def test_other_words_or_somebody_else_have_another_digest():
    digests = {asked().digest, asked("Ho").digest, asked(to="other").digest}

    assert len(digests) == 3
    assert asked().digest == asked().digest


@pytest.mark.parametrize("question", ["How much is the rent?", "The rent is how many pounds?"])
def test_what_stays_here_is_not_taken_along(store, retriever, embedder, question):
    put(store, a_note("The rent is 850 pounds a month."), source="Private", path="/private")
    put(store, a_note("The rent was paid in March by us."), source="Mail", path="/mail")
    learn(store, embedder)
    set_label(store, Origin("source", "Private"), Label.STAYS)

    def may_leave(one):
        return label_of(store, [of_document(one)]) is not Label.STAYS

    tools = Resources(retriever, embedder)
    without = finish(needed(question, tools, lambda _: True))
    matter = finish(needed(question, tools, may_leave))

    assert "850" in "".join(without.told)
    assert {one.source for one in matter.passages} == {"Mail"}
    assert "850" not in "".join(matter.told)
