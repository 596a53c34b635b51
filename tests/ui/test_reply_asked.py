"""What is asked, with what is known of it; each opens where it stands."""

from __future__ import annotations

import pytest

from tests.assistant.replying.letters import a_fact
from tests.ui.fake_replying import ASKS, LEASE, FakeReplying
from ui.parts import Sentence, Words
from ui.reply_asked import AskedList


@pytest.fixture
def show(qtbot):
    made = AskedList()
    qtbot.addWidget(made)
    made.show()

    def shown(replying):
        made.show_asked(replying.prepared())
        qtbot.wait(20)
        return made

    return shown


def cards(made):
    return [each for each in made.findChildren(Sentence) if not each.isHidden()]


def test_each_ask_is_told_in_its_words_with_its_day(show):
    told = [card.text_shown for card in cards(show(FakeReplying()))]

    assert told[0] == "Invitation · 27.11.2026 at 7 pm: Would you like to come on Friday at 7 pm?"
    assert told[1] == "Question: When does the lease end?"
    assert told[2].startswith("1 “The lease ends on 31 May 2027.” – Lease, Moira")


def test_a_click_opens_the_letter_at_the_ask_and_a_fact_where_it_stands(show, qtbot):
    made = show(FakeReplying())
    _, asked, fact, _ = cards(made)
    with qtbot.waitSignal(made.asked_at) as at:
        asked.click()
    with qtbot.waitSignal(made.opened) as opened:
        fact.click()

    assert ASKS[slice(*at.args)] == "When does the lease end?"
    assert opened.args == [LEASE.passage]


def test_what_is_not_known_is_said(show):
    words = [w.text() for w in show(FakeReplying()).findChildren(Words)]

    assert words.count("Nothing in your memory answers this.") == 1
    nothing = show(FakeReplying(letter="It rains."))
    assert "Nothing is asked, as far as rules can tell." in [
        w.text() for w in nothing.findChildren(Words)
    ]


def test_what_is_private_or_on_that_day_is_said_to_be(show):
    letter = FakeReplying().prepared().letter
    busy = a_fact("Dentist", private=True, busy=letter.asks[0].days[0])
    private = a_fact("I have asthma.", ask=1, private=True)
    told = [card.text_shown for card in cards(show(FakeReplying(facts=(busy, private))))]

    assert "Your calendar has “Dentist” on that day" in told
    assert any(each.endswith("not in the draft unless you say so") for each in told)


def test_nothing_is_held_once_it_is_cleared(show, qtbot):
    made = show(FakeReplying())
    made.clear()

    qtbot.waitUntil(lambda: not made.findChildren(Sentence))
