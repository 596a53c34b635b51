"""Fixtures for what is read from files."""

from __future__ import annotations

import pytest

from ingest import pipeline
from tests.ingest.fakes import FakeChild


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "Notes"
    (folder / "deep").mkdir(parents=True)
    (folder / "b.txt").write_text("The words of b.")
    (folder / "a.txt").write_text("The words of a.")
    (folder / "deep" / "c.txt").write_text("The words of c.")
    return folder


@pytest.fixture
def worker(monkeypatch):
    monkeypatch.setattr(pipeline, "Child", FakeChild)
    monkeypatch.setattr(FakeChild, "made", [])

    def takes_apart(**files: list[str | Exception]) -> None:
        monkeypatch.setattr(FakeChild, "files", {f"{n}.txt": units for n, units in files.items()})

    return takes_apart
