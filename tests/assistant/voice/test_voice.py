from __future__ import annotations

import pytest

from assistant.voice.voice import Voice
from memory.erasing import erase
from memory.erasing.targets import Target
from memory.progress import finish
from tests.assistant.voice.mailing import ADA, BODIES, OTHER_BODIES, got, sent
from tests.fakes import put


@pytest.fixture
def voice(store) -> Voice:
    return Voice(store, lambda: ADA)


def fill(store, count: int = 30) -> None:
    pairs = [(n, n % 6, (n + 1 + n // 6) % 6) for n in range(count)]
    put(
        store,
        *(sent(n, f"Hi Tom,\n\n{BODIES[a]} {BODIES[b]}\n\nBest,\nAda") for n, a, b in pairs),
        *(got(n, f"{OTHER_BODIES[a]} {OTHER_BODIES[b]}") for n, a, b in pairs),
    )


def test_it_greets_closes_and_tells_how_much_a_text_is_like_the_user(store, voice):
    fill(store)

    assert voice.greeting("tom@example.org") == "Hi Tom,"
    assert voice.closing("tom@example.org", "en") == "Best,\nAda"
    assert voice.likeness(BODIES[0]) > 0.7
    assert voice.likeness(OTHER_BODIES[0]) < 0.3


def test_of_an_empty_memory_nothing_is_known(voice):
    assert (voice.greeting(), voice.closing(), voice.likeness("Some text of mine.")) == (
        "",
        "",
        None,
    )


def test_what_was_learned_goes_with_what_is_erased(store, voice):
    fill(store)
    before = voice.fitted()
    mail = sent(0, f"Hi Tom,\n\n{BODIES[0]} {BODIES[1]}\n\nBest,\nAda")
    finish(erase.erasing(store, Target(document=mail.id)))

    assert voice.fitted() is not before


def test_it_is_learned_anew_only_when_much_came(store, voice):
    fill(store)
    before = voice.fitted()
    put(store, sent(90, "Hello Tom,\n\nTea."))
    assert voice.fitted() is before
    put(store, *(sent(n, f"Hello Tom,\n\nTea at {n}.") for n in range(91, 99)))

    assert voice.fitted() is not before
