from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from assistant import cli
from ui import main

ROOT = Path(__file__).parents[2]


@pytest.fixture
def words(monkeypatch):
    """What the command line was given."""
    given: list[list[str]] = []

    def run(argv: list[str]) -> int:
        given.append(list(argv))
        return 0

    monkeypatch.setattr(cli, "main", run)
    return given


def test_a_word_makes_it_the_command_line(words):
    assert main.main(["search", "lease", "--json"]) == 0
    assert words == [["search", "lease", "--json"]]


def test_the_home_is_taken_before_the_word(words):
    main.main(["--home", "/x", "sources"])
    main.main(["--home=/x", "sources"])

    assert words == [["sources", "--home", "/x"]] * 2


def test_without_a_screen_there_is_one_plain_sentence_and_the_tour(words, monkeypatch, capsys):
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)

    assert main.main([]) == 0
    assert words == [["tour"]]
    assert capsys.readouterr().err.count("\n") == 1


def test_writing_here_is_asked_of_the_window(words, monkeypatch):
    asked: list[tuple[Path | None, str | None]] = []

    def window(home: Path | None, write: str | None) -> int:
        asked.append((home, write))
        return 0

    monkeypatch.setattr(main, "has_screen", lambda: True)
    monkeypatch.setattr(main, "_window", window)
    main.main(["write", "--here"])
    main.main(["--home", "/x", "write", "--here", "correct"])
    main.main([])
    main.main(["write", "--here", "a command; or two"])

    assert asked == [(None, ""), (Path("/x"), "correct"), (None, None)]
    assert words == [["write", "--here", "a command; or two"]]


def test_the_start_imports_nothing_heavy():
    code = (
        "import sys, ui.main, ui.window\n"
        "heavy = {'torch','numpy','sqlcipher3','hnswlib','llama_cpp','keyring',"
        "'cryptography','sentence_transformers','assistant.app','memory.store'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True
    )

    assert done.stdout.strip() == "[]"


def test_the_command_line_starts_without_qt():
    code = "import sys, ui.main; print('PySide6' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True
    )

    assert done.stdout.strip() == "False"
