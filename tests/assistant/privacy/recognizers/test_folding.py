from __future__ import annotations

from assistant.privacy.recognizers.folding import fold, key


def test_letters_are_folded_to_plain_small_ones():
    assert [fold(word) for word in ("Çelik", "ŁÓDŹ", "Straße", "O’Brien")] == [
        "celik", "lodz", "strasse", "o'brien",
    ]  # fmt: skip


def test_the_spellings_of_one_name_have_one_key():
    assert len({key(name) for name in ("Müller", "Mueller", "MULLER", "Mül\u00adler")}) == 1
