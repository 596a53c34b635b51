"""A tool server that is a real program."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from assistant.tools.calls import ToolServer

SCRIPT = Path(__file__).parent / "notes_server.py"


@pytest.fixture
def started(tmp_path: Path) -> Path:
    """The file that is there once the server was started."""
    return tmp_path / "started"


@pytest.fixture
def notes(started: Path) -> ToolServer:
    return ToolServer("notes", sys.executable, (str(SCRIPT), str(started)))
