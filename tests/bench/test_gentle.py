"""Learning from ten thousand mails in the background: paused, resumed, a quarter of one core."""

from __future__ import annotations

import random
import resource
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise, product

import pytest

from assistant.profile.learning import edition, learning
from memory.cipher import DataKey
from memory.claims.learned import count_to_learn
from memory.documents import put_document
from memory.progress import finish
from memory.sources import add_source, begin_file
from memory.store import MemoryStore
from memory.types import Document, Kind, Participant

OWNER = "Ada Byron <ada@example.org>"
MAILS = 10_000
WINDOW = 30.0  # seconds of each measurement
MOST = 0.25  # of one core
ME = Participant("from", "Ada Byron", "ada@example.org")
MOVES = "I have moved to {place}. The boxes are still in the hall."  # once in a hundred mails
SAYS = (
    "I love {thing}, as you know. See you on Friday.",
    "Thanks for the parcel! It came yesterday.",
    "Could you send the papers again? The last page was missing.",
    "The meeting is moved. Nothing else is new here.",
    "I don't eat {thing} any more.",
    "We should talk about the {thing} next week.",
)
SYLLABLES = ("ba", "le", "mor", "ta", "ni", "sel", "ko", "du", "ra", "vin", "pe", "lo")
THINGS = ["".join(some) for some in product(SYLLABLES, repeat=3)]  # nobody's words, 1,728 of them
PLACES = [word.capitalize() for word in THINGS]


def mails(count: int) -> Iterator[Document]:
    """Yield short mails over ten years; every third is the user's."""
    chance = random.Random(3)
    first = datetime(2015, 1, 1, 9, tzinfo=UTC)
    for n in range(count):
        other = f"Person {n % 40}"
        them = (other, f"p{n % 40}@example.org")
        own = n % 3 == 0
        people = (ME, Participant("to", *them)) if own else (
            Participant("from", *them), Participant("to", ME.name, ME.address))  # fmt: skip
        said = [MOVES] if n % 99 == 0 else chance.sample(SAYS, 3)
        words = " ".join(
            one.format(place=chance.choice(PLACES), thing=chance.choice(THINGS)) for one in said
        )
        text = f"Hi,\n\n{words}\n\nCheers, {'Ada' if own else other}\n"
        when = first + timedelta(hours=9 * n)
        yield Document(Kind.MAIL, f"Mail {n}", text, when, people, external_id=f"<{n}@x>")


def keep(store: MemoryStore, documents: Iterator[Document]) -> None:
    name = add_source(store, store.home / "mail")
    with store.write() as db:
        (source,) = db.execute("select id from sources where name = ?", [name]).fetchone()
        file = begin_file(store, source, store.home / "mail")
        for document in documents:
            put_document(store, file, document, [])


def left(store: MemoryStore) -> int:
    return count_to_learn(store, edition(OWNER))


def used() -> float:
    """Return the seconds of processor time of this process, whatever thread."""
    spent = resource.getrusage(resource.RUSAGE_SELF)
    return spent.ru_utime + spent.ru_stime


def window(store: MemoryStore, seconds: float) -> float:
    """Learn gently for so long, then pause; return how much of a core it took."""
    work = learning(store, OWNER, gentle=True)
    began, cpu = time.perf_counter(), used()
    while time.perf_counter() - began < seconds:
        next(work)
    took, spent = time.perf_counter() - began, used() - cpu
    work.close()
    return spent / took


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    made = MemoryStore(tmp_path_factory.mktemp("gentle"), DataKey.new())
    keep(made, mails(MAILS))
    yield made
    made.close()


def test_in_the_background_it_takes_less_than_a_quarter_of_one_core(store):
    shares, waiting = [], [left(store)]
    for _ in range(2):  # stopped between them, and resumed
        shares.append(window(store, WINDOW))
        waiting.append(left(store))
    told = ", ".join(f"{share:.1%}" for share in shares)
    learned = [a - b for a, b in pairwise(waiting)]
    print(
        f"\ngently: {told} of one core; learned from {learned} of {MAILS} mails in {WINDOW} s each"
    )
    began = time.perf_counter()
    rest = finish(learning(store, OWNER))
    print(f"  the other {rest.documents} at full speed: {time.perf_counter() - began:.0f} s")

    assert waiting[0] == MAILS
    assert all(share < MOST for share in shares)
    assert all(number > 0 for number in learned)
    assert rest.documents == waiting[-1]
    assert left(store) == 0
