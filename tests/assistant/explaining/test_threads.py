"""What a thread comes to: each line a sentence of it, with its place."""

from __future__ import annotations

from datetime import UTC, datetime

from assistant.explaining.threads import MOST, Sort, summary
from assistant.profile.owner import owner_of
from memory.types import Document, Fold, Kind, Part, Participant

OWNER = owner_of("Ada Byron <ada@example.org>")
ADA = Participant("from", "Ada Byron", "ada@example.org")
BO = Participant("from", "Bo Lind", "bo@example.org")
CY = Participant("from", "Cy", "cy@example.org")


def day(n, month=11):
    return datetime(2026, month, n, 10, tzinfo=UTC)


def mail(n, sender, text, folds=()):
    return Document(
        Kind.MAIL, "Boat", text, day(n), (sender,), external_id=f"{n}@example.org", folds=folds
    )


def told(thread, sort):
    found = summary(thread, OWNER)
    texts = {one.id: one.text for one in thread}
    for line in found.lines:
        assert texts[line.document][line.start : line.end].replace("\n", " ") == line.quote
    return [(line.who, line.quote) for line in found.of(sort)]


THREAD = [
    mail(2, BO, "Hi Ada,\n\nCould you send me the plans by 20 November?\n\nBo"),
    mail(3, ADA, "Yes, will do!\n\nAda"),
    mail(4, CY, "I will book the slipway by 12 November."),
    mail(5, BO, "Hello,\n\nthe boat comes out on 3 December. Who brings the trailer?"),
]


def test_who_promised_what_by_when_the_soonest_first():
    lines = summary(THREAD, OWNER).of(Sort.PROMISE)

    assert [(one.who, one.mine, one.due and one.due.day) for one in lines] == [
        ("Cy", False, 12),
        ("Ada Byron", True, 20),
    ]
    assert lines[1].quote == "Could you send me the plans by 20 November?"
    assert lines[1].agreed == "Yes, will do!"
    told(THREAD, Sort.PROMISE)


def test_what_was_done_is_no_longer_promised():
    done = mail(6, CY, "I have booked the slipway.")

    assert ("Cy", "I will book the slipway by 12 November.") not in told(
        [*THREAD, done], Sort.PROMISE
    )


def test_a_question_is_open_until_somebody_else_writes():
    assert told(THREAD, Sort.QUESTION) == [("Bo Lind", "Who brings the trailer?")]
    assert (
        told([*THREAD, mail(6, BO, "Anybody?")], Sort.QUESTION)[0][1] == "Who brings the trailer?"
    )
    assert told([*THREAD, mail(6, ADA, "I do.")], Sort.QUESTION) == []


def test_days_to_come_and_the_last_word_that_is_no_greeting():
    assert told(THREAD, Sort.DATE) == [("Bo Lind", "the boat comes out on 3 December.")]
    assert told(THREAD, Sort.LAST) == [("Bo Lind", "the boat comes out on 3 December.")]


def test_what_is_quoted_from_another_mail_is_told_once():
    text = "I will send you the plans by Friday.\nThank you."
    quoting = mail(6, ADA, text, (Fold(0, text.index("\n"), "quote"),))

    assert told([quoting], Sort.PROMISE) == []


def test_german():
    thread = [
        mail(2, BO, "Hallo Ada,\n\nich schicke dir die Pläne bis zum 20. November."),
        mail(3, CY, "Wann kommt das Boot aus dem Wasser?"),
    ]

    assert told(thread, Sort.PROMISE) == [
        ("Bo Lind", "ich schicke dir die Pläne bis zum 20. November.")
    ]
    assert told(thread, Sort.QUESTION) == [("Cy", "Wann kommt das Boot aus dem Wasser?")]


def test_a_chat_is_a_thread_of_its_own():
    text = "Bo: I will bring the trailer on 9 November.\nAda Byron: When do we start?"
    at = text.index("\n") + 1
    parts = (
        Part(0, at - 1, "#1", "Bo", day(5)),
        Part(at, len(text), "#2", "Ada Byron", day(5)),
    )
    people = (Participant("speaker", "Bo"), Participant("speaker", "Ada Byron"))
    chat = Document(Kind.CHAT, "Bo", text, day(5), people, parts=parts)

    assert told([chat], Sort.PROMISE) == [("Bo", "I will bring the trailer on 9 November.")]
    assert told([chat], Sort.QUESTION) == [("Ada Byron", "When do we start?")]


def test_a_list_of_one_sort_has_an_end():
    dates = " ".join(f"The boat comes out on {n} December." for n in range(1, 20))

    assert len(told([mail(2, BO, dates)], Sort.DATE)) == MOST


def test_an_empty_thread_says_nothing():
    assert summary([], OWNER).lines == ()
    assert summary([mail(2, BO, "")], OWNER).lines == ()


def test_no_words_in_a_repr():
    assert "trailer" not in repr(summary(THREAD, OWNER))
