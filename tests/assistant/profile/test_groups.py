from __future__ import annotations

import pytest

from assistant.profile.groups import GROUPS, KINDS, Group, group_named, group_of, heading
from memory.types import ClaimKind, Status
from tests.assistant.profile.invented import a_claim


@pytest.mark.parametrize(
    ("new", "group"),
    [
        ({}, Group.FACT),
        ({"kind": ClaimKind.STYLE}, Group.STYLE),
        ({"subject": "Ben"}, Group.PEOPLE),
        ({"subject": "Ben", "status": Status.SUPERSEDED}, Group.BEFORE),
        ({"status": Status.EXPIRED}, Group.BEFORE),
        ({"status": Status.DISPUTED}, Group.DISPUTED),
        ({"status": Status.DRAFT}, Group.PERHAPS),
    ],
)
def test_every_claim_stands_under_one_heading(new, group):
    assert group_of(a_claim(1, "Likes tea.", **new)) is group


def test_every_kind_has_a_group_of_its_own():
    assert set(GROUPS) == set(ClaimKind)
    assert {KINDS[group]: group for group in KINDS} == GROUPS


def test_a_group_is_found_by_its_heading_in_any_language():
    assert heading(Group.STYLE) == "How you write"
    for language in ("English", "German"):
        assert [group_named(heading(group, language)) for group in Group] == list(Group)
    assert group_named("Shopping") is None
