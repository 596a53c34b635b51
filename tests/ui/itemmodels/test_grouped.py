from __future__ import annotations

from PySide6.QtCore import Qt

from tests.ui.claims import claim
from ui.itemmodels.grouped import ROW, GroupedModel


class Texts(GroupedModel):
    def words(self, one):
        return one.text


def filled():
    model = Texts()
    model.show_groups(
        [("A", [claim(1, "one"), claim(2, "two")]), ("B", []), ("C", [claim(3, "x")])]
    )
    return model


def test_a_heading_is_shown_and_cannot_be_chosen(qapp):
    model = filled()

    assert [model.index(n).data() for n in range(model.rowCount())] == ["A", "one", "two", "C", "x"]
    assert model.index(0).flags() == Qt.ItemFlag.NoItemFlags
    assert model.index(0).data(ROW) is None
    assert model.index(1).data(ROW).id == 1
    assert model.count == 3
    assert model.data(model.index(99)) is None


def test_a_row_is_found_by_its_id_and_by_what_is_near(qapp):
    model = filled()

    assert (model.row_of(3), model.row_of(9)) == (4, -1)
    assert [model.near(n) for n in (-1, 0, 3, 4, 99)] == [1, 1, 4, 4, 4]
    model.show_groups([])
    assert model.near(3) == -1


def test_rows_without_a_heading_stand_alone(qapp):
    model = Texts()
    model.show_groups([("", [claim(1, "one")])])

    assert model.rowCount() == 1
