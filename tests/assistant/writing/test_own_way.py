"""As the user greets, closes and shortens words, as far as that is known."""

from __future__ import annotations

from assistant.writing.own_way import NOT_KNOWN, own_way
from assistant.writing.paper import NoVoice, Paper

TEXT = "Dear Mara Lind,\n\nI do not know.\n> I do not know\n\nKind regards\nAda"


class Voice(NoVoice):
    def __init__(self):
        self.asked = []

    def greeting(self, to="", language=""):
        self.asked.append((to, language))
        return "Hey you,"

    def closing(self, to="", language=""):
        return "See you"

    def forms(self, language):
        return "contracted"


def put(**how):
    paper = Paper(TEXT, "en", **how)
    rule = own_way(paper)
    return "".join(rule(n) + s.gap for n, s in enumerate(paper.stretches)), paper.notes


def test_the_users_own_greeting_closing_and_forms():
    assert put(voice=Voice()) == (
        "Hey you,\n\nI don't know.\n> I do not know\n\nSee you\nAda", [],
    )  # fmt: skip


def test_it_is_asked_for_whom_the_text_is_to_or_greets():
    greeted, told = Voice(), Voice()
    put(voice=greeted)
    put(voice=told, to="Bo")

    assert greeted.asked == [("Mara Lind", "en")]
    assert told.asked == [("Bo", "en")]


def test_where_nothing_is_known_the_text_stays_and_that_is_said():
    assert put() == (TEXT, [NOT_KNOWN])
