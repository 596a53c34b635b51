"""What a client sees of a memory: as far as it may, and every look is noted."""

from __future__ import annotations

import pytest

from assistant.serving.refusals import Refused
from assistant.serving.visit import Visit, Wanted
from memory.clients import Client, May
from memory.progress import finish
from memory.types import DocumentId, Kind, Sensitivity
from tests.assistant.serving.conftest import RENT, SECRET

ALL = frozenset(May)
ALLERGY = "I am allergic to penicillin"


def visit(famulus, **how) -> Visit:
    return Visit(famulus, Client(**({"name": "editor", "may": ALL} | how)), "program/1")


def texts(visit: Visit, query: str = "rent safe password flat", **how) -> set[str]:
    return {one.text for one in finish(visit.searching(Wanted(query, **how)))}


def ids(famulus) -> dict[str, DocumentId]:
    return {one.title: one.id for one in famulus.overview.listed()}


def test_a_client_that_may_all_sees_all(famulus):
    assert texts(visit(famulus)) == {RENT, SECRET}
    assert len(texts(visit(famulus), limit=1)) == 1
    assert texts(visit(famulus), kind=Kind.MAIL) == {RENT}
    assert texts(visit(famulus), person="Ada") == {RENT}


@pytest.mark.parametrize("how", [{"sources": ("Mail",)}, {"kinds": (Kind.MAIL,)}])
def test_a_narrowed_client_sees_its_part_whatever_it_asks_for(famulus, how):
    narrow = visit(famulus, **how)

    assert texts(narrow) == {RENT}
    assert texts(narrow, kind=Kind.DOCUMENT) == set()
    assert finish(narrow.reading(ids(famulus)["Rent"])).text == RENT
    with pytest.raises(Refused, match="no such document"):
        finish(narrow.reading(ids(famulus)["Safe"]))
    with pytest.raises(Refused, match="a part of the memory"):
        finish(narrow.telling_profile())
    answer = finish(narrow.answering("What is the password of the safe?"))
    assert "marzipan" not in repr(
        (answer.text, answer.citations, [p.text for p in answer.considered])
    )
    assert "marzipan" in finish(visit(famulus).answering("What is the password of the safe?")).text


def test_a_source_that_is_gone_shows_nothing(famulus):
    assert texts(visit(famulus, sources=("Elsewhere",))) == set()


def test_a_document_that_is_not_there_and_one_that_may_not_be_seen_are_told_alike(famulus):
    narrow = visit(famulus, sources=("Mail",))
    said = set()
    for id in (ids(famulus)["Safe"], DocumentId("no such"), DocumentId("' or 1=1 --")):
        with pytest.raises(Refused) as told:
            finish(narrow.reading(id))
        said.add((str(told.value), told.value.status))
    assert len(said) == 1


@pytest.mark.parametrize(
    ("scope", "deed"),
    [
        (May.SEARCH, lambda v: v.searching(Wanted("rent"))),
        (May.DOCUMENTS, lambda v: v.reading(DocumentId("d"))),
        (May.PROFILE, lambda v: v.telling_profile()),
        (May.MEMORY, lambda v: v.answering("Rent?")),
    ],
)
def test_each_deed_needs_its_scope(famulus, scope, deed):
    with pytest.raises(Refused, match=f"lacks the scope {scope}") as told:
        finish(deed(visit(famulus, may=ALL - {scope})))

    assert told.value.status == 403
    assert famulus.clients.calls() == []


@pytest.fixture
def believed(famulus):
    famulus.profile.told("I live in Leith")
    secret = famulus.profile.told(ALLERGY)
    assert famulus.profile.claim(secret).sensitivity is Sensitivity.SENSITIVE
    return famulus


def test_the_profile_is_told_without_what_is_sensitive(believed):
    page = finish(visit(believed).telling_profile())

    assert "Leith" in page
    assert "penicillin" not in page
    assert "^" not in page
    assert "penicillin" in finish(visit(believed, sensitive=True).telling_profile())


def test_no_answer_uses_what_is_sensitive(believed):
    question = "What am I allergic to?"
    answer = finish(visit(believed).answering(question))

    assert "penicillin" in finish(visit(believed, sensitive=True).answering(question)).text
    assert "penicillin" not in answer.text
    assert "penicillin" not in str([one.text for one in answer.claims])
    assert "Leith" in finish(visit(believed).answering("Where do I live?")).text
    assert (
        "Leith"
        not in finish(visit(believed, kinds=(Kind.MAIL,)).answering("Where do I live?")).text
    )


def test_every_look_is_noted_without_a_word_of_it(believed):
    one = visit(believed)
    texts(one, "marzipan")
    finish(one.reading(ids(believed)["Rent"]))
    finish(one.telling_profile())
    finish(one.answering("Where do I live?"))

    calls = believed.clients.calls()
    assert [call.deed for call in calls] == ["ask", "profile", "read", "search"]
    assert [call.passages for call in calls][1:] == [1, 1, 2]
    assert {(call.client, call.program) for call in calls} == {("editor", "program/1")}
    kept = believed._store.db.execute(
        "select client, program, deed, passages from calls"
    ).fetchall()
    assert not any(word in str(kept) for word in ("marzipan", "Leith", "Rent", "850"))
    assert believed.conversations() == []


def test_what_cannot_be_noted_is_not_told(famulus, monkeypatch):
    def full(*_words):
        raise OSError

    monkeypatch.setattr(famulus.clients, "note", full)
    for deed in (visit(famulus).searching(Wanted("rent")), visit(famulus).telling_profile()):
        with pytest.raises(OSError):  # noqa: PT011
            finish(deed)
