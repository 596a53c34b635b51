"""Who reads what, and what nobody reads."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.formats import READERS, reader_for, worth_reading

MAIL = b"From: a@x\nTo: b@x\nSubject: tea\nDate: x\n\nwords"


@pytest.mark.parametrize(
    ("name", "head", "reader"),
    [
        ("a.pdf", b"%PDF-1.7", "pdf"),
        ("a.txt", b"%PDF-1.7", "pdf"),  # what it is, not what it is called
        ("a.docx", b"PK\x03\x04", "office"),
        ("a.zip", b"PK\x03\x04...word/document.xml", "office"),
        ("a.zip", b"PK\x03\x04", "chats"),
        ("a.mbox", b"", "mail"),
        ("a.eml", b"", "mail"),
        ("1700000000.M1P2.host:2,S", MAIL, "mail"),  # a mail of a Maildir
        ("00001.7c53336b", MAIL, "mail"),
        ("a.txt", MAIL, "mail"),
        ("WhatsApp Chat with Ada.txt", b"", "chats"),
        ("conversations.json", b"[]", "json"),
        ("a.htm", b"", "web"),
        ("page", b"<!DOCTYPE html><html>", "web"),
        ("a.md", b"# Tea", "text"),
        ("README", b"words", "text"),
        ("a.txt", b"", "text"),
    ],
)
def test_a_file_is_read_by_the_reader_of_what_it_is(name, head, reader):
    found = reader_for(Path(name), head)

    assert found is not None
    assert found.name == reader


@pytest.mark.parametrize(
    ("name", "head"), [("a.exe", b"MZ"), ("a.png", b"\x89PNG"), ("core", b"\x7fELF\0")]
)
def test_other_files_have_no_reader(name, head):
    assert reader_for(Path(name), head) is None


def test_each_reader_has_a_name_of_its_own():
    assert len({reader.name for reader in READERS}) == len(READERS)


@pytest.mark.parametrize(
    "name",
    [".DS_Store", ".git", ".hidden.txt", "Thumbs.db", "desktop.ini", "~$letter.docx", "letter.txt~",
     "__pycache__", "node_modules", "film.mp4.part", "mail.msf"],
)  # fmt: skip
def test_what_is_nobodys_words_is_passed_over(name):
    assert not worth_reading(Path(name))


@pytest.mark.parametrize(
    "path", ["letter.txt", "photo.jpg", "cur", ".thunderbird/mail/Inbox", "~ada"]
)
def test_what_may_be_somebodys_words_is_looked_at(path):
    assert worth_reading(Path(path))
