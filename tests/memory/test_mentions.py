"""What a chunk speaks of is kept from the day it was written."""

from __future__ import annotations

from datetime import UTC, datetime

from memory.mentions import MOST, put_mentions
from tests.fakes import a_note, day, put


def kept(store) -> list[tuple[str, str]]:
    rows = store.db.execute("select begins, ends from mentions order by begins").fetchall()
    return [(local_day(begins), local_day(ends)) for begins, ends in rows]


def local_day(at: float) -> str:
    return datetime.fromtimestamp(at).astimezone().date().isoformat()


def test_a_day_that_is_spoken_of_is_kept(store):
    put(store, a_note("We met yesterday, and on 12 May 2021.", date=day(3)))

    assert kept(store) == [("2021-05-12", "2021-05-13"), ("2026-03-02", "2026-03-03")]


def test_without_a_date_of_its_own_nothing_is_taken_for_a_time(store):
    put(store, a_note("We met yesterday."))

    assert kept(store) == []


def test_a_list_of_dates_is_kept_in_part(store):
    put(store, a_note("Something without a time.", date=day(3)))
    (chunk,) = store.db.execute("select id from chunks").fetchone()
    text = ", ".join(f"{n % 28 + 1} May {2000 + n % 20}" for n in range(60))
    with store.write() as db:
        put_mentions(db, chunk, text, datetime(2026, 1, 1, tzinfo=UTC))

    assert len(kept(store)) == MOST
