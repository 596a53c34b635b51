"""Rules as they are written in data, made into patterns."""

from __future__ import annotations

import re

import pytest

from assistant.profile.extract import rules as module
from assistant.profile.extract.rules import categories, members, rules
from memory.claims.slots import slots


def test_every_rule_has_a_slot_that_is_known():
    told = {rule.slot for some in rules().values() for rule in some}

    assert told - set(slots()) == set()


def test_a_rule_is_tried_only_where_one_of_its_words_stands():
    assert any(rule.slot == "allergy" for rule in rules()["allergic"])
    assert not any(rule.slot == "allergy" for rule in rules()["live"])
    assert len(rules()[""]) < 40


@pytest.mark.parametrize(
    ("say", "text", "value"),
    [
        ("I live in {place}", "I live in Leith now", "Leith"),
        ("I live in {place}", "I really still live in Leith", "Leith"),
        ("I live in {place}", "I live in hope", None),
        ("I live in {place}", "Gigi live in Leith", None),
        ("~I love {value}", "Love rain", "rain"),
        ("~I love {value}", "Oh well, love rain", "rain"),
        ("~I love {value}", "They love rain", None),
        ("I've (quit|left) {one}", "I have left Acme", "Acme"),
        ("I've (quit|left) {one}", "I’ve quit Acme", "Acme"),
        ("I'm [very] fond of {value}", "I am fond of tea", "tea"),
        ("I'm [very] fond of {value}", "I'm very fond of tea", "tea"),
        ("I don't eat {value}", "I don’t eat meat", "meat"),
        ("I turned {number}", "I turned 31", "31"),
        ("I studied {one:3} at {org}", "I studied law at Leeds", "Leeds"),
        ("my birthday is [on] {date}", "my birthday is on 3 May", "3 May"),
        ("I'm {height}", "I'm 5'6\"", "5'6\""),
        ("I {routine}", "I swim every Tuesday", "swim every Tuesday"),
    ],
)
def test_a_way_to_say_it_is_found(say, text, value):
    match = module._compiled(say).search(text)
    groups = match.groupdict() if match else {}

    assert (groups.get("v") or groups.get("v2")) == value


def test_classes_of_words_are_read():
    assert {"dog", "guinea pig"} <= members("pet")
    assert "career" in members("not_job")
    assert categories()["colour"] == "colour"
    assert categories()["novel"] == "reading"


def test_no_pattern_can_run_away():
    """Long sentences without a hit end soon."""
    long = "I really always " * 60
    for some in rules().values():
        for rule in some:
            re.search(rule.pattern, long[:400])
