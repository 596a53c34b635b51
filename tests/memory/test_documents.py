"""What was read once is kept once, found again, and in its thread in whatever order it came."""

from __future__ import annotations

import os
import tempfile
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from memory.cipher import DataKey
from memory.documents import (
    answered_before,
    document_at,
    documents_of,
    moment,
    opened,
    paths_of,
    sent_by,
    thread_of,
    written_to,
)
from memory.errors import Problem
from memory.mentions import MOST
from memory.sources import remove
from memory.store import MemoryStore
from memory.types import Fold, Kind, Part, Participant
from tests.fakes import a_chat, a_mail, a_note, day, dump, learn, put


def count(store: MemoryStore, table: str) -> int:
    (n,) = store.db.execute(f"select count(*) from {table}").fetchone()
    return int(n)


def befores(store: MemoryStore, id: str) -> list[tuple[str, str | None]]:
    return store.db.execute(
        "select before, before_id from chunks where document_id = ?", [id]
    ).fetchall()


def threads(store: MemoryStore) -> set[frozenset[str]]:
    groups: dict[int, set[str]] = {}
    for id, thread in store.db.execute("select external_id, thread from documents"):
        groups.setdefault(thread, set()).add(id)
    return {frozenset(ids) for ids in groups.values()}


def test_a_document_comes_back_as_it_was_read(store):
    zone = timezone(timedelta(hours=-5, minutes=-30))
    document = a_mail(
        "one",
        "Dear Bo,\nTea?\n> Coffee?\n-- \nAda",
        date=datetime(2026, 3, 1, 9, 30, tzinfo=zone),
        people=(
            Participant("from", "Ada Byron", "ada@example.org"),
            Participant("to", "", "bo@example.org"),
        ),
        folds=(Fold(14, 24, "quote"), Fold(24, 31, "signature")),
        parts=(Part(0, 9, "#1", "Greeting", day(2)), Part(9, 14, "#2")),
        parent="other",
    )
    put(store, document)

    assert opened(store, document.id) == document
    date = opened(store, document.id).date
    assert date
    assert date.utcoffset() == zone.utcoffset(None)


def test_a_document_without_date_and_people_comes_back_too(store):
    put(store, a_note("Only words."))

    assert opened(store, a_note("Only words.").id) == a_note("Only words.")


def test_putting_twice_is_putting_once(store):
    assert put(store, a_mail("one"), a_mail("one")) == [True, False]
    assert put(store, a_mail("one")) == [False]

    assert count(store, "documents") == count(store, "chunks") == 1
    assert count(store, "appearances") == count(store, "people") == count(store, "places") == 1


def test_the_same_document_in_two_files_has_two_places(store):
    put(store, a_mail("one"), path="/a.mbox")
    put(store, a_mail("one"), path="/b.mbox", source="Other")

    assert count(store, "documents") == 1
    assert paths_of(store, a_mail("one").id) == [Path("/a.mbox"), Path("/b.mbox")]


def test_equal_words_of_two_mails_are_two_documents(store):
    put(store, a_mail("one", "Yes."), a_mail("two", "Yes."))

    assert count(store, "documents") == 2


def test_documents_at_one_place_of_a_file_do_not_displace_each_other(store):
    put(store, a_note("One.", locator="#1"), a_note("Two.", locator="#1"))
    put(store, a_mail("one", locator="#1"))

    assert count(store, "places") == 3


def test_what_is_not_there_is_a_problem(store):
    with pytest.raises(Problem):
        opened(store, a_note("Never put.").id)
    for path in (Path("/nowhere"), Path(os.fsdecode(b"/caf\xe9"))):
        with pytest.raises(Problem) as missing:
            document_at(store, path)
        assert missing.value.remedy


def test_a_document_is_found_by_its_file_and_by_the_place_in_it(store):
    chat = a_chat(("Tea?", day(1)), ("Yes.", day(2)), locator="chat 1")
    put(store, a_mail("one", locator="mail 1"), a_mail("two", locator="mail 2"), chat, path="/a")
    put(store, a_note("Elsewhere."), path="/b")

    assert document_at(store, Path("/a")) == a_mail("one").id
    assert document_at(store, Path("/a"), "mail 2") == a_mail("two", locator="mail 2").id
    assert document_at(store, Path("/a"), "#2") == chat.id
    with pytest.raises(Problem):
        document_at(store, Path("/a"), "mail 3")


# Threads


CHAINS = [
    a_mail("a"),
    a_mail("b", "", "a"),
    a_mail("c", "", "a", "b"),
    a_mail("d", "", "never-read"),
    a_mail("e", "", "never-read"),
    a_mail("f", "", "e", "c"),  # shows two threads to be one
    a_mail("g"),
    a_mail("h", "", "g"),
    a_mail("i"),
]
TOGETHER = {frozenset("abcdef"), frozenset("gh"), frozenset("i")}


@settings(max_examples=25)
@given(order=st.permutations(CHAINS), split=st.integers(0, len(CHAINS)))
def test_threads_are_the_same_in_whatever_order_mails_are_read(order, split):
    with tempfile.TemporaryDirectory() as folder:
        store = MemoryStore(Path(folder), DataKey(bytes(32)))
        put(store, *order[:split])
        put(store, *order[split:], path="/more")

        assert threads(store) == TOGETHER
        store.close()


def test_reading_again_parts_no_thread(store):
    put(store, *CHAINS)
    put(store, *reversed(CHAINS), path="/again")

    assert threads(store) == TOGETHER


def test_an_attachment_is_in_the_thread_of_its_mail(store):
    plan = a_note("The plan.", parent="b", external_id="b/1/plan.txt")
    put(store, plan, a_mail("a"), a_mail("b", "", "a"), a_note("Alone."))

    assert threads(store) == {frozenset({"a", "b", "b/1/plan.txt"}), frozenset({""})}


def test_mails_without_any_id_are_not_thrown_together(store):
    put(store, a_mail("", "One."), a_mail("", "Two."), a_mail("a"))

    numbers = [t for (t,) in store.db.execute("select thread from documents") if t is not None]
    assert len(set(numbers)) == len(numbers)


def test_a_mail_that_answers_is_kept_with_the_beginning_of_what_it_answers(store):
    first = a_mail("a", "Shall we meet at the weir?\n> old words", folds=(Fold(26, 38, "quote"),))
    put(store, first, a_mail("b", "Agreed.", "unknown", "a"), a_mail("c", "Yes.", "unknown"))

    assert befores(store, a_mail("b", "Agreed.").id) == [("Shall we meet at the weir?", first.id)]
    assert befores(store, a_mail("c", "Yes.").id) == [("", None)]
    found = store.db.execute(
        "select count(*) from chunks_fts where chunks_fts match 'before:weir'"
    ).fetchone()
    assert found == (1,)


def test_the_words_of_a_mail_that_is_forgotten_stand_nowhere_else(store, embedder):
    first, other = a_mail("a", "Shall we meet at the weir?"), a_mail("c", "Rain.")
    answer, unmoved = a_mail("b", "Agreed.", "a"), a_mail("d", "Indeed.", "c")
    put(store, first, source="Gone", path="/gone")
    put(store, other, answer, unmoved)
    learn(store, embedder)
    remove(store, "Gone")

    assert befores(store, answer.id) == [("", None)]
    assert befores(store, unmoved.id) == [("Rain.", other.id)]
    assert [value for value in dump(store) if "weir" in value] == []
    lacking = store.db.execute(
        "select document_id from chunks where id not in (select chunk_id from vectors)"
    ).fetchall()
    assert lacking == [(answer.id,)]


def test_a_number_is_never_given_twice(store):
    put(store, a_note("One."), source="Gone", path="/gone")

    def numbers() -> list[int]:
        return [
            store.db.execute(f"select max(id) from {table}").fetchone()[0]
            for table in ("sources", "files", "chunks")
        ]

    before = numbers()
    remove(store, "Gone")
    put(store, a_note("Two."), source="Gone", path="/gone")

    assert all(new > old for new, old in zip(numbers(), before, strict=True))


# Times and scripts


def spoken_of(store: MemoryStore) -> list[tuple[str, str]]:
    rows = store.db.execute("select begins, ends from mentions order by chunk_id, begins")
    return [(local_day(begins), local_day(ends)) for begins, ends in rows]


def local_day(at: float) -> str:
    return datetime.fromtimestamp(at).astimezone().date().isoformat()


def test_the_times_that_a_text_speaks_of_are_kept_as_meant_from_its_day(store):
    put(store, a_mail("a", "We met yesterday, and in May 2019.", date=day(10)))

    assert spoken_of(store) == [("2019-05-01", "2019-06-01"), ("2026-03-09", "2026-03-10")]


def test_a_message_speaks_of_times_from_its_own_day(store):
    put(store, a_chat(("It rained yesterday.", day(5)), ("And yesterday?", day(8))))

    assert [begins for begins, _ in spoken_of(store)] == ["2026-03-04", "2026-03-07"]


def test_what_has_no_date_speaks_of_no_time(store):
    put(store, a_note("We met in May 2019."))

    assert count(store, "mentions") == 0


def test_a_time_is_kept_once_and_of_a_list_of_dates_the_first(store):
    put(store, a_mail("a", "In May 2019, yes, in May 2019.", date=day(10)))
    assert count(store, "mentions") == 1

    put(store, a_mail("b", ", ".join(f"{n} May 2019" for n in range(1, 29)), date=day(10)))
    assert count(store, "mentions") == 1 + MOST


def test_of_what_is_removed_no_word_and_no_time_is_left_in_any_index(store):
    gone = [
        a_mail("a", "Ich wohne seit Mai 2019 in Quagga. 引っ越し先は東京", date=day(10)),
        a_chat(("เราดื่มชาตอนเที่ยง in May 2019", day(5))),
    ]
    put(store, *gone, source="Gone", path="/gone")
    put(store, a_note("Tea. 昨日は雨でした。", date=day(3)))
    for index in ("chunks_fts", "chunks_unspaced"):
        vocabulary = f"create virtual table temp.{index}_words using fts5vocab(main, {index}, row)"
        store.db.execute(vocabulary)
    assert count(store, "mentions") >= 2
    remove(store, "Gone")

    words = [word for (word,) in store.db.execute("select term from temp.chunks_fts_words")]
    signs = "".join(term for (term,) in store.db.execute("select term from chunks_unspaced_words"))
    assert count(store, "mentions") == 0
    assert "quagga" not in words
    assert words
    assert "雨で" in signs
    assert not any(sign in signs for sign in "東京ชา")
    assert [value for value in dump(store) if "東京" in value or "ชา" in value] == []


# People


def people(store: MemoryStore) -> dict[int, str]:
    return dict(store.db.execute("select id, name from people").fetchall())


def said_by(store: MemoryStore, *who: Participant) -> list[int]:
    note = a_note(f"Words of {[(p.name, p.address) for p in who]}.", people=who)
    put(store, note, path=f"/{note.id}")
    rows = store.db.execute(
        "select person_id from appearances where document_id = ? order by n", [note.id]
    )
    return [id for (id,) in rows]


def test_one_address_is_one_person_however_it_is_written(store):
    one = said_by(store, Participant("from", "Ada", "Ada@Example.org"))
    other = said_by(store, Participant("to", "Ada Byron", "ada@example.ORG"))

    assert one == other


def test_a_person_known_by_address_alone_gets_a_name_when_one_is_given(store):
    (id,) = said_by(store, Participant("from", "", "ada@example.org"))
    assert people(store)[id] == "ada@example.org"
    said_by(store, Participant("from", "Ada  Byron", "ada@example.org"))

    assert people(store)[id] == "Ada Byron"


def test_a_bare_name_belongs_to_the_one_person_who_bears_it(store):
    (ada,) = said_by(store, Participant("from", "Ada Byron", "ada@example.org"))

    assert said_by(store, Participant("speaker", "ada byron")) == [ada]
    assert said_by(store, Participant("speaker", "Ada  Byron")) == [ada]


def test_a_bare_name_of_two_people_belongs_to_neither(store):
    one = said_by(store, Participant("from", "Ada", "ada@example.org"))
    two = said_by(store, Participant("from", "Ada", "ada@example.net"))
    bare = said_by(store, Participant("speaker", "Ada"))

    assert len({*one, *two, *bare}) == 3
    assert said_by(store, Participant("author", "Ada")) == bare


def test_two_addresses_are_two_people_even_of_one_name(store):
    both = (Participant("to", "Ada", "a@a.org"), Participant("cc", "Ada", "a@b.org"))

    assert len(set(said_by(store, *both))) == 2


@given(st.text(max_size=20))
def test_any_words_come_back_as_they_were(store, text):
    note = a_note(text, title=text, locator=text)
    put(store, note, path=f"/{note.id}")

    assert opened(store, note.id) == replace(note, kind=Kind.DOCUMENT)


def test_a_date_keeps_the_zone_it_was_written_in():
    written = moment("2026-03-01T09:30:00-05:30")

    assert written
    assert written.isoformat() == "2026-03-01T09:30:00-05:30"
    assert moment(None) is None


def test_whom_one_wrote_to_is_known_by_address(store):
    ada, bo = Participant("from", "Ada", "Ada@example.org"), Participant("to", "Bo", "BO@b.org")
    copied = Participant("cc", "Ada", "ada@example.org")
    put(store, a_mail("1", people=(ada, bo, copied)), path="/1")
    put(store, a_mail("2", people=(replace(bo, role="from"), replace(ada, role="to"))), path="/2")

    assert written_to(store, {"ada@example.org"}) == {"bo@b.org"}
    assert written_to(store, {"bo@b.org"}) == {"ada@example.org"}
    assert written_to(store, set()) == set()


def test_the_documents_of_a_source_come_oldest_first(store):
    put(store, a_note("Later", date=day(9)), a_note("Earlier", date=day(3)), source="Mine")
    put(store, a_note("Elsewhere"), source="Other", path="/other")

    assert [one.text for one in documents_of(store, "Mine")] == ["Earlier", "Later"]


def test_the_mails_that_somebody_sent_are_the_newest_first_to_all_or_to_one(store):
    bo = Participant("to", "Bo", "Bo@example.org")
    ada = Participant("from", "Ada Byron", "ada@example.org")
    first = a_mail("a", date=day(3))
    second = a_mail("b", date=day(5), people=(ada, bo))
    other = a_mail("c", date=day(4), people=(Participant("from", "Bo", "bo@example.org"),))
    put(store, first, second, other)

    assert sent_by(store, ["ada@example.org"], 9) == [second.id, first.id]
    assert sent_by(store, ["ada@example.org"], 1) == [second.id]
    assert sent_by(store, ["ada@example.org"], 9, "BO@example.org") == [second.id]


def test_what_led_to_a_mail_is_told_oldest_first(store):
    mails = [a_mail("a"), a_mail("b", "", "a"), a_mail("c", "", "a", "b"), a_mail("x", "", "a")]
    put(store, *mails)

    assert answered_before(store, mails[2].id) == ["a", "b"]
    assert answered_before(store, mails[0].id) == []


def test_a_thread_is_its_mails_oldest_first_the_newest_of_many(store):
    mails = [
        a_mail("1", "A"),
        a_mail("2", "B", "1", date=day(4)),
        a_mail("3", "C", "2", date=day(5)),
        a_mail("4", "D", date=day(6)),
    ]
    attached = a_note("E", parent="1", external_id="5")
    put(store, *mails, attached)

    for mail in mails[:3]:
        assert thread_of(store, mail.id, 9) == [one.id for one in mails[:3]]
    assert thread_of(store, mails[0].id, 2) == [mails[1].id, mails[2].id]
    assert thread_of(store, mails[3].id, 9) == [mails[3].id]
