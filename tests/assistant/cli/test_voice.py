from __future__ import annotations

import json

import pytest

from tests.assistant.voice.mailing import BODIES

pytestmark = pytest.mark.usefixtures("quick")

MAIL = """From ada@example.org Fri Mar  3 10:00:00 2023
From: Ada Byron <ada@example.org>
To: {to}
Date: Fri, 3 Mar 2023 10:{n:02}:00 +0000
Message-ID: <{n}@example.org>
Subject: Tea {n}

{text}

"""


@pytest.fixture
def written(famulus, tmp_path):
    """A memory in which Ada wrote twelve mails to Tom and six to Eva."""
    path = tmp_path / "sent.mbox"
    tom = [
        (n, "Tom Baker <tom@example.org>", f"Hi Tom,\n\n{BODIES[n % 6]}\n\nBest,\nAda")
        for n in range(12)
    ]
    eva = [
        (n, "Eva Lund <eva@example.org>", f"Dearest Eva,\n\n{BODIES[n % 6]}\n\nLove,\nAda")
        for n in range(12, 18)
    ]
    path.write_text("".join(MAIL.format(n=n, to=to, text=text) for n, to, text in tom + eva))
    assert famulus("read", path, "--identity", "Ada Byron <ada@example.org>")[0] == 0
    return famulus


def test_the_card_is_shown_with_its_counts(written):
    code, out, _ = written("write", "style")

    assert code == 0
    assert "Everywhere:\n- Greets most often with “Hi [first name]”. (12 of 18 mails)" in out
    assert "To eva@example.org:\n- Greets with “Dearest [first name]”. (6 of 6 mails)" in out


def test_what_holds_for_one_mail_is_shown(written):
    code, out, _ = written("write", "style", "--to", "Eva", "--language", "en")

    assert code == 0
    assert out.startswith("Begins: Dearest Eva,\nEnds: Love, / Ada\n")
    assert "Hi [first name]" not in out


def test_programs_are_told_in_json_with_the_examples(written):
    code, out, _ = written(
        "write", "style", "--to", "tom@example.org", "--language", "de", "--json"
    )
    told = json.loads(out)

    assert code == 0
    assert (told["mails"], told["language"]) == (18, "German")
    assert told["greeting"] == "Hi Tom,"
    greeting = next(line for line in told["lines"] if line["trait"] == "greeting")
    assert greeting["examples"][0]["quote"] == "Hi Tom,"
    assert "Greets" in told["text"]


def test_of_nobody_nothing_is_shown(famulus):
    code, out, _ = famulus("write", "style")

    assert code == 0
    assert out.startswith("No mail that you sent was read yet")
