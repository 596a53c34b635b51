"""Another encoder takes over while the old one serves, and nobody is left without an answer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from assistant import meaning as module
from assistant.meaning import Meaning
from memory.errors import Problem, ProcessDied
from memory.index import held
from memory.progress import finish
from memory.search import Retriever
from memory.store import MemoryStore
from memory.types import ChunkId
from tests.fakes import WordEmbedder, a_note, put


class FolderEmbedder(WordEmbedder):
    """Stands for an encoder and for those in folders: "/other/32" has 32 dimensions."""

    broken = False

    def __init__(self, folder: Path | None = None) -> None:
        super().__init__()
        self.folder = folder
        if folder is not None:
            if not folder.name.isdigit():
                raise Problem("There is no such folder.")
            self.name, self.dimensions = f"folder {folder.name}", int(folder.name)

    @classmethod
    def known(cls, name, folder, dimensions):
        encoder = cls(Path(folder) if folder else None)
        assert (encoder.name, encoder.dimensions) == (name, dimensions)
        return encoder

    def load(self):
        if self.broken:
            raise Problem("It does not load.")

    def encode(self, texts):
        if self.closed:
            raise ProcessDied("It stopped.")
        return super().encode(texts)

    def become(self, other):
        self.folder, self.name, self.dimensions = other.folder, other.name, other.dimensions


@pytest.fixture
def meaning(store, monkeypatch):
    monkeypatch.setattr(module, "Encoder", FolderEmbedder)
    monkeypatch.setattr(held, "FEW", 10)
    encoder: Any = FolderEmbedder()
    meaning = Meaning(store, encoder)
    put(store, *(a_note(f"tea number{n}", locator=str(n)) for n in range(40)))
    finish(meaning.learning())
    yield meaning
    meaning.close()


def found(meaning: Meaning, text: str = "tea number7") -> list[ChunkId]:
    vector = meaning.encoder.encode([text])[0]
    return [id for id, _ in meaning.index.nearest(vector, 3)]


def test_until_another_has_learned_everything_the_old_one_serves(meaning, store):
    before = found(meaning)
    assert not meaning.is_changing
    meaning.choose("/other/32")
    assert meaning.is_changing
    work = meaning.relearning()
    for _ in range(4):
        next(work)
        assert meaning.encoder.name == "words"
        assert found(meaning) == before
    put(store, a_note("tea number7 number7"), path="/new")
    finish(meaning.learning())
    assert len(found(meaning)) == 3
    finish(work)

    assert meaning.encoder.name == "folder 32"
    assert found(meaning)[0] in (before[0], 41)
    assert not meaning.is_changing
    vectors = store.db.execute("select length(vector), count(*) from vectors group by 1").fetchall()
    assert vectors == [(4 * 32, 41)]
    assert (store.home / "vectors.index").exists()
    assert not (store.home / "vectors.next.index").exists()


def test_who_holds_the_encoder_and_the_index_need_not_know(meaning, store):
    retriever = Retriever(store, meaning.index, meaning.encoder)
    meaning.choose("/other/32")
    finish(meaning.relearning())

    assert retriever.search("tea number7").passages[0].text == "tea number7"


def test_stopped_on_the_way_it_goes_on_from_there_and_not_if_chosen_back(meaning, store):
    meaning.choose("/other/32")
    work = meaning.relearning()
    next(work)
    next(work)
    work.close()
    (half,) = store.db.execute("select count(*) from vectors where encoder = 2").fetchone()
    assert 0 < half < 40
    again = Meaning(store, FolderEmbedder())  # type: ignore[arg-type]
    steps = [step.total for step in again.relearning() if step.note.startswith("Learning")]
    assert steps[0] == 40 - half
    again.close()

    assert again.encoder.name == "folder 32"
    again.choose("/third/48")
    work = again.relearning()
    next(work)
    again.choose("/other/32")
    finish(work)
    finish(again.relearning())
    assert not again.is_changing
    assert store.db.execute("select name, state from encoders").fetchall() == [
        ("folder 32", "serving")
    ]


def test_a_change_that_another_process_made_is_followed(meaning, store):
    elsewhere = MemoryStore(store.home, store.key)
    other = Meaning(elsewhere, FolderEmbedder())  # type: ignore[arg-type]
    other.choose("/other/32")
    finish(other.relearning())
    other.close()
    elsewhere.close()
    assert found(meaning) == []  # the old vectors are gone
    meaning.follow()

    assert meaning.encoder.name == "folder 32"
    assert len(found(meaning)) == 3


def test_opening_takes_the_encoder_that_serves(meaning, store):
    meaning.choose("/other/32")
    finish(meaning.relearning())
    again = Meaning(store, FolderEmbedder())  # type: ignore[arg-type]

    assert again.encoder.name == "folder 32"
    assert len(found(again)) == 3
    again.close()


def test_in_a_new_memory_it_serves_at_once(store, monkeypatch):
    monkeypatch.setattr(module, "Encoder", FolderEmbedder)
    meaning = Meaning(store, FolderEmbedder())  # type: ignore[arg-type]
    meaning.choose("/other/32")

    assert meaning.encoder.name == "folder 32"
    assert not meaning.is_changing


def test_what_is_no_encoder_changes_nothing(meaning, monkeypatch):
    with pytest.raises(Problem, match="no such folder"):
        meaning.choose("/nowhere")
    monkeypatch.setattr(FolderEmbedder, "broken", True)
    with pytest.raises(Problem, match="not load"):
        meaning.choose("/other/32")

    assert not meaning.is_changing
    assert len(found(meaning)) == 3


def test_closing_ends_the_one_that_is_taking_over_too(meaning):
    meaning.choose("/other/32")
    work = meaning.relearning()
    next(work)
    meaning.interrupt()

    with pytest.raises(ProcessDied):
        finish(work)
    assert meaning.encoder.name == "words"
