from __future__ import annotations

from assistant.privacy.recognizers.guessing import is_slip, sounds_like_a_name


def test_a_word_written_or_formed_unusually_is_no_name():
    assert all(is_slip(word, "en") for word in ("addtional", "blockchain", "upskilling", "hahaha"))
    assert not any(is_slip(word, "en") for word in ("zanirha", "khazirov", "wozniecka"))


def test_letters_follow_each_other_in_names_as_in_no_word():
    assert all(map(sounds_like_a_name, ("zanirha", "khazirov", "wozniecka")))
    assert not any(map(sounds_like_a_name, ("programmatically", "cryptocurrencies")))
