"""A comment on a draft says how somebody writes."""

from __future__ import annotations

import pytest

from assistant.profile.comments import samples, understood
from memory.types import ClaimKind


@pytest.mark.parametrize(
    ("comment", "told"),
    [
        ("Too long!", [("length", "short")]),
        ("too formal, and too long", [("length", "short"), ("tone", "friendly")]),
        ("I never write 'Best regards'.", [("never_writes", "Best regards")]),
        ("I don’t use “Dear Colleague”.", [("never_writes", "Dear Colleague")]),
        ('I never write "Don\'t hesitate".', [("never_writes", "Don't hesitate")]),
        ("I always end with 'Cheers'.", [("closing", "Cheers")]),
        ("Zu lang, zu förmlich.", [("length", "short"), ("tone", "friendly")]),
        ("Not too long.", []),
        ("Fine as it is.", []),
        ("", []),
    ],
)
def test_rules_read_it(comment, told):
    assert [(one.slot, one.value) for one in understood(comment)] == told


def test_what_is_never_written_is_a_rule():
    (said,) = understood("I never say 'kindly'")

    assert (said.kind, said.text) == (ClaimKind.RULE, "Never writes “kindly”.")


def test_there_are_three_samples():
    assert len(samples()) == 3
    assert all(one.text and one.about for one in samples())
