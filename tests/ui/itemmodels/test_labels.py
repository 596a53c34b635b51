from __future__ import annotations

from typing import Any

import pytest

from memory.types import Label
from ui.itemmodels.labels import LABEL, LEAVES, REWRITE, STAYS, Labelled, LabelsModel, said


def test_the_labels_are_those_of_the_memory():
    assert [label.value for label in Label] == [STAYS, REWRITE, LEAVES]


@pytest.mark.parametrize("label", [*Label, None])
def test_every_label_is_said(label):
    assert said(label) == (label.value if label else "–")


def test_the_strictest_is_sorted_first(qapp):
    model = LabelsModel()
    ranks: list[Any] = [
        model.sorts_by(Labelled("source", "a", "a", one), LABEL) for one in (*Label, None)
    ]

    assert ranks == sorted(ranks)
