"""Which reader reads which file, and which files are nobody's words."""

from __future__ import annotations

from pathlib import Path

from ingest.readers.calendar_file import CalendarReader
from ingest.readers.chats import ChatsReader
from ingest.readers.file import FileReader
from ingest.readers.json_file import JsonReader
from ingest.readers.mail import MailReader
from ingest.readers.office import OfficeReader
from ingest.readers.pdf import PdfReader
from ingest.readers.text import TextReader
from ingest.readers.web import WebReader

HEAD = 8192  # bytes that tell what a file is

LITTER = {"desktop.ini", "thumbs.db", "icon\r"}  # what systems leave in every folder
WORKINGS = {"__pycache__", "node_modules", "$recycle.bin", "system volume information"}
PASSING = {".tmp", ".part", ".crdownload", ".swp", ".lock", ".msf"}  # of programs at work


def reader_for(path: Path, head: bytes) -> FileReader | None:
    """Return who reads a file, by its first bytes and its name; None if nobody does."""
    return next((reader for reader in READERS if reader.accepts(path, head)), None)


def worth_reading(path: Path) -> bool:
    """Whether a file or folder found in a folder can be somebody's own, by its name alone.

    What it lies in does not count: a walk has asked for that before, and where
    it begins was the user's choice.
    """
    name = path.name.lower()
    if name.startswith(".") or name in WORKINGS:
        return False
    # "~$letter.docx", "letter.txt~": copies of what is open.
    return not (
        name in LITTER
        or path.suffix.lower() in PASSING
        or name.startswith("~$")
        or name[-1:] == "~"
    )


def _reader_of_attachment(name: str, data: bytes) -> FileReader | None:
    return reader_for(Path(name.replace("\0", "")), data[:HEAD])


# In this order: what is known by its first bytes, then what is known by its name alone.
READERS: tuple[FileReader, ...] = (
    PdfReader(),
    OfficeReader(),
    CalendarReader(),
    MailReader(_reader_of_attachment),
    ChatsReader(),
    JsonReader(),
    WebReader(),
    TextReader(),
)
