from __future__ import annotations

import pytest

from assistant.overview import Overview
from memory.errors import Problem
from memory.held import Listing
from memory.people.known import everybody
from memory.progress import finish
from tests.fakes import a_mail, a_note, put


@pytest.fixture
def overview(store):
    put(store, a_mail("one", "Write to me: me@example.org"), source="Mail", path="/mail")
    put(store, a_note("Nothing."))
    return Overview(store)


def test_what_there_is_is_counted_and_listed(overview):
    assert overview.holdings().documents == overview.counted() == 2
    (mail,) = overview.listed(Listing(source="Mail"))

    assert mail.title == "About one"


def test_the_sources_of_a_document_are_known(store, overview):
    mail = a_mail("both", "In two mailboxes.")
    put(store, mail, source="Mail", path="/mail/a")
    put(store, mail, source="Other", path="/mail/b")

    assert overview.sources_of(mail.id) == {"Mail", "Other"}
    assert overview.sources_of(a_note("never read").id) == set()


def test_one_learns_less_from_a_part_than_from_all(store, overview):
    ada = everybody(store)[0].id
    (mail,) = overview.listed(Listing(source="Mail"))
    for part in ({"source": "Mail"}, {"person": ada}, {"document": mail.id}):
        assert finish(overview.exposing(**part)).found == {"mail address": 1}
    assert finish(overview.exposing(source="Notes")).found == {}
    assert finish(overview.exposing()).documents == 2
    with pytest.raises(Problem):
        finish(overview.exposing(source="Nowhere"))
