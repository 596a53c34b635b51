"""A token is drawn, and where there is a schema it is one that the schema allows."""

from __future__ import annotations

import json

import pytest

from tests.assistant.engine.worker.asking import asked, said

SCHEMA = json.dumps(
    {
        "type": "object",
        "properties": {"name": {"type": "string"}, "age": {"type": "integer"}},
        "required": ["name", "age"],
    }
)


def test_a_schema_is_kept_and_costs_no_word_of_what_it_allows(engine):
    lines = list(engine.talk(asked("write", "Write JSON about a person.", 60, schema=SCHEMA)))

    assert set(json.loads(said(lines))) == {"name", "age"}


def test_under_a_schema_every_draw_is_one_that_the_grammar_allows(engine):
    """At a high temperature most draws are refused, and another is drawn."""
    for seed in range(5):
        request = asked("write", "Write JSON about a person.", 200, schema=SCHEMA)
        request["sampling"] |= {"temperature": 2.0, "seed": seed}
        text = said(list(engine.talk(request)))
        if text.rstrip().endswith("}"):
            assert set(json.loads(text)) == {"name", "age"}
        else:
            assert text.lstrip().startswith("{")


@pytest.mark.parametrize("schema", ["tea", '{"type": 5}', '{"$ref": "https://a.example/b"}'])
def test_what_is_no_schema_is_refused(engine, schema):
    with pytest.raises(ValueError, match="schema"):
        list(engine.talk(asked("write", "Tea?", schema=schema)))
