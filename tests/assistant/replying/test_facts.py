"""What is looked up for a letter: a passage that answers, what is believed, what is on a day."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from assistant.agent.believe import Known
from assistant.replying.facts import Fact, Sources, as_own, fewest, looked_up, missing
from memory.progress import finish
from memory.types import Kind, Participant, Sensitivity
from tests.assistant.profile.invented import a_claim
from tests.assistant.replying.letters import a_letter, a_passage
from tests.fakes import a_mail, a_note, learn, put

END = "When does the lease of the flat in Leith end?"


@pytest.fixture
def find(store, retriever, embedder):
    """Return what looks a letter up in these documents."""

    def found(text, *documents, believes=(), wrote=False, **more) -> tuple[Fact, ...]:
        if documents:
            put(store, *documents)
            learn(store, embedder)
        sources = Sources(retriever, embedder, lambda _q: believes, lambda _p: wrote)
        return finish(looked_up(a_letter(text, **more), sources))

    return found


LEASE = "The lease of the flat in Leith ends on 31 May 2027."


def test_the_sentence_that_answers_is_found_with_its_passage(find):
    (fact,) = find(END, a_note(f"Tea is at noon. {LEASE} Cats sleep."), a_note("Cats."))

    assert (fact.text, fact.ask, fact.private) == (LEASE, 0, False)
    assert LEASE in fact.passage.text


def test_what_is_not_there_is_named_as_missing(find):
    text = "Who is the plumber of the lighthouse?"

    assert find(text, a_note("Cats sleep.")) == ()
    assert missing(a_letter(text), ()) == (0,)


def test_the_letter_is_no_answer_to_itself(find):
    text = f"{END} {LEASE}"
    letter = a_letter(text)
    mail = a_mail(
        "1@example.org", text, title=letter.title, date=letter.at,
        people=(letter.sender, Participant("to", "Ada Byron", "ada@example.org")),
    )  # fmt: skip

    assert mail.id == letter.document
    assert find(text, mail, a_note("Cats sleep.")) == ()


def test_for_somebody_the_user_never_wrote_to_all_is_private(find):
    (fact,) = find(END, a_note(LEASE), known=False)

    assert fact.private


def test_what_is_believed_answers_first_with_the_words_that_told_it(find):
    known = Known(a_claim(1, "Lives in Leeds."), (a_passage("I have moved to Leeds."),))
    (fact,) = find("Where do you live?", believes=[known], wrote=True)

    assert (fact.text, fact.mine, fact.private) == ("I have moved to Leeds.", True, False)
    assert fact.claim == known.used


def test_what_is_sensitive_is_private_to_everybody(find):
    claim = a_claim(1, "Has asthma.", sensitivity=Sensitivity.SENSITIVE)
    (fact,) = find("Do you have asthma?", believes=[Known(claim, (a_passage("I have asthma."),))])

    assert fact.private


def test_a_claim_that_nothing_told_but_the_letter_is_no_fact(find):
    letter = a_letter("Where do you live?")
    told = a_passage("You live in Leeds.", document=letter.document)

    assert (
        find("Where do you live?", believes=[Known(a_claim(1, "Lives in Leeds."), (told,))]) == ()
    )


def test_what_is_on_that_day_is_told_and_private(find):
    at = datetime(2026, 11, 27, 12, tzinfo=UTC)
    dentist = a_note("Dentist in Leith Walk", kind=Kind.EVENT, title="Dentist", date=at)
    other = a_note("Concert in Leith", kind=Kind.EVENT, title="Concert", date=at.replace(day=28))
    (fact,) = find("Would you like to come on Friday?", dentist, other)

    assert (fact.text, fact.private) == ("Dentist", True)
    assert fact.busy is not None
    assert missing(a_letter("Would you like to come on Friday?"), (fact,)) == ()


def test_of_a_long_time_nothing_is_looked_up(find):
    at = datetime(2026, 12, 1, 12, tzinfo=UTC)
    dentist = a_note("Dentist", kind=Kind.EVENT, title="Dentist", date=at)

    assert find("Are you free next week?", dentist) == ()


@pytest.mark.parametrize(
    ("question", "stretch", "told"),
    [
        ("When does it end?", "It ends in May. Bo is ill.", "It ends in May."),
        ("When does it end?", "It ends. That is in May.", "It ends. That is in May."),
        ("Who has the key of the flat?", "Ask Bo. He has the key.", "Ask Bo. He has the key."),
    ],
)
def test_no_more_is_said_than_answers(question, stretch, told):
    assert fewest(question, stretch) == told


@pytest.mark.parametrize(
    ("asked", "mine"),
    [
        ("Where do you live?", "Where do I live?"),
        ("What is your address?", "What is my address?"),
        ("Are you vegetarian?", "am I vegetarian?"),
        ("Wo wohnst du?", "Wo wohne ich?"),
        ("Wie heißt dein Hund?", "Wie heißt mein Hund?"),
    ],
)
def test_a_question_is_turned_into_ones_own(asked, mine):
    assert as_own(asked) == mine
