from __future__ import annotations

from memory.types import Changes, Conversation, ConversationId, Topic
from tests.ui.fakes import NOW
from ui.itemmodels.conversations import ConversationsModel


def kept(*titles):
    return [Conversation(ConversationId(n), title, NOW) for n, title in enumerate(titles)]


def test_it_keeps_the_rules_of_item_models(qtmodeltester):
    model = ConversationsModel()
    qtmodeltester.check(model)
    model.show_conversations(kept("The lease", "\u202eThe boiler\n"))

    assert [model.index(n).data() for n in range(2)] == ["The lease", "The boiler"]


def test_it_filters_by_title():
    model = ConversationsModel()
    model.show_conversations(kept("The lease", "The boiler"))
    model.filter(" BOIL ")

    assert [model.at(n).title for n in range(model.rowCount())] == ["The boiler"]
    assert model.row_of(ConversationId(0)) == -1
    assert model.row_of(ConversationId(1)) == 0


def test_it_wants_only_changes_of_conversations():
    assert ConversationsModel().wants(Changes("", frozenset({Topic.CONVERSATIONS})))
    assert not ConversationsModel().wants(Changes("", frozenset({Topic.SOURCES})))


def test_a_title_is_never_rich():
    model = ConversationsModel()
    model.show_conversations(kept("<img src=file:///x>"))

    assert "<img" not in model.data(model.index(0), 3)
