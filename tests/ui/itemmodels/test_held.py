from __future__ import annotations

from assistant.profile.people import Known
from memory.types import Kind
from tests.ui.fake_holding import ADA, BO, CY, NOW, listed
from ui.itemmodels.held import Grouped, GroupsModel, ListedModel, PeopleModel
from ui.itemmodels.rows import SORT

HOSTILE = ("<b>bold</b> <img src='http://example.org'>", "a\nb\x1b[31m\u202e", "👩‍👩‍👧 \ud800")


def row(model, n=0):
    return [model.index(n, column).data() for column in range(model.columnCount())]


def test_groups_are_told_and_sorted_by_what_they_are(qapp):
    model = GroupsModel()
    model.show_rows([Grouped("Mail", 1200, NOW, None, source="Mail"), Grouped("b", 2, None, NOW)])

    assert row(model) == ["Mail", "1,200", "3 March 2024", "–"]
    assert model.index(0, 1).data(SORT) == 1200
    assert model.index(0, 3).data(SORT) < model.index(1, 3).data(SORT)
    assert model.index(0, 0).data(SORT) == "mail"


def test_documents_are_told_by_title_or_file(qapp):
    model = ListedModel()
    model.show_rows([listed(1), listed(2, title="", people=(), date=None, kind=Kind.CHAT)])

    assert row(model) == ["3 March 2024", "Mail 1", "Ana"]
    assert row(model, 1) == ["no date", "mail.mbox", "–"]
    assert model.picture(listed(1), 1) is not None
    assert model.picture(listed(1), 0) is None


def test_people_are_told_with_what_they_are_to_the_user(qapp):
    model = PeopleModel()
    model.show_rows([Known(BO, "brother"), Known(CY), Known(ADA, is_user=True)])

    assert row(model) == ["Bo Ek", "brother", "3 March 2024", "5"]
    assert row(model, 1) == ["Cy", "–", "–", "8"]
    assert row(model, 2)[1] == "you"
    assert model.index(1, 3).data(SORT) == 8
    assert model.index(1, 2).data(SORT) < model.index(0, 2).data(SORT)


def test_hostile_names_are_one_plain_line(qapp):
    model = ListedModel()
    model.show_rows([listed(n, title=text, people=(text,)) for n, text in enumerate(HOSTILE)])

    assert all("\n" not in cell for n in range(len(HOSTILE)) for cell in row(model, n))
