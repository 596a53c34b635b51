from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel

from assistant.profile.manners import Manners
from assistant.profile.people import Known
from memory.types import Status
from tests.ui.claims import claim
from tests.ui.fake_holding import ADA, CARD, CY, PROMISE
from ui.person_card import PersonCard, about
from ui.told import Told

HOSTILE = ("<b>bold</b> <img src='http://example.org'>", "a\nb\x1b[31m\u202e", "👩‍👩‍👧 \ud800")


@pytest.fixture
def shown(qtbot):
    def show(card=CARD) -> PersonCard:
        made = PersonCard(card)
        qtbot.addWidget(made)
        made.resize(360, 900)
        made.show()
        return made

    return show


def texts(widget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def test_it_tells_who_when_what_is_open_and_how_one_writes(shown):
    said = texts(shown())

    for words in (
        "Bo Ek", "Your brother.", "Also called Bo.", "3 March 2024", "3 from them, 2 to them",
        "bo@work.org", "You said you would", "“I'll send you the lease.”", "was due 3 March 2024",
        "They said they would", "answered “Sure.”", "Dear Bo  (2 of 3)", "German", "du",
    ):  # fmt: skip
        assert words in said
    assert "Messages" not in said


def test_of_somebody_little_is_known_of_it_says_so(shown):
    said = texts(shown(replace(CARD, known=Known(CY), promises=(), claims=(), namesakes=2,
                               manners=Manners(1), groups=(("cy@example.org",),))))  # fmt: skip

    assert "never" in said
    assert "2 others have the same name." in said
    assert "Nothing that was promised in so many words" in said
    assert "Too little was written to tell." in said
    assert "Nothing yet." in said


def test_the_user_promises_nothing_to_themselves(shown):
    said = texts(shown(replace(CARD, known=Known(ADA, is_user=True), manners=Manners())))

    assert "This is you." in said
    assert "Open between you" not in said
    assert "How you write" not in said


def test_what_is_not_sure_stands_apart_and_much_is_cut(shown):
    many = [claim(n) for n in range(20)] + [claim(30 + n, status=Status.DRAFT) for n in range(9)]
    said = texts(shown(replace(CARD, claims=tuple(many))))

    assert "Not sure, and not used before you accept it" in said
    assert "and 8 more on the page “Profile”" in said
    assert "and 5 more on the page “Profile”" in said


def test_its_buttons_tell_what_is_wanted_and_a_quote_opens(shown):
    card = shown()
    wanted: list[Any] = []
    for signal in ("documents_wanted", "join_wanted", "split_wanted", "exposure_wanted",
                   "erase_wanted"):  # fmt: skip
        getattr(card, signal).connect(lambda name=signal: wanted.append(name))
    card.quote_wanted.connect(lambda *place: wanted.append(place))
    for button in (card.documents, card.join, card.split, card.exposure, card.erase):
        button.click()
    card.findChildren(Told)[0].click()

    assert wanted == [
        "documents_wanted", "join_wanted", "split_wanted", "exposure_wanted", "erase_wanted",
        (PROMISE.document, 0, 9),
    ]  # fmt: skip


def test_who_has_one_address_cannot_be_split(shown):
    assert not shown(replace(CARD, groups=(("bo@example.org",),))).split.isEnabled()


def test_hostile_and_endless_words_are_plain(shown):
    for text in [*HOSTILE, "x" * 3000]:
        person = replace(CARD.person, name=text, aliases=(text,), addresses=(text,))
        promise = replace(PROMISE, quote=text, agreed=text)
        card = shown(replace(CARD, known=Known(person, text), promises=(promise,)))
        assert card.minimumSizeHint().width() < 900
    assert about(replace(PROMISE, due=None)) == "3 March 2024"
