"""A small memory of an invented person, read and learned by the real program."""

from __future__ import annotations

from pathlib import Path

from assistant import Assistant
from ingest.pipeline import read_source
from memory.progress import finish
from memory.sources import add_source

ADA = "Ada Quill <ada@example.org>"
MAILS = [
    (
        "2024-03-03 09:10",
        "Ana Ruiz <ana@example.org>",
        "Strings",
        "I play the cello. I live in Bath.",
    ),
    ("2024-05-11 18:02", "Ana Ruiz <ana@example.org>", "Re: Strings", "I play the cello, still."),
    (
        "2024-06-20 08:00",
        "Ben Oak <ben@example.org>",
        "Moving",
        "I live in Leeds now. I like green tea.",
    ),
    (
        "2024-07-02 12:30",
        "Ben Oak <ben@example.org>",
        "Lunch",
        "I like green tea. I am vegetarian.",
    ),
    (
        "2024-09-09 21:14",
        "Cleo Park <cleo@example.org>",
        "The talk",
        "I work as a nurse at St James.",
    ),
    (
        "2024-11-01 07:45",
        "Cleo Park <cleo@example.org>",
        "Mornings",
        "I have asthma. I have a dog.",
    ),
    (
        "2025-01-19 16:00",
        "Ben Oak <ben@example.org>",
        "Plans",
        "I want to run a marathon. I hate olives.",
    ),
    (
        "2025-02-02 10:20",
        "Ana Ruiz <ana@example.org>",
        "Languages",
        "I speak Spanish. My sister is Nora.",
    ),
]
HEARD = ("2025-03-01 10:00", "Ada plays the tuba, and she likes liquorice.")


def write(folder: Path) -> Path:
    """Write the mails of this life into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for at, (when, to, subject, text) in enumerate(MAILS):
        (folder / f"{at}.eml").write_text(_mail(at, ADA, to, subject, when, text), "utf-8")
    when, text = HEARD
    mail = _mail(99, "Ben Oak <ben@example.org>", ADA, "Her band", when, text)
    (folder / "99.eml").write_text(mail, "utf-8")
    return folder


def _mail(at: int, sender: str, to: str, subject: str, when: str, text: str) -> str:
    day, clock = when.split()
    year, month, number = day.split("-")
    name = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][
        int(month) - 1
    ]
    return (
        f"From: {sender}\nTo: {to}\nSubject: {subject}\nMessage-ID: <{at}@example.org>\n"
        f"Date: {number} {name} {year} {clock}:00 +0000\nContent-Type: text/plain; charset=utf-8\n"
        f"\n{text}\n"
    )


def lived(home: Path, *, learned: bool = True) -> Path:
    """Make a memory of this life in the folder, and close it."""
    folder = write(home.parent / "mails")
    with Assistant.open(home) as famulus:
        famulus.change_settings(identity=ADA)
        name = add_source(famulus._store, folder, None)
        finish(read_source(famulus._store, name, folder))
        if learned:
            famulus.learn()
    return home
