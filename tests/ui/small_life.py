"""A small memory of an invented person, read and learned by the real program."""

from __future__ import annotations

from pathlib import Path

from assistant import Assistant
from ingest.pipeline import read_source
from memory.progress import finish
from memory.sources import add_source

ADA = "Ada Quill <ada@example.org>"
ANA, BEN, CLEO = ("Ana <ana@example.org>", "Ben Oak <ben@example.org>", "Cleo <cleo@example.org>")
MAILS = [
    ("03 Mar 2024 09:10", ANA, "Strings", "I play the cello. I live in Bath."),
    ("11 May 2024 18:02", ANA, "Re: Strings", "I play the cello, still."),
    ("20 Jun 2024 08:00", BEN, "Moving", "I live in Leeds now. I like green tea."),
    ("02 Jul 2024 12:30", BEN, "Lunch", "I like green tea. I am vegetarian."),
    ("09 Sep 2024 21:14", CLEO, "The talk", "I work as a nurse at St James."),
    (
        "01 Nov 2024 07:45",
        CLEO,
        "Mornings",
        "I have asthma. I have diabetes. I am allergic to penicillin. I have a dog.",
    ),
    ("19 Jan 2025 16:00", BEN, "Plans", "I want to run a marathon. I hate olives."),
    ("02 Feb 2025 10:20", ANA, "Languages", "I speak Spanish. My sister is Nora."),
]
HEARD = ("01 Mar 2025 10:00", "Ada plays the tuba, and she likes liquorice.")


def write(folder: Path) -> Path:
    """Write the mails of this life into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for at, (when, to, subject, text) in enumerate(MAILS):
        (folder / f"{at}.eml").write_text(_mail(at, ADA, to, subject, when, text), "utf-8")
    when, text = HEARD
    mail = _mail(99, BEN, ADA, "Her band", when, text)
    (folder / "99.eml").write_text(mail, "utf-8")
    return folder


def _mail(at: int, sender: str, to: str, subject: str, when: str, text: str) -> str:
    return (
        f"From: {sender}\nTo: {to}\nSubject: {subject}\nMessage-ID: <{at}@example.org>\n"
        f"Date: {when}:00 +0000\nContent-Type: text/plain; charset=utf-8\n"
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
