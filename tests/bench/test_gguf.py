"""Ten thousand spoiled model files and forty hostile templates: the program outlives them all."""

from __future__ import annotations

import random
import time
from collections import Counter
from pathlib import Path
from statistics import median

from assistant.engine.gguf import read_header
from assistant.engine.local import LlamaModel, embedded
from assistant.engine.plan import Adapter, Sampling
from memory.errors import Problem
from memory.types import Message
from tests.assistant.engine import tiny_model
from tests.assistant.engine.hostile_templates import TEMPLATES
from tests.assistant.engine.spoiled import spoiled

FILES = 10_000
LOADING = 60.0  # seconds for those that were accepted to be loaded in
ADAPTERS = 500
TALK = [Message("system", "Be brief."), Message("user", "Tea, and the rent?")]
GREEDY = Sampling(temperature=0.0, max_tokens=5)


def resident(pid: int | None) -> int:
    """Return the most memory a process had, in bytes."""
    if pid is None:
        return 0
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return 1024 * next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))


def outcome(model: LlamaModel) -> str:
    try:
        said = "".join(model.generate(TALK, GREEDY))
    except Problem as problem:
        return "its process ended" if "unexpectedly" in str(problem) else "not loaded"
    return "wrote" if said else "wrote nothing"


def test_ten_thousand_spoiled_headers(tmp_path):
    """The reader refuses or accepts; of what it accepts, as many as there is time for are run."""
    path = tmp_path / "spoiled.gguf"
    accepted: list[bytes] = []
    slowest = 0.0
    for architecture in ("llama", "qwen2"):
        for file in spoiled(tiny_model.model(architecture), FILES // 2, seed=7):
            path.write_bytes(file)
            began = time.monotonic()
            try:
                read_header(path)
                accepted.append(file)
            except Problem:
                pass
            slowest = max(slowest, time.monotonic() - began)
    random.Random(7).shuffle(accepted)
    came: Counter[str] = Counter()
    most, until = 0, time.monotonic() + LOADING
    while accepted and time.monotonic() < until:
        path.write_bytes(accepted.pop())
        model = LlamaModel(path, threads=1)
        came[outcome(model)] += 1
        most = max(most, resident(model.pid))
        model.close()
    run = sum(came.values())
    print(
        f"\n{FILES} headers: {FILES - run - len(accepted)} refused, {run + len(accepted)} accepted,"
    )
    print(f"  the slowest read in {slowest * 1000:.0f} ms; of {run} run: {dict(came)}")
    print(f"  the largest process {most >> 20} MB")

    assert run
    assert came["its process ended"] <= run // 100
    after = LlamaModel(embedded(), threads=2)
    assert outcome(after) == "wrote"
    after.close()


def test_spoiled_adapters(tmp_path):
    """What is accepted and fits is loaded or refused; the model goes on without it."""
    base = tiny_model.write(tmp_path / "base.gguf")
    path = tiny_model.write_adapter(tmp_path / "lora.gguf")
    model = LlamaModel(base, threads=1)
    came: Counter[str] = Counter()
    for n, file in enumerate(spoiled(path.read_bytes(), ADAPTERS, seed=7)):
        path = tmp_path / f"lora{n}.gguf"
        path.write_bytes(file)
        try:
            model.wear([Adapter(path, str(n))])
        except Problem:
            came["refused"] += 1
            continue
        came[outcome(model)] += 1
    model.wear([])
    print(f"\n{ADAPTERS} adapters: {dict(came)}")

    assert outcome(model) == "wrote"
    assert not came["its process ended"]
    model.close()


def test_forty_templates(tmp_path):
    """None costs time, none changes a word."""
    said: set[str] = set()

    def seconds(template: str | None) -> float:
        path = tiny_model.write(tmp_path / "model.gguf", template=template)
        began = time.monotonic()
        model = LlamaModel(path, threads=1)
        said.add("".join(model.generate(TALK, GREEDY)))
        model.close()
        return time.monotonic() - began

    pairs = [(seconds(None), seconds(template)) for template in TEMPLATES]
    without, with_ = (median(times) for times in zip(*pairs, strict=True))
    print(f"\n{len(TEMPLATES)} templates: loaded in {with_ / without:.2f} x the time without one")

    assert len(said) == 1
    assert with_ < 1.3 * without
