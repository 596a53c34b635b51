"""The whole self-test of the model that comes along, twice: within two minutes, and the same."""

from __future__ import annotations

from typing import Any

from assistant.engine.local import embedded
from assistant.models.probes import built_in
from assistant.models.selftest import SelfTest, self_test
from memory.progress import finish

PROMISED = 120.0  # seconds, on two cores that have nothing else to do


def test_the_embedded_model_quotes_and_gets_the_same_result_again():
    first, again = (finish(self_test(embedded())) for _ in range(2))
    result = SelfTest.of(first)
    print(f"\nTier {result.tier}. {result.reason}")
    for name, group in result.groups.items():
        print(f"  {name:10} {group.passed:2} of {group.asked:2}  {group.failings}")
    print(
        f"  {result.prompt_per_second} tokens/s read, {result.tokens_per_second} written, ", end=""
    )
    print(f"{result.seconds} and {again['seconds']} s for {len(built_in().probes)} tasks")

    assert told(first) == told(again)
    assert result.tier == 0
    assert min(result.seconds, again["seconds"]) < PROMISED


def told(kept: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in kept.items() if "second" not in key}
