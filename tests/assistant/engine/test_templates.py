"""A template inside a model file is a program by a stranger: it is never compiled, nor rendered."""

from __future__ import annotations

import time
from pathlib import Path
from statistics import median

import jinja2
import pytest

from assistant.engine.gguf import read_header
from assistant.engine.local import LlamaModel
from assistant.engine.plan import Sampling
from assistant.engine.turns import family_of
from assistant.engine.worker.prompt import prompt
from assistant.engine.worker.weights import Weights
from memory.types import Message
from tests.assistant.engine import tiny_model
from tests.assistant.engine.hostile_templates import TEMPLATES

TALK = [Message("system", "Be brief."), Message("user", "Tea, and the rent?")]
GREEDY = Sampling(temperature=0.0, max_tokens=6)
WORST = [TEMPLATES[n] for n in (0, 2, 10, 20, 25, 27)]


def tokens(path: Path) -> list[int]:
    header = read_header(path)
    weights = Weights(path)
    return prompt(
        weights, family_of(header.markers, header.architecture, header.tokenizer), TALK, 400
    )


def test_there_are_forty_of_them():
    assert len(set(TEMPLATES)) == 40


def test_no_template_is_compiled_and_none_changes_what_a_model_is_told(tmp_path, monkeypatch):
    compiled: list[object] = []
    monkeypatch.setattr(jinja2.Environment, "compile", lambda *a, **k: compiled.append(a))
    monkeypatch.setattr(jinja2.Environment, "from_string", lambda *a, **k: compiled.append(a))
    without = tokens(tiny_model.write(tmp_path / "without.gguf"))

    for template in TEMPLATES:
        path = tiny_model.write(tmp_path / "with.gguf", template=template)
        assert read_header(path).template_digest
        assert tokens(path) == without
    assert compiled == []


def test_the_worst_of_them_cost_no_time_and_change_no_word(tmp_path):
    said: set[str] = set()

    def seconds(template: str | None) -> float:
        path = tiny_model.write(tmp_path / "model.gguf", template=template)
        began = time.monotonic()
        model = LlamaModel(path, threads=1)
        try:
            said.add("".join(model.generate(TALK, GREEDY)))
        finally:
            model.close()
        return time.monotonic() - began

    without = [seconds(None) for _ in WORST]
    with_ = [seconds(template) for template in WORST]

    assert len(said) == 1
    assert median(with_) < 3 * median(without)
    assert max(with_) < 5 * max(without)


@pytest.mark.parametrize("template", ["", "   "])
def test_no_template_has_no_digest(tmp_path, template):
    header = read_header(tiny_model.write(tmp_path / "m.gguf", template=template))

    assert bool(header.template_digest) == bool(template)
