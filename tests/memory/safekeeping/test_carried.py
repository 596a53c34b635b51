from __future__ import annotations

import json
import zipfile

import pytest

from ingest.chunk import chunks
from memory.cipher import DataKey
from memory.conversations import add_turn, start
from memory.labels import Origin, labelled, own_label, set_label
from memory.progress import finish
from memory.safekeeping.archive import exporting
from memory.safekeeping.archive_reader import importing
from memory.safekeeping.carried import a_label, take_in
from memory.store import MemoryStore
from memory.types import Label, Turn
from tests.fakes import a_mail, day, put
from tests.memory.claims.drafts import claims, hear


@pytest.fixture
def full(store):
    put(store, a_mail("1"), source="Mail", path="/mail")
    hear(store, "Bath", day(3))
    add_turn(store, start(store), Turn("user", "When?", day(4)))
    return store


@pytest.fixture
def other(tmp_path):
    (tmp_path / "other").mkdir()
    store = MemoryStore(tmp_path / "other", DataKey.new())
    yield store
    store.close()


def bearers(store) -> list[Origin]:
    (person,) = store.db.execute("select id from people where name = 'Ada Byron'").fetchone()
    (talk,) = store.db.execute("select id from conversations").fetchone()
    claim = claims(store)["Bath"].id
    return [Origin("source", "Mail"), Origin("person", person), Origin("claim", claim),
            Origin("conversation", talk)]  # fmt: skip


def test_labels_come_along_into_another_memory(full, other, tmp_path):
    for origin in bearers(full):
        set_label(full, origin, Label.STAYS)

    finish(exporting(full, tmp_path / "a.zip"))
    start(other)  # so that numbers are others there
    finish(importing(other, tmp_path / "a.zip", chunks))

    with other.write() as db:
        db.execute("delete from conversations where id = 1")
    assert [own_label(other, one) for one in bearers(other)] == [Label.STAYS] * 4


def test_an_archive_makes_nothing_laxer(full):
    source, *_ = bearers(full)
    set_label(full, source, Label.STAYS)
    rows = [("source", ["/mail"], Label.REWRITE), ("source", ["/none"], Label.STAYS),
            ("person", ["ada@example.org"], Label.LEAVES)]  # fmt: skip

    assert take_in(full, rows) == 0  # type: ignore[arg-type]
    assert [one.origin for one in labelled(full)] == [source]


@pytest.mark.parametrize(
    "change", [{"what": "house"}, {"what": "document"}, {"label": "secret"}, {"is": "/mail"},
               {"is": []}, {"is": [{}]}, {"is": ["a", "b"]}],
)  # fmt: skip
def test_what_is_no_label_is_refused(change):
    row = {"what": "source", "is": ["/mail"], "label": "stays here"}
    assert a_label(row)

    with pytest.raises((ValueError, KeyError)):
        a_label(row | change)


def test_an_archive_of_before_there_were_labels_is_read(full, other, tmp_path):
    finish(exporting(full, tmp_path / "a.zip"))
    with (
        zipfile.ZipFile(tmp_path / "a.zip") as new,
        zipfile.ZipFile(tmp_path / "b.zip", "w") as old,
    ):
        for name in new.namelist():
            if name == "manifest.json":
                manifest = json.loads(new.read(name))
                manifest["parts"] = [p for p in manifest["parts"] if p["name"] != "labels.jsonl"]
                old.writestr(name, json.dumps(manifest))
            elif name != "labels.jsonl":
                old.writestr(name, new.read(name))

    assert finish(importing(other, tmp_path / "b.zip", chunks)).added == 2
