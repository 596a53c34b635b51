"""Keys that move: a lock that is begun, slots that travel, slots that are spoilt."""

from __future__ import annotations

import json

import pytest

from memory.errors import WrongKey
from memory.keys import Lock, unlocked


def test_a_lock_counts_from_the_moment_it_is_settled(tmp_path):
    lock = Lock(tmp_path)
    new = lock.begin()
    begun = (lock.exists, lock.is_begun)
    lock.settle()

    assert begun == (False, True)
    assert (lock.exists, lock.is_begun) == (True, False)
    assert lock.open() == new.key


def test_slots_that_travel_open_without_what_is_of_this_computer(tmp_path):
    lock = Lock(tmp_path)
    new = lock.create("a passphrase")
    travelling = lock.travelling()

    assert {slot["kind"] for slot in travelling} == {"passphrase", "recovery"}
    assert unlocked(travelling, "a passphrase") == new.key
    assert unlocked(travelling, new.recovery_code) == new.key
    with pytest.raises(WrongKey):
        unlocked(travelling, "another")


def test_what_came_from_elsewhere_gets_a_slot_of_this_computer_if_it_needs_one(tmp_path):
    for name, passphrase in (("with", "a passphrase"), ("without", None)):
        there, here = tmp_path / f"{name} there", tmp_path / f"{name} here"
        there.mkdir()
        here.mkdir()
        new = Lock(there).create(passphrase)
        warnings = Lock(here).adopt(new.key, Lock(there).travelling())
        assert bool(warnings) == (passphrase is None)
        assert Lock(here).open(new.recovery_code) == new.key


@pytest.mark.parametrize("slot", [3, {}, {"kind": "virus"}, {"kind": "file", "nonce": "zz"}])
def test_a_slot_that_is_none_is_a_fault_and_another_opens(tmp_path, slot):
    lock = Lock(tmp_path)
    new = lock.create()
    assert lock.faults() == []
    header = tmp_path / "keys.json"
    words = json.loads(header.read_text())
    header.write_text(json.dumps(words | {"slots": [slot, *words["slots"]]}))

    assert lock.open() == new.key
    assert lock.faults() == ["One of the locked keys is not what was written."]
    assert {"recovery", "file"} <= set(lock.kinds())
