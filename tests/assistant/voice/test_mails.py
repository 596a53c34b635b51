from __future__ import annotations

from assistant.voice.mails import own_letters, own_texts, texts_of_others
from memory import voice
from tests.assistant.voice.mailing import OWNER, got, sent
from tests.fakes import a_chat, day, put


def test_own_words_and_those_of_others_come_apart_without_names(store):
    put(
        store,
        sent(
            1, "Hi Tom,\n\nTea at four.\n\nBest,\nAda\n\nOn Monday Tom wrote:\n> Nothing of mine."
        ),
        got(1, "Dear Ada,\n\nThe minutes are attached.\n\nTom"),
    )
    written = own_letters(store, OWNER)

    assert own_texts(written, [], OWNER) == ["Hi ·,\nTea at four.\nBest,\n·"]
    assert texts_of_others(store, [], OWNER) == ["Dear ·,\nThe minutes are attached.\n·"]


def test_what_is_said_in_chats_counts_if_it_is_more_than_a_word(store):
    chat = a_chat(
        ("Bo: I have been to the sea with all of my sisters.", day(1)),
        ("Ada Byron: I would so love to come with you the next time.", day(1)),
        ("Ada Byron: ok", day(1)),
        said_by=("Bo", "Ada Byron", "Ada Byron"),
    )
    put(store, chat)
    chats = voice.chats(store, 10)

    assert own_texts([], chats, OWNER) == ["I would so love to come with you the next time."]
    assert texts_of_others(store, chats, OWNER) == [
        "I have been to the sea with all of my sisters."
    ]
