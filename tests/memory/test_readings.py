"""What a model has read is kept sealed, and nothing of it outlives an erasing."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from memory import conversations, readings
from memory.erasing.destroy import destroy
from memory.readings import FILES, Readings
from memory.sources import remove
from memory.types import Turn
from tests.fakes import a_note, put

STATE = b"CANARY tea at noon" * 1000


@pytest.fixture
def drawer(store):
    return Readings(store)


def kept(store) -> int:
    return len(list(store.home.glob(FILES)))


def test_what_is_put_is_got_by_the_same_label_alone(store, drawer):
    drawer.put("c1", "model a", STATE)

    assert drawer.get("c1", "model a") == STATE
    assert drawer.get("c2", "model a") is None
    assert drawer.get("c1", "model b") is None
    assert drawer.get("c1", "model a") is None, "what cannot be used is thrown away"


def test_it_is_sealed_and_its_name_tells_nobody_whose_it_is(store, drawer):
    drawer.put("conversation 1", "model a", STATE)
    (path,) = store.home.glob(FILES)

    assert b"CANARY" not in path.read_bytes()
    assert "conversation" not in path.name
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(raw)
    assert drawer.get("conversation 1", "model a") is None


def test_the_oldest_go_first(store, drawer, monkeypatch):
    monkeypatch.setattr(readings, "MOST", 3 * len(STATE))
    for n in range(5):
        drawer.put(f"c{n}", "a", STATE)

    assert kept(store) == 2
    assert drawer.get("c4", "a") == STATE
    drawer.put("c9", "a", STATE * 4)
    assert drawer.get("c9", "a") is None


def test_a_full_disk_only_costs_time(store, drawer, monkeypatch):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(readings, "seal", full)
    drawer.put("c1", "a", STATE)

    assert drawer.get("c1", "a") is None


def erase_a_document(store) -> None:
    put(store, a_note("Tea at noon."))
    Readings(store).put("c1", "a", STATE)
    remove(store, "Notes")


def forget_a_conversation(store) -> None:
    id = conversations.start(store)
    conversations.add_turn(store, id, Turn("user", "Tea?", datetime(2026, 3, 1, tzinfo=UTC)))
    Readings(store).put("c1", "a", STATE)
    conversations.forget(store, id)


@pytest.mark.parametrize("erasing", [erase_a_document, forget_a_conversation])
def test_every_erasing_throws_it_away_also_what_another_program_still_holds(store, erasing):
    before = Readings(store).erased
    erasing(store)

    assert kept(store) == 0
    assert Readings(store).erased > before


def test_what_was_read_before_an_erasing_is_not_got_after_it(store, drawer):
    drawer.put("c1", "a", STATE)
    (path,) = store.home.glob(FILES)
    raw = path.read_bytes()
    forget_a_conversation(store)
    path.write_bytes(raw)  # another program puts back what it still held

    assert drawer.get("c1", "a") is None


def test_erasing_everything_leaves_none(store, drawer):
    drawer.put("c1", "a", STATE)
    store.close()
    destroy(store.home)

    assert kept(store) == 0
