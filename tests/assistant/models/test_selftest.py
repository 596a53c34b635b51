"""The self-test: a model gets its tier by what it does, the same again, and says why."""

from __future__ import annotations

import json
from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest

from assistant.engine.local import LlamaModel, Spent, embedded
from assistant.models import selftest
from assistant.models.probes import GROUPS, built_in
from assistant.models.selftest import SelfTest, Standing, trial
from memory.errors import Problem
from memory.progress import finish
from tests.assistant.engine import tiny_model
from tests.assistant.engine.tiny_model import U32, Pair
from tests.assistant.models.test_probes import TOLD, good


class Script:
    """Does the first ``knows[group]`` tasks of each group well, and the others badly."""

    def __init__(self, **knows: int) -> None:
        self.spent = Spent(read=20, reading=0.5, written=10, writing=0.5)
        self.asked: list[Any] = []
        self.closed = 0
        self._replies = {}
        for group in GROUPS:
            own = [probe for probe in built_in().probes if probe.group == group]
            for n, (probe, one) in enumerate(zip(own, TOLD[group], strict=True)):
                well = n < knows.get(group, len(own))
                self._replies[probe.messages] = good(probe, one) if well else "Well [9]."

    def generate(self, messages, sampling, schema="") -> Iterator[str]:
        self.asked.append((sampling, schema))
        try:
            yield ""
            yield from self._replies[messages]
        finally:
            self.closed += 1

    def score(self, messages, labels) -> Generator[str, None, list[float]]:
        yield ""
        reply = self._replies[messages]
        right = next(one["right"] for one in TOLD["label"] if one["message"] in messages[-1].text)
        return [float((label == right) == (reply == right)) for label in labels]


ALL = {"cite": 10, "schema": 8, "not_found": 8, "rewrite": 8, "label": 6}


def test_who_can_do_everything_is_of_the_highest_tier():
    result = finish(trial(Script()))

    assert result.tier == 3
    assert {name: group.passed for name, group in result.groups.items()} == ALL
    assert result.reason == (
        "It cites 10 of 10 sources, fills in 8 of 8 forms, says 8 of 8 times that "
        "something is not there, keeps the meaning in 8 of 8 rewritings and chooses 6 of 6 labels."
    )


@pytest.mark.parametrize("tier", [1, 2, 3])
@pytest.mark.parametrize("missing", GROUPS)
def test_one_task_too_few_is_the_tier_below(tier, missing):
    asked = dict(next(one for one in built_in().tiers if one["tier"] == tier))
    assert finish(trial(Script(**asked))).tier == tier

    asked[missing] -= 1

    assert finish(trial(Script(**asked))).tier < tier


def test_the_reason_says_what_is_missing_and_what_went_wrong_most_often():
    result = finish(trial(Script(cite=2, rewrite=1)))

    assert result.tier == 0
    assert result.reason == (
        "It cites 2 of 10 sources and keeps the meaning in 1 of 8 rewritings; "
        "most often it cites the wrong source."
    )
    assert result.groups["cite"].failings == {"cites the wrong source": 8}


def test_a_reason_may_have_one_part():
    assert finish(trial(Script(cite=9))).reason == (
        "It cites 9 of 10 sources; most often it cites the wrong source."
    )


def test_it_is_asked_greedily_with_one_seed_and_forms_with_their_schema():
    model = Script()
    finish(trial(model))

    assert all((s.temperature, s.seed) == (0.0, 0) for s, _ in model.asked)
    assert all(s.max_tokens <= 96 for s, _ in model.asked)
    assert sum(bool(schema) for _, schema in model.asked) == 8


def test_its_speed_is_that_of_all_replies():
    result = finish(trial(Script()))

    assert (result.prompt_per_second, result.tokens_per_second) == (40.0, 20.0)


def test_it_can_be_kept():
    result = finish(trial(Script(cite=7, label=2)))

    assert SelfTest.of(json.loads(json.dumps(result.kept()))) == result


def test_it_tells_how_far_it_is_and_can_be_stopped_while_a_reply_is_written():
    model = Script()
    work = trial(model)
    steps = [next(work) for _ in range(30)]

    assert all(step.total == 40 for step in steps)
    assert [step.done for step in steps] == sorted(step.done for step in steps)
    begun = len(model.asked)
    work.close()
    assert model.closed == begun


def test_what_takes_too_long_is_not_passed(monkeypatch):
    class Slow(Script):
        def generate(self, messages, sampling, schema="") -> Iterator[str]:
            while True:
                yield "x"

        def score(self, messages, labels) -> Generator[str, None, list[float]]:
            while labels:
                yield ""
            return []

    monkeypatch.setattr(selftest, "LONGEST", 0.01)
    result = finish(trial(Slow()))

    assert result.tier == 0
    assert all(set(group.failings) == {"takes too long"} for group in result.groups.values())


def test_a_model_that_cannot_be_run_is_a_problem(tmp_path):
    with pytest.raises(Problem):
        finish(selftest.self_test(tmp_path / "none.gguf"))


def without_times(kept: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in kept.items() if "second" not in key}


def test_a_model_gets_the_same_result_again(tmp_path):
    path = tiny_model.write(tmp_path / "tiny.gguf", pairs=[Pair("llama.context_length", U32, 2048)])
    first, again = (finish(selftest.self_test(path)) for _ in range(2))

    assert without_times(first) == without_times(again)
    assert first["tier"] == 0
    assert first["tokens_per_second"] > 0
    assert first["prompt_per_second"] > 0


def test_the_embedded_model_does_some_of_it():
    """A task of each group; all of them are in tests/bench."""
    few = {probe.group: probe for probe in built_in().probes}
    with closing(LlamaModel(embedded(), threads=2)) as model:
        result = finish(trial(model, replace(built_in(), probes=tuple(few.values()))))

    assert result.tier == 0
    assert {name: group.asked for name, group in result.groups.items()} == dict.fromkeys(GROUPS, 1)
    assert not any("takes too long" in group.failings for group in result.groups.values())


@pytest.mark.parametrize(
    ("tested", "chosen", "tier", "warned"),
    [
        (None, None, 0, ""),
        (2, None, 2, ""),
        (2, 1, 1, ""),
        (2, 2, 2, ""),
        (0, 2, 2, "It was found fit for tier 0, and you let it write drafts"),
        (None, 1, 1, "It was not tested here, and you let it write short answers"),
        (None, 0, 0, ""),
    ],
)
def test_the_user_may_have_it_otherwise_and_is_warned(tested, chosen, tier, warned):
    standing = Standing(tested, chosen)

    assert standing.tier == tier
    assert standing.warning.startswith(warned)
    assert bool(standing.warning) == bool(warned)
