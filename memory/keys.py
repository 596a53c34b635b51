"""The data key in its slots: any one of them opens the memory, none is kept unwrapped.

A slot wraps the data key with a key of its own: from the system's keyring, from
a passphrase (Argon2id), from the printed recovery code, or, where there is no
keyring and nobody to ask, from a file that only its owner may read.
"""

from __future__ import annotations

import base64
import json
import os
import re
import secrets
import tempfile
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from memory.cipher import DataKey, blank
from memory.errors import Problem, WrongKey

SERVICE = "famulus"
KEYRING_PATIENCE = 5.0  # seconds; a locked keyring may wait for a person for ever
# By name, because keyring falls back to files in plain text without a word.
TRUSTED_KEYRINGS = {
    "keyring.backends.SecretService.Keyring",
    "keyring.backends.kwallet.DBusKeyring",
    "keyring.backends.macOS.Keyring",
    "keyring.backends.Windows.WinVaultKeyring",
}
KINDS = {"keyring", "passphrase", "recovery", "file"}
TRAVELLING = {"passphrase", "recovery"}  # the others hang on something of this computer
NO_KEYS = (
    "Put keys.json back; `famulus repair --from FILE` takes it from a backup. "
    "The memory itself was not touched."
)
HEX = re.compile("(?:[0-9a-f]{2})+")
FILE_WARNING = (
    "This computer has no keyring that can be trusted, and no passphrase was given: "
    "the key lies in a file beside the memory, readable by you alone. "
    "Whoever copies the whole folder can read it."
)


@dataclass(frozen=True, slots=True)
class NewLock:
    """What came of locking a new memory."""

    key: DataKey
    recovery_code: str = field(repr=False)  # shown once, stored nowhere
    warnings: tuple[str, ...] = ()


class Lock:
    """The slots of one home, kept in ``keys.json``."""

    def __init__(self, home: Path) -> None:
        self._header = home / "keys.json"
        self._begun = home / "keys.new"
        self._file = home / "key"

    @property
    def exists(self) -> bool:
        return self._header.exists()

    def kinds(self) -> tuple[str, ...]:
        """Which kinds of key open this memory."""
        return tuple(slot["kind"] for slot in self._slots())

    @property
    def is_begun(self) -> bool:
        """Whether the making of a memory was broken off: nothing can lie behind its lock."""
        return self._begun.exists() and not self.exists

    def create(self, passphrase: str | None = None) -> NewLock:
        """Lock a new memory in at least two slots, one of them the recovery code."""
        new = self.begin(passphrase)
        self.settle()
        return new

    def begin(self, passphrase: str | None = None) -> NewLock:
        """Make a lock that counts from ``settle`` on, when there is a store to lie behind it."""
        key, code = DataKey.new(), _new_code()
        slots = [_wrap("recovery", key, _from_code(code))]
        if passphrase:
            slots.append(_passphrase_slot(key, passphrase))
        own, warnings = self._of_this_computer(key, needed=not passphrase)
        _write_private(self._begun, _written([*slots, *own]))
        return NewLock(key, code, warnings)

    def settle(self) -> None:
        self._begun.replace(self._header)

    def discard(self) -> None:
        """Take back a lock that was just made, because nothing came to lie behind it."""
        for path in (self._header, self._begun, self._file):
            path.unlink(missing_ok=True)

    def destroy(self) -> None:
        """Make every slot unreadable and take it away: what lies behind is noise from then on."""
        with suppress(Problem):
            self.leave(self.accounts())
        for path in (self._header, self._begun, self._file):
            with suppress(OSError):
                blank(path)
                path.unlink(missing_ok=True)

    def accounts(self) -> list[str]:
        """Return under which names the keyring holds keys of this memory."""
        return [slot["account"] for slot in self._slots() if slot["kind"] == "keyring"]

    def leave(self, accounts: list[str]) -> None:
        """Take keys out of the keyring that open nothing any more, as far as it lets us."""
        for account in accounts:
            keyring_drop(account)

    def renew_code(self, key: DataKey) -> str:
        """Return a new recovery code, in place of the one before."""
        code = _new_code()
        kept = [slot for slot in self._slots() if slot["kind"] != "recovery"]
        self._write([_wrap("recovery", key, _from_code(code)), *kept])
        return code

    def travelling(self) -> list[dict[str, Any]]:
        """Return the slots that open the memory on any computer."""
        return [slot for slot in self._slots() if slot["kind"] in TRAVELLING]

    def adopt(self, key: DataKey, slots: list[dict[str, Any]]) -> tuple[str, ...]:
        """Lock what came from elsewhere in the slots that came with it, and one of this computer.

        Returns what its owner has to know.
        """
        has_passphrase = any(slot["kind"] == "passphrase" for slot in slots)
        own, warnings = self._of_this_computer(key, needed=not has_passphrase)
        self._write([*slots, *own])
        return warnings

    def faults(self) -> list[str]:
        """Return what is wrong with the slots, each in a sentence; opening needs one that is not.

        Raises Problem if the file cannot be read at all.
        """
        slots = self._read()
        kinds = self.kinds()
        found = ["One of the locked keys is not what was written."] * (
            len(slots) - sum(map(_is_well_formed, slots))
        )
        if "recovery" not in kinds:
            found.append("No recovery code opens this memory.")
        if "file" in kinds and not self._file.exists():
            found.append("The key file beside the memory is missing.")
        return found

    def _of_this_computer(
        self, key: DataKey, *, needed: bool
    ) -> tuple[list[dict[str, Any]], tuple[str, ...]]:
        """Return a slot in the keyring; where there is none and one is needed, in a file."""
        account, secret = secrets.token_hex(8), secrets.token_bytes(32)
        if keyring_put(account, secret):
            return [_wrap("keyring", key, secret) | {"account": account}], ()
        if not needed:
            return [], ()
        _write_private(self._file, secret)
        return [_wrap("file", key, secret)], (FILE_WARNING,)

    def open(self, passphrase: str | None = None) -> DataKey:
        """Return the data key, from any slot.

        ``passphrase`` may be the recovery code as well.  Raises WrongKey.
        """
        for slot in self._slots():
            # A slot that is damaged opens nothing; another may.
            with suppress(KeyError, TypeError, ValueError):
                for secret in self._secrets(slot, passphrase):
                    if key := _unwrap(slot, secret):
                        return key
        if passphrase:
            raise WrongKey(
                "Neither the passphrase nor the recovery code of this memory is the one given.",
                remedy="Nothing was changed. Try again; capital letters matter in a passphrase.",
            )
        raise WrongKey(
            "This memory is locked.",
            remedy="Open it with its passphrase or with the printed recovery code.",
        )

    def set_passphrase(self, key: DataKey, passphrase: str) -> None:
        """Let this passphrase open the memory, in place of the one before."""
        kept = [slot for slot in self._slots() if slot["kind"] != "passphrase"]
        self._write([*kept, _passphrase_slot(key, passphrase)])

    def _secrets(self, slot: dict[str, Any], passphrase: str | None) -> list[bytes]:
        """Return what could unwrap this slot, as far as it is at hand."""
        match slot["kind"]:
            case "passphrase" if passphrase:
                return [_from_passphrase(passphrase, bytes.fromhex(slot["salt"]))]
            case "recovery" if passphrase:
                return [_from_code(passphrase)]
            case "keyring":
                return keyring_take(slot["account"])
            case "file":
                with suppress(OSError):
                    return [self._file.read_bytes()]
        return []

    def _slots(self) -> list[dict[str, Any]]:
        """Return the slots that say of what kind they are."""
        slots = [slot for slot in self._read() if isinstance(slot, dict)]
        return [slot for slot in slots if slot.get("kind") in KINDS]

    def _read(self) -> list[Any]:
        try:
            slots: list[Any] = list(json.loads(self._header.read_bytes())["slots"])
        except FileNotFoundError:
            return []
        except (ValueError, KeyError, TypeError, OSError) as err:
            raise Problem(
                "The file that holds the locked keys (keys.json) cannot be read.",
                remedy=NO_KEYS,
            ) from err
        return slots

    def _write(self, slots: list[dict[str, Any]]) -> None:
        _write_private(self._header, _written(slots))


def unlocked(slots: list[dict[str, Any]], passphrase: str) -> DataKey:
    """Return the key from slots that travelled.  Raises WrongKey."""
    for slot in slots:
        with suppress(KeyError, TypeError, ValueError):
            match slot["kind"]:
                case "passphrase":
                    secret = _from_passphrase(passphrase, bytes.fromhex(slot["salt"]))
                case "recovery":
                    secret = _from_code(passphrase)
                case _:
                    continue
            if key := _unwrap(slot, secret):
                return key
    raise WrongKey(
        "Neither the passphrase nor the recovery code of this backup is the one given.",
        remedy="Nothing was changed. It is the one that the memory had when it was backed up.",
    )


def _written(slots: list[dict[str, Any]]) -> bytes:
    return json.dumps({"version": 1, "slots": slots}, indent=1).encode()


def _is_well_formed(slot: Any) -> bool:
    with suppress(KeyError, TypeError, ValueError):
        needed = {"nonce": 12, "wrapped": 48}
        needed |= {"salt": 16} if slot["kind"] == "passphrase" else {}
        return slot["kind"] in KINDS and all(
            len(bytes.fromhex(slot[name])) == size for name, size in needed.items()
        )
    return False


def _wrap(kind: str, key: DataKey, secret: bytes) -> dict[str, Any]:
    nonce = secrets.token_bytes(12)
    wrapped = AESGCM(secret).encrypt(nonce, key.secret, kind.encode())
    return {"kind": kind, "nonce": nonce.hex(), "wrapped": wrapped.hex()}


def _unwrap(slot: dict[str, Any], secret: bytes) -> DataKey | None:
    nonce, wrapped = bytes.fromhex(slot["nonce"]), bytes.fromhex(slot["wrapped"])
    try:
        return DataKey(AESGCM(secret).decrypt(nonce, wrapped, slot["kind"].encode()))
    except (InvalidTag, ValueError):
        return None


def _passphrase_slot(key: DataKey, passphrase: str) -> dict[str, Any]:
    salt = secrets.token_bytes(16)
    return _wrap("passphrase", key, _from_passphrase(passphrase, salt)) | {"salt": salt.hex()}


def _from_passphrase(passphrase: str, salt: bytes) -> bytes:
    # 64 MiB, three passes: 0.3 to 0.4 s on a small laptop, once per start.
    kdf = Argon2id(salt=salt, length=32, iterations=3, lanes=4, memory_cost=64 * 1024)
    return kdf.derive(passphrase.encode("utf-8", "surrogateescape"))


def _new_code() -> str:
    """Return 160 random bits in eight groups of four letters and digits."""
    letters = base64.b32encode(secrets.token_bytes(20)).decode()
    return "-".join(re.findall("....", letters))


def _from_code(code: str) -> bytes:
    # A code is random enough by itself: no slow derivation needed.
    letters = re.sub(r"[^A-Z2-7]", "", code.upper().replace("0", "O").replace("1", "I"))
    return HKDF(SHA256(), 32, salt=None, info=b"recovery").derive(letters.encode())


def keyring_here() -> bool:
    """Whether this computer has a keyring that can be trusted."""
    return bool(_with_patience(lambda: _backend() is not None))


def keyring_put(account: str, secret: bytes) -> bool:
    def put() -> bool:
        backend = _backend()
        if backend is None:
            return False
        backend.set_password(SERVICE, account, secret.hex())
        return bool(backend.get_password(SERVICE, account) == secret.hex())

    return bool(_with_patience(put))


def keyring_take(account: str) -> list[bytes]:
    def get() -> str | None:
        backend = _backend()
        found: str | None = backend and backend.get_password(SERVICE, account)
        return found

    found = _with_patience(get)
    return [bytes.fromhex(found)] if isinstance(found, str) and HEX.fullmatch(found) else []


def keyring_drop(account: str) -> None:
    def delete() -> None:
        backend = _backend()
        if backend is not None:
            backend.delete_password(SERVICE, account)

    _with_patience(delete)


def _backend() -> Any:
    """Return a keyring that is known to encrypt, or None."""
    import keyring

    chosen = keyring.get_keyring()
    for backend in getattr(chosen, "backends", [chosen]):
        if f"{type(backend).__module__}.{type(backend).__qualname__}" in TRUSTED_KEYRINGS:
            return backend
    return None


def _with_patience(deed: Callable[[], object]) -> object:
    """Return what the deed returns, or None if it fails or waits for somebody."""
    outcome: list[object] = []

    def run() -> None:
        try:
            outcome.append(deed())
        except Exception:  # noqa: BLE001 - each desktop's keyring fails in a class of its own
            outcome.append(None)

    # A daemon, because a keyring that asks a person may never come back.
    thread = threading.Thread(target=run, daemon=True)  # noqa: TID251 - see above
    thread.start()
    thread.join(KEYRING_PATIENCE)
    return outcome[0] if outcome else None


def _write_private(path: Path, data: bytes) -> None:
    """Write a file that only its owner may read, whole or not at all.  Raises Problem."""
    try:
        descriptor, unfinished = tempfile.mkstemp(dir=path.parent)  # readable by its owner alone
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(unfinished).replace(path)
        finally:
            Path(unfinished).unlink(missing_ok=True)
    except OSError as err:
        raise Problem(
            f"The keys of the memory could not be written ({os.strerror(err.errno or 0)}).",
            remedy="Make space on the disk, or choose a folder that you may write to.",
        ) from err
