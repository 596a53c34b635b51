"""Another quantisation of the embedded model, made and measured here."""

from __future__ import annotations

import shutil

import pytest

from assistant.engine import requantise
from assistant.engine.gguf import read_header
from assistant.engine.local import embedded
from assistant.engine.plan import Sampling
from assistant.engine.requantise import requantising
from memory.errors import Problem
from memory.progress import finish


@pytest.fixture(autouse=True)
def short(monkeypatch):
    """Judge by a few words: what is measured is told by the bench."""
    monkeypatch.setattr(requantise, "LETTERS", 600)
    monkeypatch.setattr(requantise, "FEW", Sampling(temperature=0, max_tokens=4))


def test_both_are_measured_and_the_new_one_is_a_model(tmp_path):
    target = tmp_path / "q8.gguf"
    compared = finish(requantising(embedded(), "Q8_0", target))

    assert read_header(target).parameters == read_header(embedded()).parameters
    assert compared.after.size == target.stat().st_size > compared.before.size
    assert -0.05 < compared.loss < 0.05
    assert min(compared.before.reading, compared.after.writing) > 0
    assert list(tmp_path.iterdir()) == [target]


def test_stopped_or_refused_it_leaves_nothing(tmp_path, monkeypatch):
    target = tmp_path / "q8.gguf"
    work = requantising(embedded(), "Q8_0", target)
    for step in work:
        if "Writing" in step.note:
            break
    work.close()
    with pytest.raises(Problem, match="no quantisation"):
        finish(requantising(embedded(), "Q99", target))
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(1, 1, 0))
    with pytest.raises(Problem, match="space"):
        finish(requantising(embedded(), "Q8_0", target))

    assert list(tmp_path.iterdir()) == []


def test_what_llama_cannot_write_is_said(tmp_path, monkeypatch):
    broken = tmp_path / "broken.gguf"
    broken.write_bytes(embedded().read_bytes()[:60_000_000])
    monkeypatch.setattr(requantise, "measuring", lambda *_: iter(()))

    with pytest.raises(Problem, match="cannot be written"):
        finish(requantising(broken, "Q8_0", tmp_path / "q8.gguf"))
    assert list(tmp_path.iterdir()) == [broken]
