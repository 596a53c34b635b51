"""What goes over the wire comes out as it went in."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from ingest.wire import pack_chunk, pack_document, unpack_chunk, unpack_document
from memory.types import Chunk, Document, Fold, Kind, Part, Participant

WORDS = st.text(max_size=20)
PLACES = st.integers(0, 10_000)
ZONES = st.one_of(
    st.just(UTC), st.integers(-720, 840).map(lambda m: timezone(timedelta(minutes=m)))
)
DATES = st.none() | st.datetimes(min_value=datetime(1970, 1, 2), timezones=ZONES)  # noqa: DTZ001
DOCUMENTS = st.builds(
    Document,
    kind=st.sampled_from(Kind),
    title=WORDS,
    text=WORDS,
    date=DATES,
    people=st.lists(
        st.builds(
            Participant, st.sampled_from(["from", "to", "cc", "author", "speaker"]), WORDS, WORDS
        ),
        max_size=3,
    ).map(tuple),
    external_id=WORDS,
    references=st.lists(WORDS, max_size=3).map(tuple),
    locator=WORDS,
    parent=WORDS,
    folds=st.lists(
        st.builds(Fold, PLACES, PLACES, st.sampled_from(["quote", "signature"])), max_size=3
    ).map(tuple),
    parts=st.lists(st.builds(Part, PLACES, PLACES, WORDS, WORDS, DATES), max_size=3).map(tuple),
)


@given(DOCUMENTS)
def test_a_document_survives_the_way(document):
    sent = json.dumps(pack_document(document))

    assert unpack_document(json.loads(sent)) == document


@given(st.builds(Chunk, PLACES, PLACES, WORDS, WORDS))
def test_a_chunk_survives_the_way(chunk):
    assert unpack_chunk(json.loads(json.dumps(pack_chunk(chunk)))) == chunk


def test_no_field_of_a_document_is_left_behind():
    assert set(pack_document(Document(Kind.MAIL, "", ""))) == set(Document.__slots__)
