from __future__ import annotations

from datetime import datetime

from assistant.profile.people import Known
from memory.held import Listing
from memory.types import Kind
from tests.ui.fake_holding import BO
from ui.holding import filters_of, span


def test_a_month_and_a_year_go_to_where_the_next_begins():
    def day(*when: int) -> datetime:
        return datetime(*when).astimezone()  # type: ignore[arg-type]

    assert span("") == (None, None)
    assert span("2024-03") == (day(2024, 3, 1), day(2024, 4, 1))
    assert span("2024-12") == (day(2024, 12, 1), day(2025, 1, 1))
    assert span("2024") == (day(2024, 1, 1), day(2025, 1, 1))


def test_a_list_is_narrowed_for_the_search_as_it_is():
    found = filters_of(Listing(kind=Kind.MAIL, person=1, source="Mail"), [Known(BO)])

    assert (found["kind"], found["source"], found["person"]) == ("mail", "Mail", "bo@example.org")
    assert filters_of(Listing(person=9), [Known(BO)])["person"] == ""
