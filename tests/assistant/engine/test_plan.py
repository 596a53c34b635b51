"""What a cached state hangs on, and what it does not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from assistant.engine import plan
from assistant.engine.plan import Adapter, GenerationPlan, Sampling

PLAN = GenerationPlan("abc")
FORMAL = Adapter(Path("formal.gguf"), "d1", 0.5)


def test_equal_plans_have_equal_keys():
    again = GenerationPlan("abc", adapters=(FORMAL,))

    assert again.state == replace(PLAN, adapters=(FORMAL,)).state


def test_a_state_hangs_on_the_model_its_adapters_and_the_library(monkeypatch):
    others = [
        GenerationPlan("abd"),
        replace(PLAN, adapters=(FORMAL,)),
        replace(PLAN, adapters=(replace(FORMAL, scale=0.6),)),
        replace(PLAN, adapters=(replace(FORMAL, digest="d2"),)),
    ]
    keys = {one.state for one in [PLAN, *others]}
    monkeypatch.setattr(plan, "version", lambda name: "99")

    assert len(keys | {PLAN.state}) == 6


def test_a_state_does_not_hang_on_what_is_drawn_from_it_but_the_text_does():
    other = replace(PLAN, sampling=Sampling(seed=7), schema="{}")

    assert other.state == PLAN.state
    assert other.digest != PLAN.digest
    assert replace(FORMAL, path=Path("moved.gguf")) != FORMAL
    assert (
        replace(PLAN, adapters=(replace(FORMAL, path=Path("x")),)).state
        == replace(PLAN, adapters=(FORMAL,)).state
    )
