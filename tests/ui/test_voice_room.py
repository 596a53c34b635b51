from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from memory.errors import Problem
from memory.types import Changes, DocumentId
from tests.ui.fake_voice import LINES, WAITS
from ui.voice_room import VoiceRoom


def test_the_card_is_looked_at_and_a_problem_told(desk, memory, qtbot):
    parent = QWidget()
    shown: list[Any] = []
    told: list[Problem] = []
    qtbot.addWidget(parent)
    VoiceRoom(desk).look(parent, shown.append, told.append)
    qtbot.waitUntil(lambda: bool(shown))
    memory.voice.problem = Problem("The memory is closed.")
    VoiceRoom(desk).look(parent, shown.append, told.append)
    qtbot.waitUntil(lambda: bool(told))

    assert shown[0].mails == 41
    assert str(told[0]) == "The memory is closed."


def test_a_quote_comes_with_its_document_and_not_if_that_was_erased(
    desk, memory, qtbot, monkeypatch
):
    parent = QWidget()
    shown: list[Any] = []
    qtbot.addWidget(parent)
    VoiceRoom(desk).quotes(parent, LINES[0], shown.append)
    qtbot.waitUntil(lambda: len(shown) == 1)
    (quote,) = shown[0].quotes
    assert quote.quote == "Hi Bo,\n"
    assert shown[0].origins[DocumentId("d1")].title

    def gone(_id):
        raise Problem("This document is no longer in the memory.")

    monkeypatch.setattr(memory, "opened", gone)
    VoiceRoom(desk).quotes(parent, LINES[0], shown.append)
    qtbot.waitUntil(lambda: len(shown) == 2)

    assert shown[1].quotes == ()


def test_a_deed_is_news_for_every_view(desk, memory, qtbot):
    parent = QWidget()
    done: list[bool] = []
    news: list[Changes] = []
    told: list[Problem] = []
    qtbot.addWidget(parent)
    memory.voice.lines = (*LINES, WAITS)
    desk.changed.connect(news.append)
    VoiceRoom(desk).do(
        parent, lambda voice: voice.accept(WAITS), lambda: done.append(True), told.append
    )
    qtbot.waitUntil(lambda: bool(news))

    assert done == [True]
    assert replace(WAITS, state="accepted") in memory.voice.lines  # type: ignore[arg-type]


def test_a_text_is_listened_to(desk, memory, qtbot):
    parent = QWidget()
    heard: list[Any] = []
    qtbot.addWidget(parent)
    room = VoiceRoom(desk)
    room.hear(parent, "I’d rather come at four, I think.", heard.append, heard.append)
    qtbot.waitUntil(lambda: len(heard) == 1)
    memory.voice.heard_of = None
    room.hear(parent, "I’d rather come at four, I think.", heard.append, heard.append)
    qtbot.waitUntil(lambda: len(heard) == 2)

    assert (heard[0].chance, len(heard[0].own), len(heard[0].others)) == (0.82, 60, 120)
    assert (heard[1].chance, heard[1].own) == (None, ())
