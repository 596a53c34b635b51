"""Cloud models made up in memory: nothing is sent, and it notes what was asked."""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant.cloud.provider import Provider
from assistant.cloud.said import Reply
from memory.errors import Problem
from memory.progress import Progress, Work
from memory.types import Changes, DisclosureId, Topic

DONE = Changes("Cloud", frozenset({Topic.SETTINGS}))


class FakeModel:
    def complete(self, prompt: object) -> Work[Progress, Reply]:
        yield Progress(0, 1)
        return Reply("Yes.", "a model", DisclosureId(1))


class FakeGate:
    """Lets everything go."""

    @staticmethod
    def cleared(proposal: object) -> object:
        return proposal


@dataclass
class FakeCloud:
    on: bool = False
    the_providers: dict[str, Provider] = field(default_factory=dict)
    the_keys: dict[str, str] = field(default_factory=dict)
    problem: Problem | None = None  # of the next deed
    stopped: int = 0
    tried: list[str] = field(default_factory=list)

    def providers(self) -> list[Provider]:
        return list(self.the_providers.values())

    def set_up(self, provider: Provider, key: str | None = None) -> Changes:
        self._fail()
        self.the_providers[provider.name] = provider
        if key:
            self.the_keys[provider.name] = key
        return DONE

    def remove(self, name: str) -> Changes:
        self._fail()
        del self.the_providers[name]
        self.the_keys.pop(name, None)
        return DONE

    def has_key(self, name: str) -> bool:
        return name in self.the_keys

    def drop_key(self, name: str) -> None:
        self._fail()
        self.the_keys.pop(name, None)

    def turn(self, *, on: bool) -> Changes:
        self._fail()
        self.on = on
        return DONE

    def stop(self) -> None:
        self.stopped += 1

    def trial(self, name: str) -> Work[Progress, str]:
        yield Progress(0, 1)
        self._fail()
        return "Reply with the word yes."

    def model(self, name: str) -> FakeModel:
        self.tried.append(name)
        return FakeModel()

    def _fail(self) -> None:
        if self.problem is not None:
            problem, self.problem = self.problem, None
            raise problem
