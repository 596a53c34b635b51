"""What the window asks of the memory as a whole, made up in memory."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar

from memory.cipher import DataKey
from memory.erasing.erase import Erased
from memory.errors import Problem, WrongKey
from memory.keys import NewLock
from memory.progress import Progress, Work
from memory.safekeeping.archive import Exported
from memory.safekeeping.archive_reader import Imported
from memory.safekeeping.backup import Backup, Restored
from memory.safekeeping.repair import Repaired
from memory.safekeeping.verify import Finding, Health

ERASED = Erased(12, 1, 3, 45, 2, 0, 0)
SOUND = Health((), {"pages": 40, "documents": 12, "passages": 45})
DAMAGED = Health((Finding("words", "An index of words is wrong.", "`famulus repair` mends it."),))


@dataclass
class FakeKeeping:
    """Notes what was asked for; ``problem`` is raised once by whatever comes next."""

    erased: list[dict[str, Any]] = field(default_factory=list)
    would: Erased = ERASED
    last: Backup | None = None
    health: Health = SOUND
    done: list[tuple[str, Path]] = field(default_factory=list)
    problem: Problem | None = None
    seen: bool = False
    renewed: bool = False

    passphrase: ClassVar[str] = ""  # without which a closed memory is not touched
    given: ClassVar[list[tuple[str, str | None]]] = []

    def would_erase(self, **target: Any) -> Erased:
        return self.would

    def erasing(self, **target: Any) -> Work[Progress, Erased]:
        yield Progress(0, 12, "Erasing")
        self.erased.append(target)
        return self.would

    def checking(self) -> Work[Progress, Health]:
        yield from self._step("Checking the file")
        return self.health

    def backing_up(self, path: Path) -> Work[Progress, Backup]:
        yield from self._step("Copying the memory")
        self.last = Backup(path, datetime(2024, 3, 3, 14, 10, tzinfo=UTC), 4_200_000)
        self.done.append(("backup", path))
        return self.last

    def last_backup(self) -> Backup | None:
        return self.last

    def exporting(self, path: Path) -> Work[Progress, Exported]:
        yield from self._step("Writing")
        self.done.append(("export", path))
        return Exported(path, 12, 2)

    def importing(self, path: Path) -> Work[Progress, Imported]:
        yield from self._step("Reading")
        self.done.append(("import", path))
        return Imported(3, 9, 1, ["Mail"])

    def renewing(self) -> Work[Progress, None]:
        yield from self._step("Learning what the texts mean")
        self.renewed = True

    def changing_key(self, passphrase: str | None = None) -> Work[Progress, NewLock]:
        self._unlock("key", passphrase)
        yield from self._step("Writing everything under the new key")
        return NewLock(DataKey(bytes(32)), "WXYZ-1234", ())

    def key_seen(self) -> None:
        self.seen = True

    @classmethod
    def repairing(
        cls, home: Path, passphrase: str | None = None, *, copy: Path | None = None
    ) -> Work[Progress, Repaired]:
        cls._unlock("repair", passphrase)
        yield Progress(0, None, "Saving what can be read")
        return Repaired(("What could be read was saved.",), ("1 document is lost.",), kept=home)

    @classmethod
    def restoring(
        cls, home: Path, path: Path, passphrase: str | None = None
    ) -> Work[Progress, Restored]:
        cls._unlock("restore", passphrase)
        yield Progress(0, None, "Checking the backup")
        return Restored(12, datetime(2024, 3, 3, 14, 10, tzinfo=UTC), home)

    @classmethod
    def _unlock(cls, deed: str, passphrase: str | None) -> None:
        if cls.passphrase and passphrase != cls.passphrase:
            raise WrongKey("Not the one.", remedy="Try again.")
        cls.given.append((deed, passphrase))

    def _step(self, note: str) -> Work[Progress, None]:
        yield Progress(0, 1, note)
        if self.problem is not None:
            problem, self.problem = self.problem, None
            raise problem
