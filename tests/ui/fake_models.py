"""A room of models made up in memory; it notes what was asked of it."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from assistant.engine.download import RemoteFile
from assistant.engine.hardware import Machine
from assistant.models.catalogue import offers
from assistant.models.fits import fits
from assistant.models.found import Skipped
from assistant.models.installed import Installed
from assistant.models.room import Offered, Room
from memory.errors import Problem
from memory.progress import Progress, Work
from memory.types import Changes, Topic

MACHINE = Machine(4, 16_000_000_000, 9_000_000_000)
TINY = Installed(
    name="SmolLM2-135M-Instruct.Q4_1",
    path=Path("/program/SmolLM2-135M-Instruct.Q4_1.gguf"),
    origin="embedded",
    size=98_362_432,
    title="SmolLM2 135M",
    architecture="llama",
    parameters=134_515_008,
    context=8192,
    quantisation="Q4_1",
    licence="Apache 2.0",
    cache=30 * 3 * 64 * 2,
    vouched=True,
    trusted=True,
    repository="",
    sha256="",
    tier=0,
    reason="By its size alone: it was not tested here yet.",
    chosen=False,
    measured=0,
    test=None,
)
QWEN = replace(
    TINY,
    name="Qwen3-4B-Q4_K_M",
    path=Path("/home/ada/.local/share/famulus/models/Qwen3-4B-Q4_K_M.gguf"),
    origin="downloaded",
    size=2_497_280_256,
    title="Qwen3 4B",
    architecture="qwen3",
    parameters=4_022_468_096,
    context=40_960,
    quantisation="Q4_K_M",
    cache=36 * 8 * 128 * 2,
    repository="Qwen/Qwen3-4B-GGUF",
    sha256="ab" * 32,
    tier=2,
    measured=2,
    reason="It passed 36 of 40 tasks here.",
    test={"tier": 2, "tokens_per_second": 11.4},
)
MINE = replace(
    QWEN,
    name="mine",
    path=Path("/home/ada/mine.gguf"),
    origin="added",
    title="Somebody's own",
    licence="",
    vouched=False,
    trusted=False,
    repository="",
    sha256="",
    tier=1,
    measured=1,
    reason="By its size alone: it was not tested here yet.",
    test=None,
)
BAD = Skipped(
    Path("/home/ada/.lmstudio/models/old/old.gguf"), "old.gguf is not a sound GGUF model."
)


@dataclass
class FakeModels:
    """Gets a model in ``steps`` steps; what is there stays when that is stopped."""

    here: list[Installed] = field(default_factory=lambda: [TINY])
    bad: list[Skipped] = field(default_factory=list)
    in_use: Path | None = None
    begun: dict[str, int] = field(default_factory=dict)
    problem: Problem | None = None
    steps: int = 4
    pace: float = 0.0
    done: list[tuple[Any, ...]] = field(default_factory=list)

    def look(self) -> Room:
        self._fail()
        have = {one.repository for one in self.here}
        offered = [
            Offered(
                one,
                fits(one.about, 0, MACHINE, estimated=True),
                self.begun.get(one.name, 0),
                one.repository in have,
            )
            for one in offers()
        ]
        return Room(list(self.here), list(self.bad), offered, self.in_use, MACHINE)

    def getting(self, name: str) -> Work[Progress, Installed]:
        self.done.append(("get", name))
        yield Progress(0, None, "Asking the source")
        self._fail()
        whole = 2_500_000_000
        for step in range(self.steps):
            self.begun[name] = max(whole * step // self.steps, self.begun.get(name, 0))
            yield Progress(self.begun[name], whole, f"Getting {name}", in_bytes=True)
            time.sleep(self.pace)
        del self.begun[name]
        one = next(one for one in offers() if one.name == name)
        made = replace(QWEN, name=one.title, repository=one.repository, path=Path("/m", name))
        self.here.append(made)
        return made

    def wanted(self, name: str) -> RemoteFile:
        self._fail()
        return RemoteFile(f"{name}.gguf", 2_497_280_256, "ab" * 32)

    def add(self, path: Path) -> Installed:
        self._fail()
        made = replace(MINE, name=path.stem, path=path)
        self.here.append(made)
        return made

    def use(self, name: str, trust: str = "") -> Changes:
        self.done.append(("use", name, trust))
        self._fail()
        one = next(one for one in self.here if str(one.path) == name)
        self.in_use = None if one.origin == "embedded" else one.path
        self._replace(one, trusted=True)
        return Changes("Use", frozenset({Topic.SETTINGS}))

    def remove(self, name: str) -> Changes:
        self.done.append(("remove", name))
        self._fail()
        self.begun.pop(name, None)
        self.here = [one for one in self.here if str(one.path) != name]
        return Changes("Remove", frozenset({Topic.MODELS}))

    def choose_tier(self, name: str, tier: int | None) -> Changes:
        self.done.append(("tier", name, tier))
        one = next(one for one in self.here if str(one.path) == name)
        self._replace(one, tier=one.measured if tier is None else tier, chosen=tier is not None)
        return Changes("Tier", frozenset({Topic.MODELS}))

    def testing(self, name: str) -> Work[Progress, Installed]:
        yield Progress(0, 40, "Testing")
        self._fail()
        one = next(one for one in self.here if str(one.path) == name)
        return self._replace(
            one, tier=3, reason="It passed 40 of 40 tasks here.", test={"tokens_per_second": 20.0}
        )

    def _replace(self, one: Installed, **new: Any) -> Installed:
        made = replace(one, **new)
        self.here[self.here.index(one)] = made
        return made

    def _fail(self) -> None:
        problem, self.problem = self.problem, None
        if problem is not None:
            raise problem
