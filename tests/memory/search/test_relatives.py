"""Who is whose sister or landlord, by what the mails, chats and notes of a memory say."""

from __future__ import annotations

import pytest

from memory.search import relatives as module
from memory.search.names import NameIndex
from memory.search.relations import pointed_at
from memory.search.relatives import Relatives
from memory.types import Participant
from tests.fakes import a_chat, a_mail, a_note, day, put

ADA = Participant("from", "Ada Byron", "ada@example.org")
ME = Participant("from", "Mina Feld", "mina@example.org")
BO = Participant("to", "Bo Müller", "bo@example.org")
CLEO = Participant("from", "Cleo Nil", "cleo@example.org")
TO_ME = Participant("to", "Mina Feld", "mina@example.org")
TO_ADA = Participant("to", "Ada Byron", "ada@example.org")


def mail(id: str, text: str, *people: Participant):
    return a_mail(id, text, people=people)


@pytest.fixture
def life(store):
    """Of Mina, who is in all of it."""
    put(store, mail("a", "Hello.", ADA, TO_ME), mail("b", "Thanks.", ME, TO_ADA), path="/mail")
    put(store, *(mail(f"c{n}", f"To do: {n}.", ME) for n in range(4)), path="/own")


def of(store, question: str) -> list[str]:
    names = NameIndex(store)
    names.renewed()
    (one,) = pointed_at(question)
    return [one.name for one in Relatives(store, names).of(one)]


@pytest.mark.parametrize(
    ("text", "people", "question", "name"),
    [
        ("My landlady is Ada.", (ME,), "my landlord", "Ada Byron"),
        ("My sister Rosa sings.", (ME,), "my sister", "Rosa"),
        ("My sister Rosa sings.", (ADA, TO_ME), "Ada's sister", "Rosa"),
        ("Your sister Rosa sings.", (ADA, TO_ME), "my sister", "Rosa"),
        ("Your sister Rosa sings.", (ME, TO_ADA), "Ada's sister", "Rosa"),
        ("Dear Mum, how are you?", (ME, TO_ADA), "my mother", "Ada Byron"),
        ("How are you? Love, Mum", (ADA, TO_ME), "my mother", "Ada Byron"),
        ("As your landlord, I ask you.", (ADA, TO_ME), "my landlord", "Ada Byron"),
        ("Cleo's brother Tom sings.", (ME,), "Cleo's brother", "Tom"),
        ("My brother Mina sings.", (ADA, TO_ME), "Ada's brother", "Mina Feld"),
        ("Anas Bruder Tom singt.", (ME,), "Ana's brother", "Tom"),
        ("James brother Tom sings.", (ME,), "James' brother", "Tom"),
        ("My sister Rosa sings.", (TO_ME, ADA), "Ada's sister", "Rosa"),
        ("Your sister Rosa sings.", (CLEO, TO_ADA), "Ada's sister", "Rosa"),
    ],
)
def test_a_mail_tells_who_is_of_a_relation(store, life, text, people, question, name):
    put(store, mail("x", text, *people), path="/x")

    assert of(store, f"What does {question} say?") == [name]


@pytest.mark.parametrize(
    ("text", "people", "question"),
    [
        ("My sister Rosa sings.", (ADA, TO_ME), "my sister"),
        ("My sister Rosa sings.", (ME,), "Ada's sister"),
        ("Your sister Mina sings.", (ME, TO_ADA), "my sister"),
        ("Your sister Mina sings.", (ADA, TO_ME), "my sister"),
        ("Dear Mum, how are you?", (ADA, TO_ME), "my mother"),
        ("Dear Mum, how are you?", (ME,), "my mother"),
        ("Dear Mum, how are you?", (ME, TO_ADA, BO), "my mother"),
        ("Your sister Rosa sings.", (BO, TO_ADA, TO_ME), "my sister's sister"),
        ("Cleo's brother Tom sings.", (ME,), "my brother"),
        ("Hello, I am Ada's brother.", (TO_ADA, TO_ME), "my brother"),
        ("My brother sings.", (ME,), "my brother"),
    ],
)
def test_what_is_of_somebody_else_is_not_mistaken(store, life, text, people, question):
    put(store, mail("x", text, *people), path="/x")

    assert of(store, f"What does {question} say?") == []


def test_a_chat_tells_who_speaks_and_a_note_is_the_users_own(store, life):
    said = (("My sister Rosa sings", day(1)), ("And my sister Cleo", day(1)))
    put(store, a_chat(*said, said_by=("Mina Feld", "Ada Byron")), path="/chat")
    put(store, a_note("My brother Tom was here."), path="/note")

    assert of(store, "my sister?") == ["Rosa"]
    assert of(store, "Ada's sister?") == ["Cleo"]
    assert of(store, "my brother?") == ["Tom"]


def test_who_is_called_by_the_relation_is_of_it(store, life):
    mama = Participant("from", "Mama", "m@example.org")
    put(store, mail("m", "Are you well?", mama, TO_ME), path="/m")

    assert of(store, "my mother?") == ["Mama"]


def test_who_is_told_of_most_comes_first_and_who_hardly_is_not_meant(store, life, monkeypatch):
    monkeypatch.setattr(module, "OFTEN", 0.5)
    texts = ["Rosa", "Rosa", "Rosa", "Cleo", "Cleo", "Tina"]
    put(store, *(a_note(f"My sister {name} {n}.", locator=str(n)) for n, name in enumerate(texts)))

    assert of(store, "my sister?") == ["Rosa", "Cleo"]
    monkeypatch.setattr(module, "SEVERAL", 1)
    assert of(store, "my sister?") == ["Rosa"]


def test_somebody_known_is_meant_before_a_name_that_nobody_bears(store, life):
    put(store, a_note("My sister Mozart. My sister Mozart. My sister Ada."), path="/n")

    assert of(store, "my sister?") == ["Ada Byron"]


def test_somebody_of_somebody_is_found_by_both(store, life):
    put(store, a_note("My friend Ada sings. Ada's brother Tom, too. Cleo's brother Leo."))
    put(store, a_note("My brother Max."), path="/max")

    assert of(store, "my friend's brother?") == ["Tom"]
    assert of(store, "a friend's brother?") == ["Tom"]
    assert of(store, "my boss's brother?") == ["Leo", "Tom"]  # of anybody, but not of the user


def test_no_more_is_read_than_so_much_and_it_is_read_once(store, life, monkeypatch):
    monkeypatch.setattr(module, "READ", 1)
    put(store, a_note("My sister Rosa.", locator="1"), a_note("My sister Cleo.", locator="2"))
    names = NameIndex(store)
    names.renewed()
    relatives = Relatives(store, names)
    (sister,) = pointed_at("my sister")

    def called(one):
        return [relative.name for relative in relatives.of(one)]

    assert called(sister) == ["Cleo"]
    put(store, a_note("My sister Tina."), path="/more")
    assert called(sister) == ["Cleo"]
    relatives.forget()
    assert called(sister) == ["Tina"]


def test_the_chunks_that_tell_of_a_relation_are_known(store, life):
    put(store, a_note("My sister Rosa.", locator="1"), a_note("Rosa sang.", locator="2"))
    names = NameIndex(store)
    names.renewed()
    relatives = Relatives(store, names)
    (rosa,) = relatives.of(pointed_at("my sister")[0])
    (told,) = store.db.execute("select id from chunks where text = 'My sister Rosa.'").fetchone()

    assert rosa.told == {told}
    assert relatives.telling(frozenset(), "Rosa") == [told]
    assert relatives.telling(frozenset(), "Cleo") == []
    assert relatives.telling(frozenset(), "X") == []


def test_who_bears_the_relation_in_the_name_is_told_of_by_no_chunk(store, life):
    put(store, mail("m", "Well?", Participant("from", "Mama", "m@example.org"), TO_ME), path="/m")
    names = NameIndex(store)
    names.renewed()

    assert Relatives(store, names).of(pointed_at("my mother")[0])[0].told == frozenset()


def test_where_nobody_is_known_to_be_the_user_everybody_may_be(store):
    said = (("My sister Rosa sings.", day(1)), ("Oh.", day(1)))
    put(store, a_chat(*said, said_by=("Ada", "Bo")))

    assert of(store, "my sister?") == ["Rosa"]
