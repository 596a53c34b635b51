"""ModelRoom: everything that can be done with the models of one memory.

Reached as ``famulus.models``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol

from assistant.engine.download import RemoteFile, Source
from assistant.engine.gguf import read_header
from assistant.engine.hardware import Machine, machine
from assistant.engine.local import embedded
from assistant.engine.requantise import Compared, requantising
from assistant.models import getting
from assistant.models.catalogue import Offer, offer, offers
from assistant.models.fits import Fit, fits
from assistant.models.found import Skipped
from assistant.models.installed import (
    ADDED,
    DOWNLOADED,
    EMBEDDED,
    FOLDER,
    OURS,
    Installed,
    installed,
    learn,
)
from assistant.models.router import Task, candidates, route
from assistant.settings import Settings
from memory.errors import Problem
from memory.models import KnownModel, forget_model, known_models, put_model
from memory.progress import Progress, Work, finish
from memory.store import MemoryStore, private_folder
from memory.types import Changes, Topic

HIGHEST_TIER = 3
NAMES = "`famulus models` shows their names."
Test = dict[str, Any]
SelfTest = Callable[[Path], Work[Progress, Test]]


class Chooser(Protocol):
    """Keeps which model is used; an empty one is none."""

    def __call__(self, *, model: str) -> Changes: ...


@dataclass(frozen=True, slots=True)
class Offered:
    """A model that may be got, as it stands with this machine."""

    offer: Offer
    fit: Fit
    begun: int  # bytes of it that are there already
    installed: bool


@dataclass(frozen=True, slots=True)
class Room:
    """What is there now."""

    models: list[Installed]
    skipped: list[Skipped] = field(repr=False)
    offered: list[Offered]
    in_use: Path | None  # the file of the model that writes
    machine: Machine


class ModelRoom:
    """The models of one opened ``Assistant``."""

    def __init__(
        self,
        store: MemoryStore,
        settings: Callable[[], Settings],
        choose: Chooser,
        self_test: SelfTest,
    ) -> None:
        self._store = store
        self._settings = settings
        self._choose = choose
        self._self_test = self_test

    # What there is

    def look(self) -> Room:
        """Look at everything: what is installed, what was found, what could be got."""
        models, skipped = installed(self._store)
        here = machine()
        begun = getting.unfinished(self._store.home)
        have = {model.repository for model in models} - {""}
        used = self._used()
        return Room(
            models,
            skipped,
            [_offered(one, here, begun, have) for one in offers()],
            used,
            here,
        )

    def models(self) -> list[Installed]:
        """Return what can be used, what comes with the program first."""
        return installed(self._store)[0]

    def model(self, name: str) -> Installed:
        """Return the model of this name, or in this file.  Raises Problem unless it is one."""
        found = [
            one for one in self.models() if _is_called(one.path, one.repository, name, one.name)
        ]
        if len(found) == 1:
            return found[0]
        if found:
            raise Problem(
                f"Several models are called {name}.",
                remedy="Name its file: " + " or ".join(str(one.path) for one in found) + ".",
            )
        raise Problem(f"There is no model {name} here.", remedy=NAMES)

    # What can be done

    def add(self, path: Path) -> Installed:
        """Take a file into the list, where it lies.  Raises Problem if it is no model."""
        path = path.expanduser().absolute()
        read_header(path)
        rows = {row.path: row for row in known_models(self._store)}
        if path not in rows:
            learn(self._store, path, EMBEDDED if path == embedded() else ADDED, rows)
        elif rows[path].origin not in OURS:  # it is to stay, also when that program is gone
            put_model(self._store, replace(rows[path], origin=ADDED))
        return self.model(str(path))

    def remove(self, name: str) -> Changes:
        """Delete what was got here; of what was added only forget it.

        Of a file that was got in part the part is deleted.
        """
        begun = {file.casefold(): file for file in getting.unfinished(self._store.home)}
        wanted = offer(name)
        part = begun.get((wanted.file if wanted else f"{name}.gguf").casefold())
        if part is not None:
            getting.drop_part(self._store.home, part)
            return self._changed("Remove a model")
        row = self._kept(name)
        if row is None:
            raise _not_ours(self.model(name))
        if self._settings().model == str(row.path):
            self._choose(model="")
        if row.origin == DOWNLOADED:
            row.path.unlink(missing_ok=True)
        forget_model(self._store, row.path)
        return self._changed("Remove a model")

    def getting(
        self, name: str, file: str = "", mirror: str = "", verify: Any = True
    ) -> Work[Progress, Installed]:
        """Get a model of the catalogue, or of a repository ("owner/name").

        The only deed here that opens a connection.  What was got of it stays
        when this is stopped.
        """
        wanted = offer(name)
        repository = wanted.repository if wanted else name
        file = file or (wanted.file if wanted else "")
        row = yield from getting.getting(
            self._store, self._source(mirror, verify), repository, file
        )
        return self.model(str(row.path))

    def get(self, name: str, file: str = "", mirror: str = "") -> Installed:
        """Get a model to the end; see ``getting``."""
        return finish(self.getting(name, file, mirror))

    def files(self, name: str, mirror: str = "", verify: Any = True) -> list[RemoteFile]:
        """Ask the source which files a model has, and how large they are."""
        wanted = offer(name)
        return self._source(mirror, verify).files(wanted.repository if wanted else name)

    def wanted(self, name: str, file: str = "", mirror: str = "", verify: Any = True) -> RemoteFile:
        """Ask the source which file would be got, and how large it is."""
        one = offer(name)
        return getting.chosen(self.files(name, mirror, verify), file or (one.file if one else ""))

    def fit(self, file: RemoteFile) -> Fit:
        """Say whether a file whose size its source has said fits this machine."""
        return fits(file.size, 0, machine())

    def use(self, name: str, trust: str = "") -> Changes:
        """Let this model write the answers.

        A file for which nobody vouches has to be named in full as ``trust`` the
        first time: Problem says so.  What comes with the program writes nothing,
        so that answers are quotes again.
        """
        model = self.model(name)
        if not model.trusted:
            self._trust(model, trust)
        return self._choose(model=str(model.path))

    def choose_tier(self, name: str, tier: int | None) -> Changes:
        """Let a model do more or less than its test says; None leaves it to that again."""
        if tier is not None and not 0 <= tier <= HIGHEST_TIER:
            raise Problem(f"A tier is a number from 0 to {HIGHEST_TIER}.")
        self._note(self.model(name), tier=tier)
        return self._changed("Choose what a model may do")

    def testing(self, name: str) -> Work[Progress, Installed]:
        """Try a model on the built-in tasks, and keep what came of it."""
        model = self.model(name)
        if not model.trusted:
            raise self._untrusted(model)
        self._note(model, test=(yield from self._self_test(model.path)))
        return self.model(str(model.path))

    def requantising(self, name: str, kind: str) -> Work[Progress, Compared]:
        """Write a model in another quantisation beside ours, with what both do here measured.

        It is a model of its own then, and as trusted as the one it was made from.
        """
        model = self.model(name)
        if not model.trusted:
            raise self._untrusted(model)
        folder = private_folder(self._store.home / FOLDER)
        target = folder / f"{model.path.stem}-{kind}.gguf"
        if target.exists():
            raise Problem(f"{target.stem} is there already.", remedy=NAMES)
        compared = yield from requantising(model.path, kind, target)
        self.add(target)
        self._note(self.model(str(target)), origin=DOWNLOADED, trusted=True)
        return compared

    def _used(self) -> Path | None:
        """Return the file that writes answers: the chosen one, else the one that has passed."""
        chosen = self._settings().model
        best = route(Task.ANSWER, candidates(self._store)).model
        return Path(chosen) if chosen else best.path if best else None

    def _source(self, mirror: str, verify: Any) -> Source:
        return Source(mirror or self._settings().mirror, verify)

    def _kept(self, name: str) -> KnownModel | None:
        """Return what is known of a file of the user's own, whether it is still there or not."""
        rows = [
            row
            for row in known_models(self._store)
            if row.origin in {ADDED, DOWNLOADED} and _is_called(row.path, row.repository, name)
        ]
        return rows[0] if len(rows) == 1 else None

    def _trust(self, model: Installed, said: str) -> None:
        if said != model.path.name:
            raise self._untrusted(model)
        self._note(model, trusted=True)

    def _untrusted(self, model: Installed) -> Problem:
        return Problem(
            f"{model.name} is not from a known place: nobody says what this file should be.",
            remedy="If you know where it is from: "
            f"`famulus models use {model.name} --trust {model.path.name}`.",
        )

    def _note(self, model: Installed, **new: Any) -> None:
        rows = {row.path: row for row in known_models(self._store)}
        put_model(self._store, replace(rows[model.path], **new))

    def _changed(self, label: str) -> Changes:
        return Changes(label, frozenset({Topic.MODELS, Topic.SETTINGS}))


def _not_ours(model: Installed) -> Problem:
    if model.origin == EMBEDDED:
        return Problem("This model is a part of the program.", remedy="It takes little room.")
    return Problem(
        f"{model.name} belongs to {model.origin}.", remedy=f"Remove it in {model.origin}."
    )


def _is_called(path: Path, repository: str, wanted: str, name: str = "") -> bool:
    """Return whether a file is meant: by its name, its path, or that of the catalogue."""
    catalogued = offer(wanted)
    if catalogued is not None and catalogued.repository == repository:
        return True
    names = {path.stem, path.name, name} - {""}
    return wanted == str(path) or wanted.casefold() in {one.casefold() for one in names}


def _offered(one: Offer, here: Machine, begun: dict[str, int], have: set[str]) -> Offered:
    return Offered(
        offer=one,
        fit=fits(one.about, 0, here, estimated=True),
        begun=begun.get(one.file, 0),
        installed=one.repository in have,
    )
