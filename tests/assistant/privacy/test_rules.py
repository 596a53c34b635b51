from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from assistant.privacy.recognizers.spans import Kind, Span
from assistant.privacy.rules import (
    MINE,
    Action,
    compiled,
    decide,
    defaults,
    for_recipient,
    spoken_of,
)
from memory.errors import Problem

NOW = datetime(2026, 11, 25, tzinfo=UTC)


@pytest.mark.parametrize(
    ("sentence", "action", "about"),
    [
        ("never my health", Action.WITHHOLD, "health"),
        ("my employer may be named to nobody", Action.PSEUDONYMISE, "organisation"),
        ("first names are fine for translations", Action.ALLOW, "first names"),
        ("ask me before my address leaves", Action.ASK, "address"),
        ("places only roughly", Action.GENERALISE, "place"),
        ("hide all dates", Action.PSEUDONYMISE, "date"),
        ("“Bluebird” may leave", Action.ALLOW, "“Bluebird”"),
        ("niemals meine Gesundheit", Action.WITHHOLD, "health"),
        ("jamais ma santé", Action.WITHHOLD, "health"),
        ("nunca mis deudas", Action.WITHHOLD, "money"),
        ("mai la mia salute", Action.WITHHOLD, "health"),
        ("nunca a minha saúde", Action.WITHHOLD, "health"),
        ("nooit mijn gezondheid", Action.WITHHOLD, "health"),
    ],
)
def test_a_sentence_is_understood(sentence, action, about):
    rule = compiled(sentence)

    assert (rule.action, rule.sentence) == (action, sentence)
    assert about in rule.said


@pytest.mark.parametrize(
    "sentence", ["my health", "never mind the gap", "", "never until 2026-13-45"]
)
def test_what_is_not_clear_is_said(sentence):
    with pytest.raises(Problem):
        compiled(sentence)


def test_a_rule_holds_for_its_purpose_and_until_its_day():
    rule = compiled("places may leave for translations until 2027-01-31")
    span = Span(0, 4, Kind.PLACE, "")

    def done(purpose, now=NOW):
        return decide(span, "Kiel", [rule], purpose, now)[0]

    assert done("translation") is Action.ALLOW
    assert done("question") is Action.PSEUDONYMISE
    assert done("translation", datetime(2027, 2, 1, tzinfo=UTC)) is Action.SURROGATE


def test_first_names_alone_are_let_out_by_a_rule_for_them():
    rule = [compiled("first names may leave")]

    assert decide(Span(0, 5, Kind.PERSON, ""), "Erika", rule, "", NOW)[0] is Action.ALLOW
    assert decide(Span(0, 10, Kind.PERSON, ""), "Erika Falk", rule, "", NOW)[0] is not Action.ALLOW


def test_what_names_a_thing_goes_before_what_names_its_kind_and_the_later_before_the_earlier():
    rules = [compiled("“Kiel” may leave"), compiled("hide all places")]
    span = Span(0, 4, Kind.PLACE, "")

    assert decide(span, "Kiel", rules, "", NOW)[0] is Action.ALLOW
    assert decide(span, "Bonn", rules, "", NOW)[0] is Action.PSEUDONYMISE
    assert decide(span, "Bonn", [*rules, compiled("places may leave")], "", NOW)[0] is Action.ALLOW


def test_without_rules_all_is_hidden_and_ages_are_coarser():
    assert decide(Span(0, 2, Kind.PLACE, ""), "Ny", [], "", NOW) == (Action.PSEUDONYMISE, "")
    assert decide(Span(0, 2, Kind.AGE, ""), "34", [], "", NOW) == (Action.GENERALISE, "")


def test_a_dot_inside_a_word_ends_no_sentence():
    text = "Write ben@example.org, v1.2, about my diabetes... Then we go to Rome."

    stays = [
        text[s.start : s.end] for s, _ in spoken_of(text, [compiled("never my health")], "", NOW)
    ]

    assert stays == ["Write ben@example.org, v1.2, about my diabetes..."]


def test_the_sentence_that_speaks_of_a_topic_is_the_one_that_stays():
    text = "The train is late. I have diabetes. See you."
    found = [
        text[s.start : s.end] for s, _ in spoken_of(text, [compiled("never my health")], "", NOW)
    ]

    assert found == ["I have diabetes."]


@pytest.mark.parametrize(
    ("sentence", "to", "name", "mine"),
    [
        ("my employer may be named to my own server only", MINE, "vLLM", True),
        ("mein Arbeitgeber darf nur meinem eigenen Server genannt werden", MINE, "vLLM", True),
        ("my employer may be named to Anthropic", "anthropic", "Anthropic", False),
        ("my employer may be named to “Rack 7”", "Rack 7", "rack 7", False),
        ("mein Arbeitgeber darf an „Rack 7“ gehen", "Rack 7", "Rack 7", False),
    ],
)
def test_a_rule_for_one_recipient_lets_nothing_out_to_another(sentence, to, name, mine):
    rule = compiled(sentence)
    span = Span(0, 4, Kind.ORGANISATION, "")

    def done(rules):
        return decide(span, "Acme", rules, "", NOW)[0]

    assert (rule.to, rule.action, rule.names) == (to, Action.ALLOW, ())
    assert to in rule.said
    assert done(for_recipient([rule], name, mine=mine)) is Action.ALLOW
    assert done(for_recipient([rule], "Elsewhere", mine=False)) is Action.PSEUDONYMISE
    assert done([rule]) is Action.PSEUDONYMISE  # nobody said to whom


def test_what_is_held_back_from_one_is_held_back_while_nobody_said_from_whom():
    rule = compiled("never my health to Anthropic")
    text = "I have diabetes."

    assert list(spoken_of(text, [rule], "", NOW))
    assert list(spoken_of(text, for_recipient([rule], "Anthropic", mine=False), "", NOW))
    assert not list(spoken_of(text, for_recipient([rule], "Mistral", mine=False), "", NOW))


def test_to_whom_alone_must_be_clear():
    with pytest.raises(Problem, match="to whom"):
        compiled("my employer may be named only to my dentist")


@pytest.mark.parametrize(
    ("sentence", "acts"),
    [("names may leave", False), ("places only roughly", False), ("made-up names", False),
     ("never my health", True), ("hide all dates", True), ("ask me about names", True)],
)  # fmt: skip
def test_a_draft_holds_back_at_once_and_lets_nothing_out(sentence, acts):
    draft = replace(compiled(sentence), draft=True)

    assert draft.acts is acts
    assert draft.holds("", NOW) is acts


def test_made_up_names_are_a_rule():
    rule = compiled("use made-up names for questions")

    assert (rule.action, rule.purpose) == (Action.SURROGATE, "question")
    assert compiled("erfundene Namen für Fragen").action is Action.SURROGATE


def test_the_defaults_are_sentences_in_the_language_asked_for():
    assert len(defaults()) == len(defaults("de")) > 4
    assert defaults("xx") == defaults("en")


def test_of_a_name_in_quotes_no_part_is_named_besides():
    assert compiled("“Eva Vadkert” may leave").names == ("Eva Vadkert",)
    assert compiled("never “Eva Vadkert” to Bela").names == ("Eva Vadkert", "Bela")
