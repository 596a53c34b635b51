"""Every setting is said in words, and nothing is sent by default."""

from __future__ import annotations

import pytest

from assistant.settings import LANGUAGES, Settings, declared
from memory.errors import Problem


def test_every_setting_has_a_title_and_a_sentence():
    for field in declared():
        assert field.metadata["title"]
        assert field.metadata["help"].endswith(".")


def test_by_default_no_model_is_started_and_nobody_is_named():
    assert (Settings().model, Settings().identity) == ("", "")
    assert 1 <= Settings().passages <= 20


def test_the_page_of_the_profile_is_in_a_language_that_is_there():
    for language in ("", *LANGUAGES):
        Settings(language=language).check()
    with pytest.raises(Problem, match="English or German"):
        Settings(language="Klingon").check()
