"""What is asked, offered and due, in English and German; and what only looks like asking."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.replying.asked import Way, letter
from memory.errors import Problem
from memory.types import Document, Kind, Part, Participant
from tests.assistant.replying.letters import AT, BO, a_letter, a_mail, owner, quoting

QUESTIONS = """
When does your tenancy end?
Please let me know whether you still have the key.
I was wondering if the boiler works again.
I'd like to know who has the second key.
What's your new address?
Can you swim?
Where can I find the key, and could you tell me its number?
Wann kommst du an?
Sag mir bitte, ob du abgeholt werden willst.
Ich wollte noch fragen, wie hoch die Miete ist.
Hast du einen Schlüssel?
Gib mir bitte kurz Bescheid, wann es losgeht.
"""
REQUESTS = """
Could you send me the lease by Monday?
Please sign it and return it before 3 December.
We need your answer by 1 December.
Would you mind turning the heating off?
Don't forget to bring the tent.
Send me the photos.
Can I have your sofa on Friday?
Kannst du mir bitte bis Freitag das Rezept schicken?
Bitte überweisen Sie den Betrag bis zum 15.12.2026.
Könnten Sie uns den Vertrag zusenden?
Ich brauche den Schlüssel bis Montag.
Schick mir das Rezept.
"""
INVITATIONS = """
Would you like to come to dinner on Friday at 7 pm or Saturday?
Does Thursday at 3 pm work for you?
Are you free next week?
Come over for tea on Sunday!
How about lunch tomorrow at noon?
Shall we meet on Tuesday?
You are invited to our wedding.
Hast du am Samstag Zeit für einen Kaffee?
Wir laden dich herzlich zu unserem Fest am 12. Dezember um 18 Uhr ein.
Passt dir Donnerstag um 15 Uhr?
Magst du am Sonntag zu uns kommen?
Wollen wir uns am Dienstag treffen?
"""
NOTHING = """
How are you?
I hope you are well.
Please find attached the form.
Let me know if you have any questions.
You don't need to worry about it.
I will come on Monday.
I have come to like it.
We will strive to make sure that it works.
I want the bells to ring.
Please do not reply to this message.
Wie geht es dir?
Bitte antworte nicht auf diese Nachricht.
Ich freue mich auf deine Antwort.
Vielen Dank im Voraus.
She asked “could you send me the lease by tomorrow at noon?” and laughed.
"""


def each(listed: str) -> list[str]:
    return listed.strip().split("\n")


@pytest.mark.parametrize(
    ("way", "text"),
    [
        *((Way.QUESTION, text) for text in each(QUESTIONS)),
        *((Way.REQUEST, text) for text in each(REQUESTS)),
        *((Way.INVITATION, text) for text in each(INVITATIONS)),
    ],
)
def test_it_is_known_how_something_is_asked(way, text):
    (ask,) = a_letter(f"Hi Ada,\n\n{text}\n").asks

    assert (ask.way, ask.text) == (way, text)


@pytest.mark.parametrize("text", each(NOTHING))
def test_what_asks_nothing_is_left(text):
    assert a_letter(text).asks == ()


def test_an_ask_is_at_its_characters_however_the_lines_are_broken():
    text = (
        "Hi Ada,\n\nwould you be so kind as to tell the others, and could you\nsend me the lease?"
    )
    (ask,) = a_letter(text).asks

    assert text[ask.start : ask.end].replace("\n", " ") == ask.text


def test_days_are_dates_from_the_day_of_writing_with_their_hours():
    (ask,) = a_letter("Would you like to come on Friday at 7 pm or on Saturday?").asks
    friday, saturday = ask.days

    assert (friday.begins, friday.last, friday.clock) == (date(2026, 11, 27),) * 2 + ("at 7 pm",)
    assert (saturday.begins, saturday.clock) == (date(2026, 11, 28), "")


def test_a_clock_may_stand_before_its_day():
    (ask,) = a_letter("Shall we meet at 15:30 on Thursday?").asks

    assert [day.clock for day in ask.days] == ["at 15:30"]


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("Could you send it by Monday?", date(2026, 11, 30)),
        ("Could you send it by Wednesday?", date(2026, 12, 2)),
        ("Please sign it before 3 December.", date(2026, 12, 2)),
        ("Bitte überweisen Sie den Betrag bis zum 15.12.2026.", date(2026, 12, 15)),
        ("Schick mir das spätestens am Freitag.", date(2026, 11, 27)),
    ],
)
def test_by_when_something_is_wanted_is_no_day_that_is_offered(text, due):
    (ask,) = a_letter(text).asks

    assert ask.due is not None
    assert (ask.due.last, ask.days) == (due, ())


def test_what_is_over_is_not_offered():
    (ask,) = a_letter("Do you remember what we ate on 3 May 2024?").asks

    assert ask.days == ()


def test_what_is_quoted_below_is_not_asked_again():
    found = letter(quoting("Yes, gladly.\n\n"), owner())

    assert found.asks == ()
    assert len(found.text) == len(quoting("Yes, gladly.\n\n").text)


def test_who_writes_to_whom_in_which_language():
    copy = Participant("cc", "Cy", "cy@example.org")
    found = a_letter(
        "Kommst du am Freitag?", people=(BO, Participant("to", "Ada", "ada@example.org"), copy)
    )

    assert (found.sender, found.language, found.known) == (BO, "German", True)
    assert found.copies == (copy,)
    assert not a_letter("Come", known=False).known


def test_a_machine_does_not_hear():
    machine = Participant("from", "Shop", "no-reply@example.org")

    assert not a_letter("Please rate us.", people=(machine,)).can_hear
    assert a_letter("Please rate us.").can_hear


def test_of_a_chat_what_was_said_since_the_user_spoke():
    turns = [
        ("Bo", "Can you swim?"),
        ("Ada Byron", "Yes."),
        ("Bo", "When do you come?"),
        ("Cy", "And how?"),
    ]
    text, parts = "", []
    for n, (who, said) in enumerate(turns):
        start = len(text)
        text += f"{who}: {said}\n"
        parts.append(Part(start, len(text), f"#{n}", who, AT))
    people = tuple(Participant("speaker", name) for name in ("Bo", "Ada Byron", "Cy"))
    found = letter(Document(Kind.CHAT, "Trip", text, AT, people, parts=tuple(parts)), owner())

    assert [ask.text for ask in found.asks] == ["When do you come?", "And how?"]
    assert text[found.asks[0].start :].startswith("When")
    assert found.sender.name == "Cy"


@pytest.mark.parametrize(
    "document",
    [
        a_mail("Come!", people=(Participant("from", "Ada", "ada@example.org"),)),
        a_mail("Come!", people=()),
        a_mail("Come!", kind=Kind.DOCUMENT),
        a_mail("Come!", kind=Kind.CHAT, people=()),
    ],
    ids=["one's own", "nobody's", "a file", "a silent chat"],
)
def test_where_nobody_waits_for_an_answer_that_is_said(document):
    with pytest.raises(Problem):
        letter(document, owner())


def test_nobodys_words_are_in_a_repr():
    told = repr(a_letter("Could you send me the secret lease by Monday at 3 pm?"))

    assert not any(word in told for word in ("secret", "Tea", "3 pm", "bo@example.org"))
