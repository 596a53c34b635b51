"""The memory as a whole through the assistant: checked, mended, backed up, carried elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.app import Assistant
from assistant.keeping import Keeping
from memory.errors import Problem
from memory.progress import finish

pytestmark = pytest.mark.usefixtures("quick")


@pytest.fixture
def note(tmp_path: Path) -> Path:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "note.md").write_text("The lease ends in May.\n")
    return tmp_path / "notes"


def test_what_was_read_is_backed_up_and_restored_elsewhere(note, tmp_path):
    with Assistant.open(tmp_path / "home") as famulus:
        code = famulus.recovery_code
        famulus.read([note])
        assert famulus.keeping.last_backup() is None
        made = famulus.keeping.backup(tmp_path / "b")
        assert famulus.keeping.last_backup() == made
    restored = finish(Keeping.restoring(tmp_path / "other", tmp_path / "b", code))

    assert restored.documents == 1
    with Assistant.open(tmp_path / "other") as famulus:
        assert "lease" in famulus.search("lease")[0].text


def test_an_archive_goes_into_another_memory(note, tmp_path):
    with Assistant.open(tmp_path / "home") as famulus:
        famulus.read([note])
        assert finish(famulus.keeping.exporting(tmp_path / "a.zip")).documents == 1
    with Assistant.open(tmp_path / "other") as famulus:
        assert finish(famulus.keeping.importing(tmp_path / "a.zip")).added == 1
        assert "lease" in famulus.search("lease")[0].text
        assert finish(Keeping.verifying(famulus.home)).sound
        assert finish(famulus.keeping.checking()).sound


def test_what_the_user_writes_with_goes_along(note, tmp_path):
    with Assistant.open(tmp_path / "home") as famulus:
        famulus.read([note])
        famulus.writing.add("Pirate", "Say it as a pirate.", "Q")
        famulus.shorthand.snippets.put(";addr", "12 Kiln Lane")
        famulus.voice.add("I never write “ASAP”.")
        known = (famulus.writing.commands(), famulus.voice.card().lines)
        finish(famulus.keeping.exporting(tmp_path / "a.zip"))
    with Assistant.open(tmp_path / "other") as famulus:
        finish(famulus.keeping.importing(tmp_path / "a.zip"))

        assert (famulus.writing.commands(), famulus.voice.card().lines) == known
        assert famulus.writing.commands()[-1].title == "Pirate"
        assert famulus.shorthand.snippets.filled(";addr", {}) == "12 Kiln Lane"


def test_what_is_lost_of_a_damaged_memory_is_read_again(note, tmp_path):
    home = tmp_path / "home"
    with Assistant.open(home) as famulus:
        famulus.read([note])
        with famulus._store.write() as db:
            db.execute("update documents set text = 'spoilt'")
    assert finish(Keeping.verifying(home)).parts() == {"documents", "passages"}
    repaired = finish(Keeping.repairing(home))
    assert repaired.lost
    assert [path.name for path in repaired.read_again] == ["note.md"]

    with Assistant.open(home) as famulus:
        famulus.read([note])
        assert "lease" in famulus.search("lease")[0].text
    assert finish(Keeping.verifying(home)).sound


def test_an_open_memory_is_not_replaced(note, tmp_path):
    with Assistant.open(tmp_path / "home") as famulus:
        famulus.keeping.backup(tmp_path / "b")
        with pytest.raises(Problem, match="open in a window"):
            finish(Keeping.restoring(tmp_path / "home", tmp_path / "b"))
