"""The process that takes files apart."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from ingest import worker
from ingest.reader import Unit
from ingest.sandbox import Child
from ingest.wire import unpack_document
from memory.errors import UnreadableDocument
from memory.types import Document, Kind

Line = dict[str, Any]


def said(path: Path, *poison: int) -> list[Line]:
    lines: list[Line] = []
    worker.read(path, frozenset(poison), lines.append)
    return lines


def titles(lines: list[Line]) -> list[str]:
    return [line["document"]["title"] for line in lines if "document" in line]


def unread(lines: list[Line]) -> list[tuple[str, str]]:
    return [
        (line["unread"]["locator"], line["unread"]["reason"]) for line in lines if "unread" in line
    ]


MARK = "From ada@example.org Fri Mar  3 10:00:00 2023\n"
WITH_PICTURE = (
    'Subject: b\nContent-Type: multipart/mixed; boundary="b"\n\n--b\n\nwords\n'
    "--b\nContent-Type: image/png; name=cat.png\n\nx\n"
    "--b\nContent-Type: text/plain; name=notes.txt\n\nnotes\n--b--\n"
)


@pytest.fixture
def mailbox(tmp_path):
    path = tmp_path / "a.mbox"
    mails = ["Subject: a\n\nx\n", WITH_PICTURE, "Subject: c\n\nz\n"]
    path.write_text("".join(f"{MARK}{mail}\n" for mail in mails))
    return path


def test_units_are_announced_before_what_they_hold_and_counted(mailbox):
    lines = said(mailbox)

    assert [next(iter(line)) for line in lines] == [
        *("unit", "document"),
        *("unit", "document", "unit", "unread", "unit", "document"),
        *("unit", "document"),
        "done",
    ]
    assert [line["unit"] for line in lines if "unit" in line] == [0, 1, 2, 3, 4]
    assert lines[-1] == {"done": True, "units": 5}
    assert titles(lines) == ["a", "b", "notes.txt", "c"]


def test_a_document_comes_with_its_chunks(mailbox):
    line = next(line for line in said(mailbox) if "document" in line)
    document = unpack_document(line["document"])
    (chunk,) = line["chunks"]

    assert document.text[chunk[0] : chunk[1]] == "x"


@pytest.mark.parametrize(
    ("poison", "left"),
    [((0,), ["b", "notes.txt", "c"]), ((1,), ["a", "c"]), ((3,), ["a", "b", "notes.txt"])],
)
def test_a_poisoned_unit_is_passed_over_with_what_is_inside_it(mailbox, poison, left):
    lines = said(mailbox, *poison)
    expected = left if poison != (3,) else ["a", "b", "c"]

    assert titles(lines) == expected
    assert poison[0] not in [line.get("unit") for line in lines]


def test_what_is_inside_comes_before_what_is_beside(tmp_path):
    inner = WITH_PICTURE.replace('"b"', '"in"').replace("--b", "--in").replace(": b", ": inner")
    beside = 'Content-Type: text/plain; name="beside.txt"'
    path = tmp_path / "a.eml"
    path.write_text(
        'Subject: outer\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="out"\n\n'
        f"--out\nContent-Type: message/rfc822\n\n{inner}\n--out\n{beside}\n\nx\n--out--\n"
    )

    assert titles(said(path)) == ["outer", "inner", "notes.txt", "beside.txt"]


class Scripted:
    """A reader whose units do as they are told."""

    name = "scripted"

    def __init__(self, *units: Any) -> None:
        self._units = units

    def units(self, path: Path) -> Any:
        for number, parse in enumerate(self._units, 1):
            yield Unit(f"mail {number}", parse)


def failing(error: Exception) -> Any:
    def parse() -> Any:
        yield Document(Kind.MAIL, "before", "x")
        raise error

    return parse


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (UnreadableDocument("It is torn.", remedy="Glue it."), "It is torn. Glue it."),
        (ValueError("somebody's words"), "This mail could not be taken apart (ValueError)."),
        (RecursionError("deep"), "This mail could not be taken apart (RecursionError)."),
        (MemoryError(), "This mail could not be taken apart (MemoryError)."),
        (
            PermissionError("/home/ada"),
            "Famulus may not read this file. Allow it in the file's permissions.",
        ),
        (FileNotFoundError("/home/ada"), "This file is no longer there."),
        (OSError("/home/ada"), "This file could not be read from its disk."),
    ],
)
def test_a_unit_that_fails_costs_itself_and_is_told_without_anyones_words(
    tmp_path, monkeypatch, error, sentence
):
    good = lambda: iter([Document(Kind.MAIL, "after", "x")])  # noqa: E731
    monkeypatch.setattr(worker, "reader_for", lambda path, head: Scripted(failing(error), good))
    path = tmp_path / "a"
    path.touch()

    lines = said(path)

    assert titles(lines) == ["before", "after"]
    assert unread(lines) == [("mail 1", sentence)]


def test_a_file_nobody_reads_is_told_by_its_kind(tmp_path):
    path = tmp_path / "film.MP4"
    path.write_bytes(b"\0\0\0\x18ftyp")

    assert unread(said(path)) == [("", "Famulus does not read this kind of file yet (.mp4).")]
    assert said(path)[-1] == {"done": True, "units": 0}


@pytest.mark.parametrize(
    "name", ["a.txt", "a.md", "a.pdf", "a.docx", "a.html", "a.eml", "a.json", "a.zip"]
)
def test_an_empty_file_is_told_to_be_empty(tmp_path, name):
    path = tmp_path / name
    path.touch()

    assert unread(said(path)) == [("", "This file is empty.")]


def test_what_is_no_ordinary_file_is_not_waited_for(tmp_path):
    pipe = tmp_path / "a.txt"
    os.mkfifo(pipe)

    assert unread(said(pipe)) == [("", "This is not an ordinary file.")]
    assert unread(said(tmp_path / "gone.txt")) == [("", "This file is no longer there.")]
    assert unread(said(Path("/dev/zero"))) == [("", "This is not an ordinary file.")]


@pytest.fixture
def child():
    found = Child("ingest.worker")
    yield found
    found.close()


def test_the_process_answers_one_file_after_the_other(child, mailbox):
    answers = []
    for poison in ([], [1]):
        child.send({"path": str(mailbox), "poison": poison})
        lines = []
        while "done" not in (line := child.receive(20)):
            lines.append(line)
        answers.append(titles(lines))

    assert answers == [["a", "b", "notes.txt", "c"], ["a", "c"]]


def test_the_process_reads_every_format_inside_its_confinement(child, tmp_path):
    docx = pytest.importorskip("docx").Document()
    docx.add_paragraph("Tea")
    docx.save(tmp_path / "a.docx")
    (tmp_path / "b.html").write_text("<p>Tea")
    (tmp_path / "c.txt").write_bytes("Grüner Tee für Ada, später mehr.".encode("cp1252") * 30)
    for path in sorted(tmp_path.iterdir()):
        child.send({"path": str(path)})
        lines = []
        while "done" not in (line := child.receive(20)):
            lines.append(line)
        assert unread(lines) == []
        assert any("document" in line for line in lines)
