from __future__ import annotations

from assistant.cloud.provider import Form, Provider
from ui.itemmodels.providers import ProvidersModel, host, whose

HOME = Provider("home", Form.OPENAI, "http://127.0.0.1:8080/v1", "small", True, True)


def test_it_says_where_words_go_and_whose_that_is(qapp):
    assert host(HOME) == "127.0.0.1:8080"
    assert whose(HOME) == "mine, as it is"
    assert [ProvidersModel().words(HOME, n) for n in range(2)] == ["home", "small"]
