"""What is done with a memory that nobody has open: repair, restore, another key, erase it all."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from assistant.jobs import JobRunner, Lane
from memory.errors import Problem, WrongKey
from memory.progress import Progress, Work, once
from ui.files import choose_one
from ui.opening import Opening, Program
from ui.pages.safekeeping import SafekeepingPart
from ui.pages.unlock import Unlock
from ui.phrases import counted, here, when
from ui.present import present

if TYPE_CHECKING:
    from memory.keys import NewLock
    from memory.safekeeping.backup import Restored
    from memory.safekeeping.repair import Repaired

INSIDE = re.compile("index|vector", re.IGNORECASE)

Told = tuple[str, Sequence[str], str]  # title, sentences, the recovery code


@dataclass(frozen=True, slots=True)
class Deed:
    """One of them: what it is called while it goes on, its work, and how its end is told."""

    title: str
    asks: str  # what a key is asked for with
    work: Callable[[str | None], Work[Any, Any]]
    told: Callable[[Any], Told] = field(repr=False)
    on_seen: Callable[[], object] | None = None  # when its end has been read


class ClosedMemory(QObject):
    """Closes the memory, does one thing, and opens it again; shown on the page of the lock."""

    closing = Signal()  # the memory is about to be closed: let go of it

    def __init__(
        self, page: Unlock, runner: JobRunner, opening: Opening, home: Path, program: Program
    ) -> None:
        super().__init__(page)
        self._page, self._runner, self._opening = page, runner, opening
        self._home, self._program = home, program
        self._deed: Deed | None = None
        self._key = ""  # while a deed goes on, to open the memory again
        self.has_mended = False  # then there may be something to learn again
        page.went_on.connect(self._go_on)
        page.repair.connect(self.repair)
        page.repair_with.connect(partial(self._choose_backup, self.repair))
        page.restore.connect(partial(self._choose_backup, self.restore))

    def listen_to(self, part: SafekeepingPart) -> None:
        """Do what is asked for while the memory is open."""
        part.repair.connect(self.repair)
        part.restore.connect(self.restore)
        part.change_key.connect(self.change_key)
        part.erase_everything.connect(self.erase_everything)

    def _choose_backup(self, deed: Callable[[Path], object]) -> None:
        choose_one(self._page, self.tr("Choose a backup"), deed)

    @property
    def is_busy(self) -> bool:
        """Whether a key that is given is for a deed, and not to open the memory."""
        return self._deed is not None

    def repair(self, copy: Path | None = None) -> None:
        """Mend what is damaged; ``copy`` is a backup to take from it what is lost."""
        self._begin(
            Deed(
                self.tr("Repairing your memory"),
                self.tr("Give its passphrase, or the recovery code you wrote down."),
                lambda key: self._program().repairing(self._home, key, copy=copy),
                self._repaired,
            )
        )

    def restore(self, backup: Path) -> None:
        """Put a backup in the place of the memory."""
        self._begin(
            Deed(
                self.tr("Restoring the backup"),
                self.tr("Give the passphrase or the recovery code of the backup."),
                lambda key: self._program().restoring(self._home, backup, key),
                self._restored,
            )
        )

    def change_key(self, has_passphrase: bool) -> None:
        """Encrypt everything under another key, and show its recovery code."""
        famulus: list[Any] = []

        def work(key: str | None) -> Work[Progress, NewLock]:
            opened = self._program().open(self._home, passphrase=key)
            famulus.append(opened)
            try:
                return (yield from opened.keeping.changing_key(key))
            finally:
                opened.close()

        def seen() -> None:
            famulus[-1].keeping.key_seen()

        deed = Deed(
            self.tr("Changing the key"),
            self.tr("Give the passphrase of this memory: it goes on opening it."),
            work,
            self._changed,
            seen,
        )
        self._begin(deed, ask=has_passphrase)

    def erase_everything(self) -> None:
        """Erase the memory with all that belongs to it."""
        self._begin(
            Deed(
                self.tr("Erasing everything"),
                "",
                lambda _key: once(lambda: self._program().erase_everything(self._home)),
                lambda _files: (
                    self.tr("Everything was erased"),
                    [self.tr("Nothing is left of the memory that was in this folder.")],
                    "",
                ),
            )
        )

    # -- how they go -------------------------------------------------------

    def _begin(self, deed: Deed, *, ask: bool = False) -> None:
        self._deed = deed
        self.closing.emit()
        self._opening.leave()
        if ask:
            self._page.ask(deed.title, deed.asks)
        else:
            self.give("")

    def give(self, key: str) -> None:
        """Do it, with this passphrase or recovery code."""
        if (deed := self._deed) is None:
            return
        self._key = key
        self._page.wait(deed.title)
        self._runner.start(
            "Closed",
            _begun(partial(deed.work, key or None)),
            Lane.EDIT,
            on_step=self._page.step,
            on_done=self._done,
            on_failed=self._failed,
        )

    def _done(self, result: Any) -> None:
        if (deed := self._deed) is not None:
            title, sentences, code = deed.told(result)
            self._page.told(title, [*map(here, sentences)], self.tr("Go on"), code)

    def _failed(self, error: Exception) -> None:
        deed = self._deed
        if deed is not None and isinstance(error, WrongKey):
            self._page.ask(deed.title, deed.asks, error if self._key else None)
            return
        self._deed, self._key = None, ""
        if isinstance(error, Problem):
            self._page.tell(error)
        else:
            present(self._page, error)
            self._opening.look()

    def _go_on(self) -> None:
        """Open the memory again, with the key that was given for the deed."""
        deed, self._deed = self._deed, None
        key, self._key = self._key, ""
        if deed is not None and deed.on_seen is not None:
            deed.on_seen()
        self._page.wait()
        if key:
            self._opening.open(key)
        else:
            self._opening.look()

    # -- how they end ------------------------------------------------------

    def _repaired(self, repaired: Repaired) -> Told:
        self.has_mended = True
        prepared = self.tr("What the search had prepared is prepared anew.")
        # Of what is inside the memory nobody has to know.
        inside = [INSIDE.search(done) is not None for done in repaired.done]
        said = [done for done, hidden in zip(repaired.done, inside, strict=True) if not hidden]
        said += [prepared] if any(inside) else []
        said += repaired.lost
        if repaired.read_again:
            said.append(
                counted(
                    len(repaired.read_again),
                    self.tr("1 file is read again when you next read its source."),
                    self.tr("{n} files are read again when you next read their sources."),
                )
            )
        if repaired.kept:
            aside = self.tr("The damaged memory was set aside in {path}.")
            said.append(aside.format(path=repaired.kept))
        title = self.tr("Repaired, but something is lost") if repaired.lost else self.tr("Repaired")
        return title, said, ""

    def _restored(self, restored: Restored) -> Told:
        self.has_mended = True
        documents = counted(restored.documents, self.tr("1 document"), self.tr("{n} documents"))
        said = [
            self.tr("{documents}, as they were {when}.").format(
                documents=documents, when=when(restored.made)
            ),
            self.tr("What was erased since then is in it again: erase it again if need be."),
            *restored.warnings,
        ]
        if restored.kept:
            aside = self.tr("The memory that was there is set aside in {path}.")
            said.insert(1, aside.format(path=restored.kept))
        return self.tr("The backup was restored"), said, ""

    def _changed(self, new: NewLock) -> Told:
        return self.tr("The memory has another key now"), new.warnings, new.recovery_code


def _begun(make: Callable[[], Work[Any, Any]]) -> Work[Any, Any]:
    """Make the work only when it begins: what it is made of is loaded off the window's thread."""
    yield from ()
    return (yield from make())
