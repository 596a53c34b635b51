from __future__ import annotations

import pytest

from assistant.privacy.labelling import Labels
from memory.errors import Problem
from memory.labels import Origin
from memory.types import Label
from tests.assistant.privacy.leaving import WHO
from tests.fakes import a_mail, put


@pytest.fixture
def labels(store):
    put(store, a_mail("1", people=WHO), source="Mail", path="/mail")
    return Labels(store, lambda name: {"Zolbert": 1}[name])


@pytest.mark.parametrize(
    ("what", "name", "key"),
    [("source", "Mail", "Mail"), ("person", "Zolbert", 1), ("claim", "c12", 12),
     ("conversation", "3", 3)],
)  # fmt: skip
def test_things_are_called_as_everywhere(labels, what, name, key):
    assert labels.named(what, name) == Origin(what, key)


@pytest.mark.parametrize(("what", "name"), [("claim", "tea"), ("document", "1"), ("house", "1")])
def test_what_is_unclear_is_said(labels, what, name):
    with pytest.raises(Problem):
        labels.named(what, name)


def test_a_label_is_said_in_short_or_in_full(labels):
    said = [labels.understand(one) for one in ("stays", "Stays here", "may-leave", "none")]

    assert said == [Label.STAYS, Label.STAYS, Label.LEAVES, None]
    with pytest.raises(Problem):
        labels.understand("secret")


def test_a_label_is_set_seen_and_taken_back(labels):
    mail = labels.named("source", "Mail")
    labels.set(mail, Label.STAYS)
    assert ([one.origin for one in labels.all()], labels.own(mail)) == ([mail], Label.STAYS)
    assert labels.of([mail]) is Label.STAYS

    labels.undo()
    assert labels.own(mail) is None
