"""The self-test: what a model may do, by what it did here and not by its name.

Forty tasks are put to it (see ``probes``), greedily, with one seed and in a process of
its own that has read nothing before: the same model gets the same result again.  With
the model that comes along it takes half a minute on two cores, with a larger one longer;
every task has a time of its own, and what is not done in it is not passed.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Protocol, cast

from assistant.engine.local import LlamaModel, Spent
from assistant.engine.plan import Sampling
from assistant.models.probes import GROUPS, PASSED, Probe, Probes, built_in
from memory.progress import Progress, Work
from memory.types import Message

LONGEST = 45.0  # seconds one task may take, the reading of it too
TOO_LONG = "takes too long"

Talk = Generator[str, None, None]

MAY = (
    "quote, and nothing in words of its own",
    "write short answers and rewritings that are checked, and fill in forms",
    "write drafts in your voice, and work on what is believed of you",
    "write what is longer",
)


class Candidate(Protocol):
    """What the test asks of a model; ``assistant.engine.local.LlamaModel`` in the program."""

    spent: Spent

    def generate(
        self, messages: Sequence[Message], sampling: Sampling, schema: str = ""
    ) -> Iterator[str]:
        """Yield text as it is written, and "" while there is none yet."""
        ...

    def score(
        self, messages: Sequence[Message], labels: Sequence[str]
    ) -> Generator[str, None, list[float]]:
        """Return the log-probability of each label as the whole reply; yield "" meanwhile."""
        ...


@dataclass(frozen=True, slots=True)
class GroupResult:
    """What came of one group of tasks."""

    passed: int
    asked: int
    failings: dict[str, int] = field(default_factory=dict)  # what went wrong, and how often


@dataclass(frozen=True, slots=True)
class SelfTest:
    """What a model did.  Kept with the digest of its file; of another edition it says nothing."""

    tier: int
    reason: str  # a sentence
    groups: dict[str, GroupResult]
    prompt_per_second: float  # tokens read
    tokens_per_second: float  # tokens written
    seconds: float  # it took in all
    edition: int  # of the tasks

    def kept(self) -> dict[str, Any]:
        """Return it as what JSON can hold."""
        return asdict(self)

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> SelfTest:
        """Return what ``kept`` was made of."""
        groups = {name: GroupResult(**group) for name, group in kept["groups"].items()}
        return cls(**{**kept, "groups": groups})


@dataclass(frozen=True, slots=True)
class Standing:
    """What a model may do: as it was tested here, or as the user wants it."""

    tested: int | None = None
    chosen: int | None = None

    @property
    def tier(self) -> int:
        return next((tier for tier in (self.chosen, self.tested) if tier is not None), 0)

    @property
    def warning(self) -> str:
        """A sentence where the user lets it do more than it showed that it can; else empty."""
        if self.chosen is None or self.chosen <= (self.tested or 0):
            return ""
        shown = (
            "It was not tested here"
            if self.tested is None
            else f"It was found fit for tier {self.tested}"
        )
        return (
            f"{shown}, and you let it {MAY[self.chosen]}: "
            "what it writes may be wrong more often than you would like."
        )


def self_test(path: Path) -> Work[Progress, dict[str, Any]]:
    """Test the model of a file; return what is kept of it.  Raises Problem if it cannot be run."""
    with closing(LlamaModel(path)) as model:
        return (yield from trial(model)).kept()


def trial(model: Candidate, probes: Probes | None = None) -> Work[Progress, SelfTest]:
    """Put all tasks to a model, one after another.  Raises Problem if it cannot be run."""
    probes = probes or built_in()
    began = time.monotonic()
    came: dict[str, list[str]] = {group: [] for group in GROUPS}
    speed = _Speed()
    for done, probe in enumerate(probes.probes):
        at = Progress(done, len(probes.probes), "Trying what the model can do")
        yield at
        came[probe.group].append((yield from _tried(model, probe, speed, at)))
    groups = {name: _result(verdicts) for name, verdicts in came.items()}
    tier = _tier(groups, probes)
    return SelfTest(
        tier=tier,
        reason=_reason(tier, groups, probes),
        groups=groups,
        prompt_per_second=_rate(speed.read, speed.reading),
        tokens_per_second=_rate(speed.written, speed.writing),
        seconds=round(time.monotonic() - began, 1),
        edition=probes.edition,
    )


# One task.


@dataclass(slots=True)
class _Speed:
    """Tokens and seconds, added up."""

    read: int = 0
    reading: float = 0.0
    written: int = 0
    writing: float = 0.0

    def add(self, spent: Spent) -> None:
        self.read += spent.read
        self.reading += spent.reading
        self.written += spent.written
        self.writing += spent.writing


def _tried(model: Candidate, probe: Probe, speed: _Speed, at: Progress) -> Work[Progress, str]:
    """Return the verdict on one task; it may be stopped while the model is at it."""
    until = time.monotonic() + LONGEST
    if probe.labels:
        reply = yield from _chosen(model, probe, until, at)
    else:
        reply = yield from _written(model, probe, until, at)
        speed.add(model.spent)
    return TOO_LONG if reply is None else probe.judge(reply.strip())


def _written(
    model: Candidate, probe: Probe, until: float, at: Progress
) -> Work[Progress, str | None]:
    """Return what the model writes, None if it takes too long."""
    sampling = Sampling(temperature=0.0, max_tokens=probe.tokens, seed=0)
    writing = cast("Talk", model.generate(probe.messages, sampling, probe.schema))
    reply = ""
    with closing(writing):
        for piece in writing:
            reply += piece
            yield at
            if time.monotonic() > until:
                return None
    return reply


def _chosen(
    model: Candidate, probe: Probe, until: float, at: Progress
) -> Work[Progress, str | None]:
    """Return the label that is likeliest as the whole reply, None if it takes too long."""
    with closing(model.score(probe.messages, probe.labels)) as scoring:
        while time.monotonic() < until:
            try:
                next(scoring)
            except StopIteration as stop:
                scores: list[float] = stop.value
                return probe.labels[max(range(len(scores)), key=scores.__getitem__)]
            yield at
    return None


# What it came to.


def _result(verdicts: Sequence[str]) -> GroupResult:
    failings = Counter(verdict for verdict in verdicts if verdict != PASSED)
    return GroupResult(len(verdicts) - failings.total(), len(verdicts), dict(failings))


def _tier(groups: Mapping[str, GroupResult], probes: Probes) -> int:
    """Return the highest tier of which nothing is missing."""
    for asked in probes.tiers:
        if not _short_of(asked, groups):
            return asked["tier"]
    return 0


def _short_of(asked: Mapping[str, int], groups: Mapping[str, GroupResult]) -> list[str]:
    return [name for name, group in groups.items() if group.passed < asked.get(name, 0)]


def _reason(tier: int, groups: Mapping[str, GroupResult], probes: Probes) -> str:
    """Return in a sentence what keeps it from the next tier, or what it did for the highest."""
    next_ = [asked for asked in probes.tiers if asked["tier"] == tier + 1]
    named = _short_of(next_[0], groups) if next_ else list(groups)
    told = [
        probes.words[name].format(n=groups[name].passed, of=groups[name].asked) for name in named
    ]
    failings: Counter[str] = Counter()
    for name in named:
        failings.update(groups[name].failings)
    usual = f"; most often it {failings.most_common(1)[0][0]}" if next_ and failings else ""
    return f"It {_listed(told)}{usual}."


def _listed(told: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(told[:-1]), told[-1]]))


def _rate(tokens: int, seconds: float) -> float:
    return round(tokens / seconds, 1) if seconds else 0.0
