"""The built-in tasks: who does them well passes, and what is wrong is called by its name."""

from __future__ import annotations

import json
import tomllib
from itertools import pairwise
from typing import Any

import pytest

import resources
from assistant.models.probes import CITE, GROUPS, LABEL, NOT_FOUND, REWRITE, SCHEMA, Probe, built_in

TOLD = tomllib.loads(resources.text("probes.toml"))
COUNTS = {CITE: 10, SCHEMA: 8, NOT_FOUND: 8, REWRITE: 8, LABEL: 6}

REWRITTEN = [
    "Hi Nadia, I am afraid I can't make it at 14:30 on Friday. Would 16:00 suit you?",
    "Dear Gordon, may I remind you of the 85 pounds for the tent? I would like them by 2 July.",
    "The heater in flat 12 has broken for the third time. Please send Mr Ostrow today.",
    "Please tell Wilma that the parcel is with the neighbours at number 7, who are home until 8.",
    "Thank you, but we cannot pay 340 euros: the offer of Kestrel Print was 290.",
    "Ruben, please don't open the kiln before Sunday at 9:00, as it is still at 600 degrees.",
    "As Frau Lindqvist is ill, the course moves from 11 March to 25 March, in the same room B204.",
    "I have decided to take the red bike in size 54. Jonas will have the blue one.",
]


def of(group: str) -> list[Probe]:
    return [probe for probe in built_in().probes if probe.group == group]


def good(probe: Probe, one: dict[str, Any]) -> str:
    """Return a reply as it should be."""
    match probe.group:
        case "cite":
            return f"It is {one['holds'][0]} [{one['cites'][0]}]."
        case "schema":
            return json.dumps(one["values"])
        case "not_found":
            return "NOT FOUND"
        case "rewrite":
            return str(REWRITTEN[TOLD[REWRITE].index(one)])
    return str(one["right"])


def test_there_are_forty_of_them():
    assert {group: len(of(group)) for group in GROUPS} == COUNTS
    assert len(built_in().probes) == 40
    assert len({probe.messages for probe in built_in().probes}) == 40


def test_tiers_ask_for_ever_less_and_never_for_more_than_there_is():
    tiers = built_in().tiers

    assert [asked["tier"] for asked in tiers] == [3, 2, 1]
    for higher, lower in pairwise(tiers):
        assert all(COUNTS[group] >= higher[group] >= lower[group] for group in GROUPS)


@pytest.mark.parametrize("group", GROUPS)
def test_who_does_it_well_passes(group):
    for probe, one in zip(of(group), TOLD[group], strict=True):
        assert probe.judge(good(probe, one)) == "", probe.messages[-1].text


@pytest.mark.parametrize("group", GROUPS)
def test_what_is_right_for_one_task_is_wrong_for_the_others(group):
    if group == NOT_FOUND:
        return
    for n, probe in enumerate(of(group)):
        for m, other in enumerate(TOLD[group]):
            differs = group != LABEL or other["right"] != TOLD[group][n]["right"]
            if m != n and differs:
                assert probe.judge(good(probe, other))


WRONG = [
    (CITE, 0, "The rent is 870 pounds.", "cites nothing"),
    (CITE, 0, "The rent is 870 pounds [1].", "cites the wrong source"),
    (CITE, 0, "The rent is 870 pounds [1, 2].", "cites the wrong source"),
    (CITE, 0, "The rent is 780 pounds [2].", "answers wrongly"),
    (CITE, 5, "NOT FOUND", "cites nothing"),
    (SCHEMA, 0, "Northmoor Water, 64.20", "does not keep to the form"),
    (SCHEMA, 0, "[]", "does not keep to the form"),
    (SCHEMA, 0, '{"sender": "Northmoor Water"}', "does not keep to the form"),
    (
        SCHEMA, 0, '{"sender": "Northmoor Water", "amount": "64.20", "due": "2027-04-15"}',
        "fills in what was not said",
    ),
    (
        SCHEMA, 0, '{"sender": "Northmoor Water", "amount": 64.2, "due": "15 April 2027"}',
        "fills in what was not said",
    ),
    (NOT_FOUND, 0, "The piano costs 900 pounds [2].", "answers what nothing says"),
    (NOT_FOUND, 0, "", "answers what nothing says"),
    (REWRITE, 0, TOLD[REWRITE][0]["message"], "changes nothing"),
    (REWRITE, 0, "Hi Nadia!", "writes far more or less than there was"),
    (REWRITE, 0, REWRITTEN[0] * 3, "writes far more or less than there was"),
    (REWRITE, 0, REWRITTEN[0].replace("16:00", "17:00"), "invents numbers"),
    (REWRITE, 0, REWRITTEN[0].replace("Nadia", "Nadia and Boris"), "invents names"),
    (REWRITE, 0, REWRITTEN[0].replace("Nadia", "dear"), "leaves out what matters"),
    (REWRITE, 4, "Thank you, we can pay 340 euros: Kestrel Print was 290.",
     "leaves out what matters"),
    (LABEL, 0, "work", "chooses wrongly"),
]  # fmt: skip


@pytest.mark.parametrize(("group", "number", "reply", "verdict"), WRONG)
def test_what_is_wrong_is_called_by_its_name(group, number, reply, verdict):
    assert of(group)[number].judge(reply) == verdict
