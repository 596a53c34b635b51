"""The whole program on real input: the sample life, read once for all these tests."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant import Assistant

ROOT = Path(__file__).parents[2]
Famulus = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("life") / "home"
    with Assistant.open(home) as famulus:
        famulus.read([famulus.sample()], source="Sample")
    return home


@pytest.fixture(scope="session")
def life(sample_home: Path) -> Iterator[Assistant]:
    """The memory of the sample's person."""
    with Assistant.open(sample_home) as famulus:
        yield famulus


def command(*words: object) -> list[str]:
    return [sys.executable, "-m", "ui.main", *map(str, words)]


@pytest.fixture
def famulus() -> Famulus:
    """Run one command of the real program in a process of its own."""

    def run(*words: object, before: tuple[str, ...] = (), **more: str) -> object:
        return subprocess.run(
            [*before, *command(*words)],
            cwd=ROOT,
            env=os.environ | more,
            capture_output=True,
            text=True,
            timeout=300,
        )

    return run  # type: ignore[return-value]
