"""What a passage must be to be found at all."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from memory.errors import Problem
from memory.search import Filter
from memory.search.filters import allowed, persons
from memory.types import Kind, Participant
from tests.fakes import a_chat, a_mail, a_note, day, learn, put

ADA = (Participant("from", "Ada Byron", "ada@example.org"),)
BO = (Participant("from", "Bo Müller", "bo@example.org"),)


def titles(retriever, query: str, **where) -> list[str]:
    return [p.title for p in retriever.search(query, where=Filter(**where)).passages]


@pytest.fixture
def life(store, embedder):
    """Four documents about tea: two mails, a chat, a note."""
    put(
        store,
        a_mail("a", "We drink tea at noon.", title="Noon", date=day(1)),
        a_mail("b", "Green tea for everybody.", title="Green", date=day(10), people=BO),
        source="Mail",
        path="/mail",
    )
    put(
        store,
        a_chat(("Is there tea?", day(5)), ("Yes, plenty of tea.", day(6)), title="Chat"),
        source="Chats",
        path="/chat",
    )
    put(store, a_note("How tea is made.", title="Making"), source="Notes", path="/notes")
    learn(store, embedder)


def test_what_was_written_before_or_after_is_not_found(retriever, life):
    assert set(titles(retriever, "tea", since=day(5))) == {"Green", "Chat"}
    assert set(titles(retriever, "tea", until=day(5))) == {"Noon"}
    assert titles(retriever, "tea", since=day(2), until=day(5)) == []


def test_a_day_is_the_same_in_every_zone(retriever, life):
    zone = timezone(timedelta(hours=9))
    exactly = day(10).astimezone(zone)

    assert set(titles(retriever, "tea", since=exactly)) == {"Green"}
    assert "Green" not in titles(retriever, "tea", until=exactly)


def test_one_of_several_sources_and_kinds_is_enough(retriever, life):
    assert set(titles(retriever, "tea", sources=("Mail", "Notes"))) == {"Noon", "Green", "Making"}
    assert set(titles(retriever, "tea", kinds=(Kind.CHAT, Kind.DOCUMENT))) == {"Chat", "Making"}
    assert set(titles(retriever, "tea", kinds=(Kind.CHAT,), sources=("Mail",))) == set()
    assert titles(retriever, "tea", sources=("Mail",), source="Notes") == []
    assert titles(retriever, "tea", sources=("' or 1=1 --",)) == []
    assert Filter(sources=("Mail",))
    assert Filter(kinds=(Kind.CHAT,))


@pytest.mark.parametrize("person", ["Müller", "müller", "bo", "Bo Müller", "bo@example.org", "BO@"])
def test_a_person_is_found_by_name_and_address(retriever, life, person):
    assert "Green" in titles(retriever, "tea", person=person)
    assert "Noon" not in titles(retriever, "tea", person=person)


@pytest.mark.parametrize("person", ["Müller, Ö'\"%_", "Nobody", "Mül"])
def test_a_person_nobody_knows_wrote_nothing(retriever, life, person):
    assert titles(retriever, "tea", person=person) == []


def test_a_person_of_no_letters_is_nobody_to_look_for(retriever, life):
    with pytest.raises(Problem):
        retriever.search("tea", where=Filter(person="@ !"))


def test_a_name_in_capitals_is_the_same_name(store, embedder, retriever):
    put(store, a_mail("a", "Tea.", people=(Participant("from", "ÖZLEM ÇELIK", "oe@example.org"),)))
    learn(store, embedder)

    assert titles(retriever, "tea", person="Özlem") == ["About a"]


def test_somebody_is_known_by_every_name_that_was_ever_given(store):
    married = (Participant("from", "Ada Lovelace", "ada@example.org"),)
    put(store, a_mail("a", people=ADA), a_mail("b", people=married), a_mail("c", people=BO))

    assert persons(store, "Byron") == persons(store, "lovelace") == persons(store, "Ada Byron")
    assert len(allowed(store, Filter(person="Lovelace"))) == 2


def test_only_one_source_and_one_kind_are_searched_if_asked_for(retriever, life):
    assert set(titles(retriever, "tea", source="Mail")) == {"Noon", "Green"}
    assert titles(retriever, "tea", source="Nowhere") == []
    assert set(titles(retriever, "tea", kind=Kind.CHAT)) == {"Chat"}
    assert titles(retriever, "tea", source="Mail", person="Ada", until=day(9)) == ["Noon"]


def test_a_filter_holds_beyond_the_nearest_hundred(store, embedder, retriever):
    put(store, *(a_mail(str(n), f"tea tea tea {n}") for n in range(150)))
    put(store, a_note("tea and many other words besides", title="Far"), path="/far", source="Far")
    learn(store, embedder)

    assert titles(retriever, "tea", source="Far") == ["Far"]


def test_what_stands_beside_the_best_passes_the_filter_too(store, embedder, retriever):
    put(store, a_chat(("Rain.", day(1)), ("Is there tea?", day(9)), ("Yes.", day(9))))
    learn(store, embedder)
    found = retriever.search("tea", where=Filter(since=day(5))).passages

    assert [p.text for p in found] == ["Is there tea?", "Yes."]


def test_a_time_in_the_question_does_not_reach_beyond_the_filter(retriever, life):
    assert titles(retriever, "tea on 10 March 2026", until=day(5)) == ["Noon"]


def test_a_filter_of_nothing_is_none(retriever, life):
    assert not Filter()
    assert Filter(until=datetime(2026, 1, 1, tzinfo=UTC))
    assert all(Filter(**one) for one in ({"person": "Ada"}, {"source": "a"}, {"kind": Kind.CHAT}))
