from __future__ import annotations

from dataclasses import replace

from assistant.privacy.rules import compiled
from ui.itemmodels.rules import SENTENCE, UNDERSTOOD, RulesModel


def test_a_rule_is_its_sentence_and_what_was_understood(qapp):
    rule, model = compiled("never my health"), RulesModel()

    assert model.words(rule, SENTENCE) == "never my health"
    assert model.words(rule, UNDERSTOOD) == rule.said
    assert model.words(replace(rule, draft=True), UNDERSTOOD) == f"not confirmed: {rule.said}"
