"""Every setting once: name, type, default, help.

The settings page and the help of the command line are drawn from this file, so
a setting that is not declared here does not exist.  Defaults send nothing.
"""

from __future__ import annotations

from dataclasses import Field, dataclass, field, fields
from typing import Any

from memory.errors import Problem

LANGUAGES = ("English", "German")  # in which the page of the profile is written


def setting(default: Any, title: str, help: str) -> Any:
    """Declare a setting, what it is called and the sentence that explains it."""
    return field(default=default, metadata={"title": title, "help": help})


@dataclass(frozen=True)
class Settings:
    model: str = setting(
        "",
        "Language model",
        "The GGUF file that writes. Empty, it is the quickest model here that has passed its test; "
        "where none has, or it is the embedded one, answers are quotes from your own texts.",
    )
    encoder: str = setting(
        "",
        "Search by meaning",
        "Finds what means the same in other words. What comes with the program knows English "
        "best; a folder of sentence-transformers may know other languages. It learns all texts "
        "anew, while the one before goes on searching.",
    )
    passages: int = setting(
        8, "Passages for an answer", "How many passages an answer may rest on, 1 to 20."
    )
    threads: int = setting(
        0, "Processor cores", "How many cores a language model may use; 0 leaves one for you."
    )
    mirror: str = setting(
        "",
        "Where models are got from",
        "The address of a mirror of the hub, such as https://models.example.org. Without one, "
        "huggingface.co. It is asked only when you get a model.",
    )
    mailbox: str = setting(
        "",
        "Drafts folder",
        "The mailbox into which you put drafts: imaps://ada%40example.org@mail.example.org. "
        "It is opened only when you put one there.",
    )
    identity: str = setting(
        "", "You", "Your names and addresses, separated by commas: Ada <ada@example.org>."
    )

    language: str = setting(
        "",
        "Language of your profile",
        "In which language the page of your profile has its headings: English or German. "
        "Left empty, it is the language of your own texts.",
    )
    shortcut: str = setting(
        "Ctrl+Alt+Space",
        "Key for writing anywhere",
        "Opens the writing assistant on what is selected in any program; empty for none.",
    )
    tray: bool = setting(
        False, "Stay in the tray", "Closing the window then leaves Famulus running in the tray."
    )

    def check(self) -> None:
        """Raise Problem where a number cannot be."""
        if not 1 <= self.passages <= 20:
            raise Problem("An answer may rest on 1 to 20 passages.")
        if self.threads < 0:
            raise Problem("A model uses no core or some, not fewer than none.")
        if self.language not in {"", *LANGUAGES}:
            raise Problem("The page of your profile is in English or German.")
        if self.mirror and not self.mirror.startswith(("https://", "http://")):
            raise Problem("The address of a mirror begins with https://.")
        if self.mailbox and not self.mailbox.startswith(("imaps://", "imap://")):
            raise Problem("The address of a mailbox begins with imaps://.")


def declared() -> tuple[Field[Any], ...]:
    """Return every setting, in the order in which they are shown."""
    return fields(Settings)
