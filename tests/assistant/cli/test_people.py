from __future__ import annotations

import json
from typing import Any

import pytest

pytestmark = pytest.mark.usefixtures("quick")


def listed(famulus) -> dict[str, dict[str, Any]]:
    code, out, _ = famulus("people", "--json")
    assert code == 0
    return {one["name"]: one for one in json.loads(out)}


def test_who_is_known_is_listed(filled):
    code, out, _ = filled("people")

    assert code == 0
    assert "Ada Byron: 2 mails and messages, last 3 March 2023" in out
    assert listed(filled)["Bo"]["addresses"] == ["bo@example.org"]


def test_nobody_is_said_to_be_known(famulus):
    assert famulus("people")[1] == "Nobody is known yet.\n"


def test_somebody_is_shown(filled):
    code, out, _ = filled("people", "show", "ada@example.org")
    assert code == 0
    assert "2 mails from them" in out
    shown = json.loads(filled("people", "show", "Ada", "Byron", "--json")[1])

    assert shown["known_by"] == [["ada@example.org"]]
    assert shown["promises"] == []
    assert shown["manners"]["mails"] == 0


def test_two_are_joined_taken_apart_and_it_is_undone(filled):
    assert filled("people", "join", "Ada Byron", "bo@example.org")[0] == 0
    assert list(listed(filled)) == ["Ada Byron"]
    assert filled("people", "split", "Ada Byron", "bo@example.org")[0] == 0
    assert set(listed(filled)) == {"Ada Byron", "Bo"}
    assert filled("people", "undo")[1] == "Undone.\n"
    assert filled("people", "undo", "--json")[1] == '{"done": true}\n'
    assert set(listed(filled)) == {"Ada Byron", "Bo"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["show"], "Who is meant?"),
        (["join", "Ada"], "Who is meant?"),
        (["show", "Zoe"], "Nobody of that name"),
        (["split", "Bo"], "known by one address"),
        (["undo"], "nothing to undo"),
    ],
)
def test_what_cannot_be_done_is_said(filled, words, said):
    code, _, err = filled("people", *words)

    assert code == 1
    assert said in err
