"""Where things lie on this machine."""

from __future__ import annotations

import os
from pathlib import Path

import resources

NAME = "famulus"


def home() -> Path:
    """Return the folder of the memory: FAMULUS_HOME, else the platform's place for data."""
    if chosen := os.environ.get("FAMULUS_HOME"):
        return Path(chosen).expanduser()
    from platformdirs import user_data_path

    return user_data_path(NAME, appauthor=False)


def sample() -> Path:
    """Return the folder of the invented life that comes with the program."""
    return resources.folder("sample")


def found_here() -> list[tuple[str, Path]]:
    """Return mailboxes and folders on this machine that could be read, in words.

    Only looked for by name; nothing is opened.
    """
    user = Path.home()
    places = [
        ("Thunderbird mail", user / ".thunderbird"),
        ("Thunderbird mail", user / "snap/thunderbird/common/.thunderbird"),
        ("Apple Mail", user / "Library/Mail"),
        ("Evolution mail", user / ".local/share/evolution/mail"),
        ("KMail", user / ".local/share/local-mail"),
        ("Mail folder", user / "Mail"),
        ("Maildir", user / "Maildir"),
        ("Documents", user / "Documents"),
    ]
    return [(words, path) for words, path in places if path.is_dir()]
