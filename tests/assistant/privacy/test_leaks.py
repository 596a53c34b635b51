from __future__ import annotations

import base64

import pytest

from assistant.privacy.leaks import leaks
from assistant.privacy.recognizers.gazetteer import Gazetteer, Known
from assistant.privacy.recognizers.spans import Kind

KNOWN = Gazetteer([Known("Vadkert", Kind.PERSON, "somebody you know")])
CODED = base64.b64encode(b"ask Vadkert").decode()


@pytest.mark.parametrize(
    "text",
    [
        "ask Vadkert", "ask VADKERT", "ask Ｖａｄｋｅｒｔ", "ask trekdaV", f"ask {CODED}",
        f"ask {b'Vadkert'.hex()}", "ask %56adkert", "ask V.a.d.k.e.r.t", "ask V-a-d-k-e-r-t",
        "ask Vadkert 12 today",
    ],
)  # fmt: skip
def test_a_name_is_seen_in_every_disguise(text):
    assert leaks(text, KNOWN, ())


def test_what_may_leave_and_placeholders_are_no_leak():
    assert leaks("ask Vadkert", KNOWN, {"vadkert"}) == []
    assert leaks("ask [PERSON_1] today about the rent", KNOWN, ()) == []


def test_a_part_of_a_whole_name_that_may_leave_is_no_leak_but_elsewhere_it_is_one():
    known = Gazetteer([Known("Eva Vadkert", Kind.PERSON, "somebody you know")])

    assert leaks("ask Eva Vadkert", known, {"eva vadkert"}) == []
    assert leaks("ask Eva Vadkert, or Vadkert", known, {"eva vadkert"}) == ["person"]
