"""A question becomes an answer that says what it stands on, or says that there is none."""

from __future__ import annotations

import pytest

from assistant.agent.answer import NOT_FOUND, Resources, answer, leans, with_marks
from assistant.agent.write import Before
from memory.errors import Problem, ProcessDied
from memory.progress import Progress, TextDelta, finish
from memory.search import Filter
from memory.types import Statement, Turn
from tests.fakes import ScriptedModel, a_mail, a_note, day, learn, put

QUESTION = "How much is the rent a month?"


@pytest.fixture
def tools(store, embedder, retriever):
    """Return what answers: with a model if one is given."""
    put(
        store,
        a_mail("a", "The rent is 850 pounds a month from January.", title="Rent"),
        a_note("Tea is served at noon in the garden.", title="Tea", locator="2"),
        a_note("The bicycle is in the shed.", title="Shed", locator="3"),
    )
    learn(store, embedder)
    return lambda model=None: Resources(retriever, embedder, model)


def test_without_a_model_the_answer_is_a_quote(tools):
    found = finish(answer(QUESTION, tools()))

    assert found.text == "“The rent is 850 pounds a month from January.” [1]"
    assert (found.made_by, found.tier, found.found) == ("quoted", 0, True)
    assert found.citations[0].title == "Rent"
    assert found.statements[0].cites == (1,)


def test_what_is_shown_is_what_was_said_piece_by_piece(tools):
    work = answer(QUESTION, tools())
    steps = list(work)

    assert isinstance(steps[0], Progress)
    assert "".join(s.text for s in steps if isinstance(s, TextDelta)).startswith("“The rent is 850")


def test_what_is_not_there_is_not_found(tools):
    found = finish(answer("Who painted the ceiling of the chapel?", tools()))

    assert (found.text, found.found) == (NOT_FOUND, False)
    assert found.citations == ()
    assert found.statements == ()
    assert len(found.considered) > 0


def test_an_empty_memory_finds_nothing_and_asks_no_model(retriever, embedder):
    model = ScriptedModel("Tea.")
    found = finish(answer(QUESTION, Resources(retriever, embedder, model)))

    assert (found.text, found.found) == (NOT_FOUND, False)
    assert model.asked == []


def test_a_model_writes_and_is_cited(tools):
    model = ScriptedModel("The rent is ", "850 pounds a month. [1]")
    work = answer(QUESTION, tools(model))
    steps = list(iter_returning(work))
    found = steps.pop()

    assert [s.text for s in steps if isinstance(s, TextDelta)] == model.said
    assert (found.made_by, found.tier, found.found) == ("scripted", 1, True)
    assert found.text == "The rent is 850 pounds a month. [1]"
    assert found.citations[0].title == "Rent"
    assert model.closed


def iter_returning(work):
    """Yield the steps of work and, last, its result."""
    result = yield from work
    yield result


def test_what_a_model_made_up_is_marked_as_such(tools):
    model = ScriptedModel("The rent is 850 pounds. [1] The rent is 999 pounds. [1]")
    found = finish(answer(QUESTION, tools(model)))

    assert [s.supported for s in found.statements] == [True, False]
    assert found.text.endswith("The rent is 999 pounds. [1] (not supported)")
    assert "1 of them supported" in found.trace[-1].note


def test_where_a_model_made_everything_up_the_answer_is_quoted(tools):
    found = finish(answer(QUESTION, tools(ScriptedModel("The rent is 999 pounds. [1]"))))

    assert found.made_by == "quoted"
    assert "999" not in found.text
    assert found.text.startswith("“The rent is 850")


def test_a_model_that_says_not_found_is_believed(tools):
    found = finish(answer(QUESTION, tools(ScriptedModel("NOT FOUND"))))

    assert (found.text, found.found, found.citations) == (NOT_FOUND, False, ())


def test_citations_are_numbered_in_the_order_in_which_they_are_used(tools):
    ranked = finish(answer("rent tea garden noon", tools())).considered
    rent = next(n for n, p in enumerate(ranked, 1) if p.title == "Rent")
    tea = next(n for n, p in enumerate(ranked, 1) if p.title == "Tea")
    last, first = max(rent, tea), min(rent, tea)
    words = {rent: "The rent is 850 pounds.", tea: "Tea is served at noon."}
    model = ScriptedModel(f"{words[last]} [{last}] {words[first]} [{first}] {words[last]} [{last}]")
    found = finish(answer("rent tea garden noon", tools(model)))

    assert [s.cites for s in found.statements] == [(1,), (2,), (1,)]
    assert [p.title for p in found.citations] == [ranked[last - 1].title, ranked[first - 1].title]


def test_stopping_an_answer_stops_the_model(tools):
    model = ScriptedModel("The ", "rent ", "is 850.")
    work = answer(QUESTION, tools(model))
    for step in work:
        if isinstance(step, TextDelta):
            break
    work.close()

    assert model.said == ["The "]
    assert model.closed


@pytest.mark.parametrize("pieces", [(), ("The rent is 9",)])
def test_when_the_model_fails_the_answer_is_quoted_and_says_why(tools, pieces):
    model = ScriptedModel(*pieces, Problem("The model ended."))
    found = finish(answer(QUESTION, tools(model)))

    assert found.made_by == "quoted"
    assert found.text.startswith("“The rent is 850")
    assert ("write", "The model ended. Quoted instead.") in [(s.name, s.note) for s in found.trace]


def test_a_mistake_of_ours_in_the_model_is_not_hidden(tools):
    with pytest.raises(ZeroDivisionError):
        finish(answer(QUESTION, tools(ScriptedModel(ZeroDivisionError()))))


def test_a_model_that_cannot_be_trusted_to_write_is_not_asked(tools):
    model = ScriptedModel("Tea.")
    model.tier = 0
    found = finish(answer(QUESTION, tools(model)))

    assert model.asked == []
    assert found.made_by == "quoted"


def test_when_the_encoder_dies_that_is_said_and_not_called_not_found(tools, embedder):
    embedder.dead = True

    with pytest.raises(ProcessDied):
        finish(answer(QUESTION, tools()))


def test_the_trace_tells_every_step(tools):
    found = finish(answer(QUESTION, tools()))

    search = ["words", "meaning", "neighbours", "around", "rank", "newer first", "diversity"]
    assert [s.name for s in found.trace] == [*search, "quote"]


def test_stages_of_the_search_can_be_left_out(tools):
    found = finish(answer(QUESTION, tools(), without=("newer first", "neighbours")))

    assert found.found
    assert not {"newer first", "neighbours"} & {s.name for s in found.trace}


def test_a_filter_and_a_limit_hold_for_answers_too(tools):
    found = finish(answer("rent tea", tools(), where=Filter(source="Nowhere")))
    assert found.considered == ()

    assert len(finish(answer("rent tea bicycle", tools(), limit=2)).considered) == 2


@pytest.mark.parametrize(
    ("question", "does"),
    [
        ("And when?", True),
        ("How much is it?", True),
        ("Wo ist das?", True),
        ("Does she know Ada Byron?", True),
        (QUESTION, False),
        ("When does the lease end?", False),
        ("", True),
    ],
)
def test_a_question_may_lean_on_the_one_before(question, does):
    assert leans(question) is does


def asked(question: str) -> Before:
    return Before((Turn("user", question, day(1)),))


def test_a_question_that_leans_is_looked_for_with_the_one_before(tools, embedder):
    found = finish(answer("And how much?", tools(), before=asked("What is the rent a month?")))

    assert "What is the rent a month? And how much?" in embedder.asked
    assert found.considered[0].title == "Rent"


def test_a_question_that_stands_alone_is_looked_for_alone(tools, embedder):
    finish(answer(QUESTION, tools(), before=asked("Where is the bicycle shed?")))

    assert not any("bicycle shed? How" in text for text in embedder.asked)


def test_marks_and_doubt_are_shown():
    assert with_marks(Statement("Tea.", (1, 3), supported=True)) == "Tea. [1][3]"
    assert with_marks(Statement("Tea.", (), supported=False)) == "Tea. (not supported)"


def test_no_delta_holds_its_words_in_its_repr():
    assert "rent" not in repr(TextDelta("rent"))
