from __future__ import annotations

import pytest

from assistant.profile.groups import BEFORE, DISPUTED, ORDER, PEOPLE, PERHAPS, group_of
from memory.types import ClaimKind, Status
from tests.assistant.profile.invented import a_claim


@pytest.mark.parametrize(
    ("new", "heading"),
    [
        ({}, "You"),
        ({"kind": ClaimKind.STYLE}, "How you write"),
        ({"subject": "Ben"}, PEOPLE),
        ({"subject": "Ben", "status": Status.SUPERSEDED}, BEFORE),
        ({"status": Status.EXPIRED}, BEFORE),
        ({"status": Status.DISPUTED}, DISPUTED),
        ({"status": Status.DRAFT}, PERHAPS),
    ],
)
def test_every_claim_stands_under_one_heading(new, heading):
    assert group_of(a_claim(1, "Likes tea.", **new)) == heading
    assert heading in ORDER
