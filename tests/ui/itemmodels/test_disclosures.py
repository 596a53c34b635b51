from __future__ import annotations

import pytest

from tests.ui.ledger_rows import sent
from ui.itemmodels.disclosures import SIZE, DisclosuresModel, became, to_whom


@pytest.mark.parametrize(
    ("how", "said"),
    [({}, "answered"), ({"state": "sent"}, "no answer"), ({"state": "failed"}, "failed")],
)
def test_it_says_what_became_of_a_request(how, said):
    assert became(sent(1, **how)) == said
    assert became(sent(1, None, **how)) == "erased"


def test_sizes_are_sorted_as_numbers(qapp):
    model = DisclosuresModel()

    assert model.sorts_by(sent(1, b"x" * 9), SIZE) < model.sorts_by(sent(2, b"x" * 10), SIZE)
    assert to_whom(sent(1, mine=True)) == "example, your own server"
