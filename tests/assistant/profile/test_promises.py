"""What is heard as a promise, what is not, and what closes it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from assistant.profile.promises import Promise, Said, open_promises
from memory.types import DocumentId
from tests.fakes import day

NOW = day(28)


def said(text: str, *, mine: bool = True, on: int = 3, exchange: str = "t1", **more) -> Said:
    return Said(mine, DocumentId(f"{on}-{mine}-{text[:9]}"), 0, text, day(on), exchange, **more)


def open_between(*exchanged: Said) -> list[Promise]:
    return open_promises(exchanged, NOW)


def quotes(*exchanged: Said) -> list[str]:
    return [one.quote for one in open_between(*exchanged)]


@pytest.mark.parametrize(
    "text",
    [
        "I'll send you the lease tomorrow.",
        "I will gladly send you the photos.",
        "I'll get back to you on Monday.",
        "Found it. I'll post it tomorrow, I promise.",
        "I'm going to transfer the rent tonight.",
        "We will let you know by Friday.",
        "I’ll have the window done before the frost.",
        "Let me check and I'll call you back.",
        "Ich schicke dir die Unterlagen morgen.",
        "Ich melde mich nächste Woche.",
        "Meine neue Anschrift schicke ich Ihnen, sobald der Briefkasten einen Namen hat.",
        "Ich werde das bis Freitag erledigen.",
    ],
)
def test_it_is_a_promise(text):
    assert len(quotes(said(text))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "I'll be there at eight.",
        "I'll cook Käsespätzle.",
        "If you like, I'll send you the photos.",
        "I'll send it if you want me to.",
        "Shall I send you the lease?",
        "I would send you the lease.",
        "She said I'll send you the lease.",
        "I'll always send you postcards.",
        "I will not send you the lease.",
        "Ich schicke ihn nicht, du sollst ihn holen kommen.",
        "Anbei schicke ich Ihnen die Rechnung.",
        "“I'll send you the lease today, I swear it was his plan”, he wrote.",
        "Maybe I'll send you one.",
        "I sent you the lease.",
        "Will you send me the lease?",
        "x " * 300 + "I'll send you the lease.",
    ],
)
def test_it_is_none(text):
    assert quotes(said(text)) == []


def test_both_sides_the_day_it_is_due_and_where_it_stands():
    text = "Hi Bo,\nI'll send you the lease by Friday.\nAda"
    theirs = said("I'll bring you the key.", mine=False, on=4)
    mine, other = open_between(said(text), theirs)

    assert (mine.mine, other.mine) == (True, False)
    assert text[mine.start : mine.end] == mine.quote == "I'll send you the lease by Friday."
    assert mine.due is not None
    assert mine.due.date() == day(6).date()
    assert mine.is_late(NOW)
    assert not mine.is_late(day(6))
    assert other.due is None
    assert not other.is_late(NOW)


@pytest.mark.parametrize(
    ("asked", "answered", "agreed"),
    [
        ("Could you send me the lease by Friday?", "Sure, will do.", True),
        ("Could you please feed the cat?", "Hi Ada,\nYes.", True),
        ("Could you feed the cat, 5 to 12 September?", "Of course!", True),
        ("Please send me the lease.", "OK", True),
        ("Kannst du mir bitte den Schlüssel bringen?", "Klar, gerne!", True),
        ("Can you swim?", "Yes", False),
        ("Could you send me the lease?", "Yes", False),  # polite, or by a day, or not at all
        ("Could you send me the lease by Friday?", "Sure, but not this week.", False),
        ("Could you send me the lease by Friday?", "Sorry, I'm away.", False),
        ("Could you send me the lease by Friday?", "Sure?", False),
        ("Can you believe it?", "Absolutely", False),
        ("Could you tell me what it costs, please?", "Sure, it is 5 pounds.", False),
        ("How are you?", "Fine", False),
    ],
)
def test_what_was_asked_is_promised_by_a_yes(asked, answered, agreed):
    found = open_between(said(asked, mine=False), said(answered, on=4))

    assert [(one.mine, bool(one.agreed)) for one in found] == [(True, True)] * agreed


def test_an_answer_in_another_exchange_or_ones_own_agrees_to_nothing():
    ask = said("Could you please feed the cat?", mine=False)

    assert quotes(ask, said("Sure.", on=4, exchange="t2")) == []
    assert quotes(ask, said("Sure.", mine=False, on=4)) == []


def test_a_yes_that_promises_in_so_many_words_is_told_once():
    ask = said("Could you please post the scarf?", mine=False)

    assert quotes(ask, said("Sure, I'll post it tomorrow.", on=4)) == [
        "Sure, I'll post it tomorrow."
    ]


@pytest.mark.parametrize(
    "later",
    [
        said("Here is the lease.", on=5),
        said("Sent!", on=5),
        said("Anbei.", on=5),
        said("See the file.", on=5, attached=True),
        said("Got it, lovely.", mine=False, on=5),
        said("Thanks for sending it.", mine=False, on=5),
        said("The lease arrived.", mine=False, on=5, exchange="t2"),
        said("I've sent the lease.", on=5, exchange="t2"),
        said("Never mind.", mine=False, on=5),
        said("Hat sich erledigt.", mine=False, on=5),
    ],
)
def test_it_is_closed_by_what_comes_later(later):
    assert quotes(said("I'll send you the lease."), later) == []


@pytest.mark.parametrize(
    "other",
    [
        said("Sent!", on=2),
        said("Have you sent it?", mine=False, on=5),
        said("Sent!", on=5, exchange="t2"),
        said("It is sunny here.", on=5),
        said("The bike arrived.", mine=False, on=5, exchange="t2"),
        said("A picture of the cat.", on=5, exchange="t2", attached=True),
    ],
)
def test_it_stays_open_after_what_says_nothing_of_it(other):
    assert len(quotes(said("I'll send you the lease."), other)) == 1


def test_in_a_chat_it_is_closed_in_the_same_minute_and_not_weeks_later():
    text = "I'll send you the lease."
    first = Said(True, DocumentId("c"), 0, text, day(3), "chat", chat=True)
    soon = Said(True, DocumentId("c"), 50, "Sent", day(3), "chat", chat=True)
    late = Said(True, DocumentId("d"), 0, "Sent", day(27), "chat", chat=True)

    assert quotes(first, soon) == []
    assert quotes(first, late) == [text]


def test_said_twice_it_is_one_and_after_half_a_year_none():
    again = said("I'll send you the lease.", on=9)

    assert [one.at for one in open_between(said("I'll send you the lease."), again)] == [day(9)]
    assert open_promises([again], NOW + timedelta(days=181)) == []
