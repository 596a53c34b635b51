"""What can be done with the memory as a whole: erase from it, look after it, carry it elsewhere.

Reached as ``famulus.keeping``.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from pathlib import Path

from ingest.chunk import chunks
from memory.erasing import erase
from memory.erasing.erase import Erased
from memory.erasing.targets import Target
from memory.errors import Problem
from memory.index.vectors import Embedder, VectorIndex, encode_waiting
from memory.keys import Lock, NewLock
from memory.progress import Progress, Work, finish
from memory.safekeeping import archive, archive_reader, backup, repair, verify
from memory.safekeeping.archive import Exported
from memory.safekeeping.archive_reader import Imported
from memory.safekeeping.backup import Backup, Restored
from memory.safekeeping.rekey import rekeying, seen, unseen
from memory.safekeeping.repair import Repaired
from memory.safekeeping.verify import Health
from memory.store import MemoryStore, alone, private_folder, settled
from memory.types import DocumentId

NEW_CODE = (
    "The key of this memory was changed, but its new recovery code was not shown. "
    "This is another one, shown only now: {code}. The one before opens nothing any more."
)


class Keeping:
    """The memory as a whole, of one opened ``Assistant``."""

    def __init__(self, store: MemoryStore, encoder: Embedder, index: VectorIndex) -> None:
        self._store = store
        self._encoder = encoder
        self._index = index

    # Erasing

    def would_erase(
        self,
        *,
        document: DocumentId | Path | None = None,
        locator: str | None = None,
        person: str | int | None = None,
        source: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> Erased:
        """Count what ``erasing`` would erase, and change nothing."""
        target = Target(document, locator, person, source, since, until)
        return erase.would_erase(self._store, _one(target))

    def erase(
        self,
        *,
        document: DocumentId | Path | None = None,
        locator: str | None = None,
        person: str | int | None = None,
        source: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> Erased:
        """Erase to the end; see ``erasing``."""
        target = Target(document, locator, person, source, since, until)
        return finish(self._erasing(_one(target)))

    def erasing(
        self,
        *,
        document: DocumentId | Path | None = None,
        locator: str | None = None,
        person: str | int | None = None,
        source: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> Work[Progress, Erased]:
        """Erase a document, a person, a source or a span of time; exactly one of them.

        With a person go all documents that the filter of a search finds for
        them, with a source all that stand in it, also those that stand in
        another source as well; with a mail what was attached to it; of a chat
        the whole session in which a message is from the span.  What was made of
        it goes too: vectors, copies, quotes in other mails, answers that rest on
        it.  A document that was erased is not read again from any source; after
        a source was erased it may be added anew.
        """
        target = Target(document, locator, person, source, since, until)
        return self._erasing(_one(target))

    def finish_begun(self) -> tuple[str, ...]:
        """Finish what was begun and broken off; return what the owner has to know of it."""
        with suppress(Problem):  # of a full disk: then it stays due
            if erase.is_due(self._store):
                finish(erase.carrying_out(self._store))
        code = unseen(self._store.home, self._store.key)
        if code is None:
            return ()
        self.key_seen()
        return (NEW_CODE.format(code=code),)

    def _erasing(self, target: Target) -> Work[Progress, Erased]:
        erased = yield from erase.erasing(self._store, target)
        yield from encode_waiting(self._store, self._encoder)  # of which something was taken out
        return erased

    # Looking after it

    @staticmethod
    def verifying(home: Path, passphrase: str | None = None) -> Work[Progress, Health]:
        """Check everything that is stored in this home, also what cannot be opened any more."""
        with alone(home):
            settled(home)
        return (yield from verify.verifying(home, Lock(home).open(passphrase)))

    def checking(self) -> Work[Progress, Health]:
        """Check everything that is stored in this memory, with the key at hand."""
        return (yield from verify.verifying(self._store.home, self._store.key))

    @staticmethod
    def repairing(
        home: Path, passphrase: str | None = None, *, copy: Path | None = None
    ) -> Work[Progress, Repaired]:
        """Mend what is damaged in this home; ``copy`` is a backup to take from what is lost.

        Nobody else may have the memory open if a new file has to be made of it.
        """
        with alone(home):
            settled(home)
        key = repair.key_of(home, passphrase, copy)
        return (yield from repair.repairing(home, key, chunks, copy=copy))

    def renewing(self) -> Work[Progress, None]:
        """Learn what those texts mean of which it is not known, and build the index."""
        yield from encode_waiting(self._store, self._encoder)
        yield from self._index.catching_up()

    # Carrying it elsewhere

    def backup(self, path: Path) -> Backup:
        """Back up to the end; see ``backing_up``."""
        return finish(self.backing_up(path))

    def backing_up(self, path: Path) -> Work[Progress, Backup]:
        """Write all of the memory into one encrypted file, which replaces a backup of that name.

        The passphrase and the recovery code open it on any computer.
        """
        return (yield from backup.backing_up(self._store, path))

    def last_backup(self) -> Backup | None:
        """Return the backup that was made last; its size is 0 if it is not there any more."""
        return backup.last_backup(self._store)

    @staticmethod
    def restoring(
        home: Path, path: Path, passphrase: str | None = None
    ) -> Work[Progress, Restored]:
        """Put a backup in the place of what is in this home, which is kept aside.

        ``passphrase`` may be the recovery code; a backup of this very memory
        needs none if this computer opens it.
        """
        with alone(private_folder(home)):
            settled(home)
        return (yield from backup.restoring(home, path, passphrase))

    def exporting(self, path: Path) -> Work[Progress, Exported]:
        """Write all that is remembered as plain text into one archive; it is not encrypted."""
        return (yield from archive.exporting(self._store, path))

    def importing(self, path: Path) -> Work[Progress, Imported]:
        """Take in an archive, from this memory or another; nothing comes in twice."""
        imported = yield from archive_reader.importing(self._store, path, chunks)
        yield from self.renewing()
        return imported

    # The key

    def change_key(self, passphrase: str | None = None) -> NewLock:
        """Change the key to the end; see ``changing_key``."""
        return finish(self.changing_key(passphrase))

    def changing_key(self, passphrase: str | None = None) -> Work[Progress, NewLock]:
        """Encrypt the memory under another key, and return its new recovery code.

        The passphrase has to be given if the memory has one.  ``key_seen`` is to
        be called when the code was shown: until then the next opening makes and
        shows another.  Raises Problem if the memory is open elsewhere.
        """
        home, key = self._store.home, self._store.key
        self._store.close()
        new = yield from rekeying(home, key, passphrase)
        self._store.reopen(new.key)
        return new

    def key_seen(self) -> None:
        seen(self._store.home)


def _one(target: Target) -> Target:
    """Make sure that exactly one thing is asked for.  Raises Problem."""
    span = (target.since or target.until) and "span"
    given = [target.document, target.person, target.source, span]
    if sum(one is not None for one in given) != 1 or "" in given:
        raise Problem(
            "One thing is erased at a time: a document, a person, a source or a span of time.",
            remedy="`famulus erase --help` shows how.",
        )
    return target
