"""The profile on the command line: learned, shown, corrected, undone, erased."""

from __future__ import annotations

import io
import json
import sys

import pytest

from tests.assistant.conftest import MAIL

pytestmark = pytest.mark.usefixtures("quick")

ADA = "Ada Byron <ada@example.org>"
FIELDS = ["id", "text", "kind", "slot", "value", "scope", "status", "confidence", "from", "to",
          "sensitivity", "locked", "evidence"]  # fmt: skip


@pytest.fixture
def learned(famulus, tmp_path):
    path = tmp_path / "sent.mbox"
    path.write_text(MAIL.format(n=1, subject="News", text="I live in Leeds. I like chess."))
    assert famulus("read", path, "--identity", ADA)[0] == 0
    code, out, _ = famulus("profile", "learn")
    assert (code, out.split(":")[0]) == (0, "Learned from 1 document")
    return famulus


def claims(famulus):
    return {one["text"]: one for one in json.loads(famulus("profile", "claims", "--json")[1])}


def test_the_claims_have_exactly_the_fields_that_are_promised(learned):
    leeds = claims(learned)["Lives in Leeds."]

    assert list(leeds) == FIELDS
    assert (leeds["slot"], leeds["value"], leeds["status"]) == ("lives_in", "Leeds", "active")
    assert leeds["scope"] == {"who": "", "what": "", "where": "", "when": ""}
    (evidence,) = leeds["evidence"]
    assert sorted(evidence) == ["end", "locator", "path", "quote", "stance", "start"]
    assert "Leeds" in evidence["quote"]
    assert (evidence["locator"], evidence["stance"]) == ("1@example.org", "supports")


def test_the_page_is_shown_edited_and_saved_back(learned, tmp_path):
    file = tmp_path / "me.md"
    text = learned("profile")[1]
    assert "- Lives in Leeds. ^c" in text
    file.write_text(text.replace("in Leeds", "in York") + "\n- Has a dog.\n")
    code, out, _ = learned("profile", "edit", file)

    assert (code, out) == (
        0,
        "1 corrected, 1 added, 0 never remembered, 0 pinned or not any more.\n",
    )
    plain = learned("profile", "page", "--plain")[1]
    assert "- Lives in York.\n" in plain
    assert "- Has a dog.\n" in plain
    assert "Lives in Leeds" not in plain
    assert json.loads(learned("profile", "page", "--json", "--budget", 20)[1])["page"]


def test_a_page_may_be_piped_in(learned, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO("- Has a dog."))

    assert json.loads(learned("profile", "edit", "-", "--json")[1])["told"] == 1


def test_a_file_that_is_no_page_is_refused(learned, tmp_path):
    (tmp_path / "photo").write_bytes(b"\xff\xd8")
    for path in (tmp_path / "photo", tmp_path / "none", tmp_path):
        code, out, err = learned("profile", "edit", path)

        assert (code, out) == (1, "")
        assert "cannot be read as a page" in err


def test_something_is_told_and_undone(learned):
    code, out, _ = learned("profile", "set", "Lives", "in", "York.")
    assert (code, "Lives in York. [active, 95%]" in out) == (0, True)
    assert claims(learned)["Lives in Leeds."]["status"] == "superseded"
    assert learned("profile", "undo")[1] == "Undone.\n"

    assert claims(learned)["Lives in Leeds."]["status"] == "active"
    assert "set" not in claims(learned)
    history = learned("profile", "history")[1]
    assert "user: tell c" in history
    assert "(undone)" in history


def test_claims_are_answered_and_the_history_of_one_is_shown(learned):
    id = claims(learned)["Likes chess."]["id"]
    for verb, status in (
        ("lock", "active"),
        ("unlock", "active"),
        ("pin", "active"),
        ("unpin", "active"),
        ("end", "expired"),
        ("accept", "active"),
        ("deny", "retracted"),
        ("accept", "active"),
        ("refuse", "retracted"),
    ):
        assert learned("profile", verb, f"c{id}")[1] == "Done.\n"
        assert claims(learned)["Likes chess."]["status"] == status
    lines = learned("profile", "history", id, "--json")[1].splitlines()

    assert {json.loads(line)["claim"] for line in lines} == {id}
    assert json.loads(learned("profile", "undo", json.loads(lines[0])["id"], "--json")[1])


def test_a_claim_is_erased_after_a_yes_and_not_learned_again(learned):
    id = claims(learned)["Likes chess."]["id"]
    code, _, err = learned("profile", "erase", id)
    assert (code, "Give --yes" in err) == (1, True)
    assert learned("profile", "erase", id, "--yes")[1] == "Erased.\n"
    learned("profile", "learn")

    assert "Likes chess." not in claims(learned)


def test_what_waits_is_shown(learned):
    assert learned("profile", "review")[0] == 0
    assert learned("profile", "review", "--json")[1].startswith("[")


@pytest.mark.parametrize(
    "words",
    [["erase"], ["set"], ["edit"], ["lock"], ["lock", "tea"], ["lock", "999"], ["undo", "tea"],
     ["erase", "999", "--yes"], ["history", "tea"]],
)  # fmt: skip
def test_what_cannot_be_done_is_said_in_a_sentence(learned, words):
    code, out, err = learned("profile", *words)

    assert (code, out) == (1, "")
    assert err


def test_what_is_not_a_deed_is_wrong_usage(famulus):
    assert famulus("profile", "dance")[0] == 2


def test_comments_on_three_drafts_tell_how_one_writes(filled, monkeypatch):
    code, out, _ = filled("profile", "onboard", "Too long.", "I never write 'Big hugs'")
    told = filled("profile", "claims")[1]

    assert code == 0
    assert "Thanks to a friend for an evening:" in out
    assert "Writes short mails." in told
    assert "Never writes “Big hugs”." in told
    monkeypatch.setattr(sys, "stdin", io.StringIO("too formal\n\n"))
    assert "Writes in a friendly tone." in filled("profile", "onboard")[1]


def test_what_is_empty_says_why(famulus):
    code, out, err = famulus("profile", "page")
    assert (code, out.splitlines()[0]) == (0, "# What Famulus believes about you")
    assert "Nothing is believed of you yet" in err
    assert "Nothing was changed yet." in famulus("profile", "history")[1]
    assert "Who you are is not known" in famulus("profile", "learn")[2]


def test_a_page_that_holds_something_is_not_called_empty(learned):
    assert "Nothing is believed" not in learned("profile", "page")[2]
    assert "Who you are" not in learned("profile", "learn")[2]


@pytest.mark.parametrize("deed", ["learn", "page", "claims", "review"])
def test_a_word_too_many_is_refused(famulus, deed):
    code, _, err = famulus("profile", deed, "nowhere")

    assert code == 1
    assert "takes no further word" in err


def test_without_a_model_that_has_passed_nothing_is_concluded(learned):
    code, _, err = learned("profile", "conclude")

    assert code == 1
    assert "No model here has passed for this; by rules." in err
    assert "famulus models test" in err
