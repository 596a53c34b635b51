"""Mails of Ada's, written for tests."""

from __future__ import annotations

from assistant.profile.owner import owner_of
from ingest.clean import folds
from memory.types import Document, Participant
from tests.fakes import a_mail, day

ADA = "Ada Byron <ada@example.org>"
OWNER = owner_of(ADA)
TOM = Participant("to", "Tom Baker", "tom@example.org")
HUBER = Participant("to", "Karin Huber", "huber@amt.example")


def sent(n: int, text: str, *to: Participant, title: str = "", answers: bool = False) -> Document:
    """A mail from Ada, the n-th."""
    people = (Participant("from", "Ada Byron", "ada@example.org"), *(to or (TOM,)))
    named = title or ("Re: Tea" if answers else "Tea")
    return a_mail(
        f"sent-{n}", text, title=named, people=people, date=day(1 + n % 28), folds=folds(text)
    )


def got(n: int, text: str, name: str = "Tom Baker", address: str = "tom@example.org") -> Document:
    """A mail to Ada."""
    people = (Participant("from", name, address), Participant("to", "Ada Byron", "ada@example.org"))
    return a_mail(
        f"got-{n}", text, title="Tea", people=people, date=day(1 + n % 28), folds=folds(text)
    )


BODIES = (
    "I've put the kettle on, so we could start at four, I'd say.",
    "That'd be lovely! I'm not sure about the scones, though, are you?",
    "Well, I'd rather not: it's raining, and we've got no umbrella here.",
    "Could you perhaps bring the blue cups? They're in the cupboard, I think.",
    "It's done at last, and I'm so glad that we've had the time for it.",
    "I'll be there at five, if that's alright with you, perhaps a bit later.",
)
OTHER_BODIES = (
    "Please find attached the minutes of the last meeting of the committee.",
    "The delivery has been scheduled for Tuesday; kindly confirm receipt thereof.",
    "We regret to inform you that the item is no longer in stock at present.",
    "Further to our conversation, the contract has been forwarded for signature.",
    "Your invoice is available. Payment is due within fourteen days of receipt.",
    "The committee has resolved to postpone the matter until further notice.",
)
