from __future__ import annotations

from assistant.privacy.minimising import is_needed


def test_a_fact_is_needed_where_the_task_speaks_of_what_it_is_about():
    asked = ["Which strings shall I buy", "for my CELLO?"]

    assert is_needed("Plays the cello.", asked)
    assert not is_needed("Drinks the tea that is for my sister.", asked)
    assert not is_needed("Plays the cello.", [])
