"""Every setting is said in words, and nothing is sent by default."""

from __future__ import annotations

from assistant.settings import Settings, declared


def test_every_setting_has_a_title_and_a_sentence():
    for field in declared():
        assert field.metadata["title"]
        assert field.metadata["help"].endswith(".")


def test_by_default_no_model_is_started_and_nobody_is_named():
    assert (Settings().model, Settings().identity) == ("", "")
    assert 1 <= Settings().passages <= 20
