from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.privacy.recognizers.spans import Kind, Span, settle

SPANS = st.lists(
    st.builds(
        lambda start, length, kind, known: Span(start, start + length, kind, "", known=known),
        st.integers(0, 60), st.integers(1, 20), st.sampled_from(Kind), st.booleans(),
    )
)  # fmt: skip


@given(SPANS)
def test_nothing_private_is_lost_and_none_stands_over_another(spans):
    settled = settle(spans)

    covered = {at for s in spans for at in range(s.start, s.end)}
    assert [at for s in settled for at in range(s.start, s.end)] == sorted(covered)


def test_what_the_memory_knows_goes_before_what_rules_suppose():
    supposed = Span(0, 9, Kind.NAME, "rule")
    known = Span(4, 9, Kind.PERSON, "known", known=True)

    assert [(s.start, s.why) for s in settle([supposed, known])] == [(0, "rule"), (4, "known")]
