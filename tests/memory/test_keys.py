"""Any key that was agreed opens the memory, and no other; nothing secret lies about."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import keyring
import pytest
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from hypothesis import given, settings
from hypothesis import strategies as st
from keyring.errors import KeyringError, KeyringLocked

from memory import keys
from memory.errors import Problem, WrongKey
from memory.keys import Lock
from memory.store import private_folder
from tests.fakes import files_in

ROOT = Path(__file__).parents[2]
WORDS = "Kraut und Rüben"


@pytest.fixture
def home(tmp_path):
    return private_folder(tmp_path / "home")


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Derive fast: how slow it has to be is asked in one test of its own."""
    real = Argon2id

    def light(**said: Any) -> Any:
        return real(**(said | {"iterations": 1, "lanes": 1, "memory_cost": 8}))

    monkeypatch.setattr(keys, "Argon2id", light)


class FakeKeyring:
    """A keyring that keeps what it is given, may fail, and may take its time."""

    priority = 1

    def __init__(self, error: Exception | None = None, delay: float = 0) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.error, self.delay = error, delay

    def set_password(self, service: str, account: str, secret: str) -> None:
        self._wait()
        self.kept[service, account] = secret

    def get_password(self, service: str, account: str) -> str | None:
        self._wait()
        return self.kept.get((service, account))

    def delete_password(self, service: str, account: str) -> None:
        self._wait()
        del self.kept[service, account]

    def _wait(self) -> None:
        time.sleep(self.delay)
        if self.error:
            raise self.error


class Keyring(FakeKeyring):
    """Called as one that is known to encrypt."""


Keyring.__module__ = "keyring.backends.SecretService"


class PlaintextKeyring(FakeKeyring):
    """Called as the one that writes files anybody can read."""


PlaintextKeyring.__module__ = "keyrings.alt.file"


@pytest.fixture
def use(monkeypatch):
    def chosen(backend: Any) -> Any:
        monkeypatch.setattr(keyring, "get_keyring", lambda: backend)
        return backend

    return chosen


def test_the_passphrase_opens_it(home):
    new = Lock(home).create(WORDS)

    assert Lock(home).open(WORDS) == new.key


@pytest.mark.parametrize(
    "typed",
    [
        lambda code: code,
        str.lower,
        lambda code: code.replace("-", " "),
        lambda code: code.replace("-", ""),
        lambda code: f"  {code.lower()} \n",
        lambda code: code.replace("O", "0").replace("I", "1"),
    ],
)
def test_the_recovery_code_opens_it_however_it_is_typed(home, typed):
    new = Lock(home).create(WORDS)

    assert Lock(home).open(typed(new.recovery_code)) == new.key


def test_without_keyring_and_passphrase_the_key_file_opens_it_and_that_is_said(home):
    new = Lock(home).create()

    assert Lock(home).open() == new.key
    assert Lock(home).kinds() == ("recovery", "file")
    assert new.warnings == (keys.FILE_WARNING,)


def test_the_keyring_opens_it(home, use):
    backend = use(Keyring())
    new = Lock(home).create()

    assert Lock(home).kinds() == ("recovery", "keyring")
    assert Lock(home).open() == new.key
    assert len(backend.kept) == 1
    assert not (home / "key").exists()
    assert new.warnings == ()


def test_when_the_keyring_is_lost_passphrase_and_code_still_open_it(home, use):
    use(Keyring())
    new = Lock(home).create(WORDS)
    use(Keyring())

    assert Lock(home).open(WORDS) == new.key
    assert Lock(home).open(new.recovery_code) == new.key
    with pytest.raises(WrongKey):
        Lock(home).open()


@pytest.mark.parametrize("passphrase", [None, WORDS])
@pytest.mark.parametrize("backend", [None, Keyring])
def test_there_are_always_two_keys_at_least(home, use, passphrase, backend):
    if backend:
        use(backend())
    Lock(home).create(passphrase)
    before = len(Lock(home).kinds())
    Lock(home).set_passphrase(Lock(home).open(passphrase), "another")

    assert before >= 2
    assert len(Lock(home).kinds()) >= before
    assert "recovery" in Lock(home).kinds()


def test_a_new_passphrase_takes_the_place_of_the_one_before(home):
    new = Lock(home).create(WORDS)
    Lock(home).set_passphrase(new.key, "another")

    assert Lock(home).open("another") == new.key
    assert Lock(home).open(new.recovery_code) == new.key
    with pytest.raises(WrongKey):
        Lock(home).open(WORDS)


@pytest.mark.parametrize(
    "given", ["kraut und rüben", "Kraut und Rüben ", "", None, "x" * 5000, "AAAA-AAAA", "\udce9"]
)
def test_what_is_no_key_opens_nothing_and_changes_no_byte(home, given):
    Lock(home).create(WORDS)
    before = files_in(home)

    with pytest.raises(WrongKey) as refused:
        Lock(home).open(given)

    assert files_in(home) == before
    assert refused.value.remedy


def test_the_key_of_one_memory_does_not_open_another(tmp_path):
    one, other = private_folder(tmp_path / "one"), private_folder(tmp_path / "other")
    code = Lock(one).create(WORDS).recovery_code
    Lock(other).create("Another")

    with pytest.raises(WrongKey):
        Lock(other).open(code)


def test_what_is_written_is_for_its_owner_alone(home):
    Lock(home).create()

    assert home.stat().st_mode & 0o777 == 0o700
    assert (home / "keys.json").stat().st_mode & 0o777 == 0o600
    assert (home / "key").stat().st_mode & 0o777 == 0o600


def test_nothing_secret_is_in_a_repr_or_in_the_header(home, use):
    backend = use(Keyring())
    new = Lock(home).create(WORDS)
    (kept,) = backend.kept.values()
    header = (home / "keys.json").read_text()
    shown = repr(new) + repr(new.key) + repr(Lock(home)) + header

    assert new.key.secret.hex() not in shown
    assert repr(new.key.secret)[2:-1] not in shown
    assert new.recovery_code not in shown
    assert WORDS not in shown
    assert kept not in shown
    assert new.key.secret.hex() != kept


@pytest.mark.parametrize("wrap", [lambda b: b, lambda b: Chain(b)])
def test_a_keyring_that_writes_plain_text_is_never_used(home, use, wrap):
    backend = PlaintextKeyring()
    use(wrap(backend))
    new = Lock(home).create()

    assert backend.kept == {}
    assert not keys.keyring_here()
    assert new.warnings == (keys.FILE_WARNING,)


class Chain:
    """Several keyrings, asked one after another, as keyring itself chains them."""

    def __init__(self, *backends: Any) -> None:
        self.backends = backends


def test_in_a_chain_only_the_trusted_one_is_used(home, use):
    plain, trusted = PlaintextKeyring(), Keyring()
    use(Chain(plain, trusted))
    Lock(home).create()

    assert plain.kept == {}
    assert len(trusted.kept) == 1


@pytest.mark.parametrize(
    "error", [KeyringLocked("locked"), KeyringError("broken"), RuntimeError(), OSError()]
)
def test_a_keyring_that_fails_is_as_none(home, use, error):
    use(Keyring(error))
    new = Lock(home).create()

    assert Lock(home).kinds() == ("recovery", "file")
    assert Lock(home).open() == new.key


def test_a_keyring_that_fails_in_a_way_of_its_own_is_as_none(home, use):
    class DBusErrorResponse(Exception):
        """As jeepney raises it."""

    use(Keyring(DBusErrorResponse()))
    new = Lock(home).create()

    assert Lock(home).open() == new.key


def test_a_keyring_that_forgets_at_once_is_not_relied_on(home, use):
    backend = use(Keyring())
    backend.get_password = lambda service, account: None
    Lock(home).create()

    assert "keyring" not in Lock(home).kinds()


def test_a_keyring_that_waits_for_somebody_is_not_waited_for(home, use, monkeypatch):
    monkeypatch.setattr(keys, "KEYRING_PATIENCE", 0.1)
    use(Keyring(delay=0.8))
    began = time.monotonic()
    new = Lock(home).create(WORDS)
    opened = Lock(home).open(WORDS)

    assert time.monotonic() - began < 0.7
    assert opened == new.key


def test_a_code_has_160_bits_and_is_never_the_same(home):
    codes = {keys._new_code() for _ in range(50)}

    assert len(codes) == 50
    assert all(len(code.replace("-", "")) == 32 for code in codes)


def test_a_passphrase_is_slow_to_try(monkeypatch):
    monkeypatch.undo()
    began = time.process_time()
    keys._from_passphrase(WORDS, b"0" * 16)

    assert time.process_time() - began > 0.05


def test_one_salt_and_another_give_two_keys():
    assert keys._from_passphrase(WORDS, b"0" * 16) != keys._from_passphrase(WORDS, b"1" * 16)


@settings(max_examples=150)
@given(data=st.data())
def test_a_header_that_was_tampered_with_is_a_problem_and_opens_nothing(tmp_path_factory, data):
    home = private_folder(tmp_path_factory.mktemp("home"))
    new = Lock(home).create(WORDS)
    raw = bytearray((home / "keys.json").read_bytes())
    for _ in range(data.draw(st.integers(1, 3))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    (home / "keys.json").write_bytes(raw)

    try:
        opened = Lock(home).open(WORDS)
    except Problem:
        return
    assert opened == new.key


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        "null",
        '{"slots": 1}',
        '{"slots": [1]}',
        '{"slots": [{}]}',
        '{"slots": [{"kind": "passphrase"}]}',
        '{"slots": [{"kind": "recovery", "nonce": "zz", "wrapped": ""}]}',
        '{"slots": [{"kind": "recovery", "nonce": 1, "wrapped": 2}]}',
        '{"slots": [{"kind": "passphrase", "salt": "00", "nonce": "00", "wrapped": "00"}]}',
    ],
)
def test_a_header_that_is_none_is_a_problem(home, text):
    (home / "keys.json").write_text(text)

    with pytest.raises(Problem):
        Lock(home).open(WORDS)


def test_a_slot_of_a_kind_that_is_not_known_is_passed_over(home):
    new = Lock(home).create(WORDS)
    header = json.loads((home / "keys.json").read_text())
    header["slots"].insert(0, {"kind": "retina"})
    (home / "keys.json").write_text(json.dumps(header))

    assert Lock(home).open(WORDS) == new.key


def test_writing_the_header_replaces_it_as_a_whole(home, monkeypatch):
    new = Lock(home).create(WORDS)

    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Problem, match="No space"):
        Lock(home).set_passphrase(new.key, "another")

    assert Lock(home).open(WORDS) == new.key


GNOME = shutil.which("dbus-run-session") and shutil.which("gnome-keyring-daemon")


@pytest.mark.skipif(not GNOME, reason="gnome-keyring and dbus-run-session are not installed here")
def test_a_real_keyring_keeps_the_key(tmp_path):
    code = f"""
from pathlib import Path
from memory import keys
home = Path({str(tmp_path)!r})
assert keys.keyring_here()
new = keys.Lock(home).create()
assert keys.Lock(home).kinds() == ("recovery", "keyring"), keys.Lock(home).kinds()
assert keys.Lock(home).open() == new.key
print("opened")
"""
    command = (
        'printf x | gnome-keyring-daemon --unlock --components=secrets >/dev/null && exec "$@"'
    )
    environment = os.environ | {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data")}
    environment.pop("PYTHON_KEYRING_BACKEND")
    done = subprocess.run(
        ["dbus-run-session", "--", "sh", "-c", command, "sh", sys.executable, "-c", code],
        capture_output=True, text=True, cwd=ROOT, env=environment, timeout=60,
    )  # fmt: skip

    assert done.stdout.splitlines()[-1:] == ["opened"], done.stderr
