"""The room: by rules where no model may, by one that may, and what is said of either."""

from __future__ import annotations

import pytest

from assistant.models.router import Task
from assistant.writers import Writer, Writers
from assistant.writing import writing as module
from assistant.writing.paper import NoVoice
from assistant.writing.writing import LONGEST, RULES, Writing
from memory.commands import OwnCommand, OwnCommands
from memory.errors import Problem
from memory.progress import TextDelta
from tests.assistant.writing.test_by_model import Scribe
from tests.fakes import a_mail, a_note, dump, put

TEXT = "I will not pay 850 euros due to the fact that it is cold."


class Desk(Writers):
    """Lends one model, or none."""

    def __init__(self, model=None, tier=1):
        self._model = model
        self.tasks = []
        if model is not None:
            model.tier = tier

    def model(self, task, path=None):
        self.tasks.append(task)
        return Writer(self._model, "It may." if self._model else "None may.")


class Voice(NoVoice):
    def greeting(self, to="", language=""):
        return f"Hey {to},"

    def likeness(self, text):
        return 0.5


def driven(work):
    shown = ""
    while True:
        try:
            step = next(work)
        except StopIteration as stop:
            return shown, stop.value
        shown += step.text if isinstance(step, TextDelta) else ""


def test_without_a_model_the_rules_do_it(store):
    shown, made = driven(Writing(store, Desk()).writing(TEXT, "shorten"))

    assert shown == made.text == "I will not pay 850 euros because it is cold."
    assert (made.made_by, made.why, made.tier) == (RULES, "None may.", 0)
    assert (made.doubts, made.notes, made.likeness) == ((), (), None)


def test_a_model_that_loses_a_number_is_asked_again(store):
    model = Scribe("I will not pay.", "I will not pay 850 euros: it is cold.")
    made = Writing(store, Desk(model), Voice()).write(TEXT, "rewrite")

    assert made.text == "I will not pay 850 euros: it is cold."
    assert (made.made_by, made.why, made.tier, made.likeness) == ("scripted", "It may.", 1, 0.5)
    assert len(model.asked) == 2


def test_one_that_loses_it_again_gives_way_to_the_rules(store):
    made = Writing(store, Desk(Scribe("I pay.", "I pay."))).write(TEXT, "shorten")

    assert made.text == "I will not pay 850 euros because it is cold."
    assert "A part was done by rules" in made.notes[0]


def test_a_model_of_too_low_a_tier_gives_way_to_the_rules(store):
    made = Writing(store, Desk(Scribe())).write("the tea is cold.", "correct")

    assert (made.text, made.made_by) == ("The tea is cold.", RULES)
    assert made.why == "By rules, which do this better than scripted."


def test_what_no_rule_does_is_a_problem_with_a_way_out(store):
    with pytest.raises(Problem, match="needs a language model") as problem:
        Writing(store, Desk()).write(TEXT, "explain")

    assert "Summarise" in problem.value.remedy


@pytest.mark.parametrize(("text", "says"), [(" \n", "no text"), ("a" * (LONGEST + 1), "too long")])
def test_what_is_no_text_to_rewrite(store, text, says):
    with pytest.raises(Problem, match=says):
        Writing(store, Desk()).write(text, "shorten")


def test_a_model_that_writes_nothing_is_a_problem(store):
    with pytest.raises(Problem, match="wrote nothing"):
        Writing(store, Desk(Scribe(""))).write("Tea.", "explain")


def test_an_instruction_goes_to_the_model_and_not_unsaid_without_one(store):
    model = Scribe("Tea is cold.")
    Writing(store, Desk(model)).write("Tea is cold.", "rewrite", instruction="Like a pirate.")
    assert model.asked[0][-1].text.endswith("Like a pirate.")

    made = Writing(store, Desk()).write("Tea is cold.", "rewrite", instruction="Like a pirate.")
    assert made.notes == ("An instruction needs a language model; the rules go without it.",)


def test_only_the_users_own_way_tells_a_model_how_they_write(store):
    model = Scribe("Tea is cold.", "Tea is cold.")
    writing = Writing(store, Desk(model), Voice())
    writing.write("Tea is cold.", "as-i-would", to="Bo")
    writing.write("Tea is cold.", "rewrite", to="Bo")
    own, other = (asked[-1].text for asked in model.asked)

    assert "greets with “Hey Bo,”" in own
    assert "greets with" not in other


def test_each_command_asks_for_the_model_it_needs(store):
    desk = Desk(Scribe("Tee.", "Tea?"), 2)
    Writing(store, desk).write("Tea.", "translate", language="German")
    Writing(store, desk).write("Tea.", "reply")

    assert desk.tasks == [Task.REWRITE, Task.DRAFT]


def test_a_translation_keeps_facts_and_names_its_language(store):
    model = Scribe("Es sind 850 Euro.")
    made = Writing(store, Desk(model)).write("It is 850 euros.", "translate", language="de")

    assert "into German" in model.asked[0][-1].text
    assert made.doubts == ()
    with pytest.raises(Problem, match="needs the language"):
        Writing(store, Desk(model)).write("It is 850 euros.", "translate")


def test_words_and_people_of_the_memory_are_left(store):
    put(store, a_note("We recieve tea."), a_note("They recieve milk.", title="Two"))
    made = Writing(store, Desk()).write("I recieve it untill noon.", "correct")
    assert made.text == "I recieve it until noon."

    put(store, a_mail("one"), path="/mail")
    model = Scribe("It was there.", "It was there.")
    (doubt,) = Writing(store, Desk(model)).write("Byron was there.", "rewrite").doubts
    assert doubt.words == "Byron"


def test_where_rules_together_lose_something_the_text_stays(store, monkeypatch):
    monkeypatch.setattr(module, "by_rules", lambda *_: iter(["I pay."]))
    made = Writing(store, Desk()).write(TEXT, "shorten")

    assert (made.text, made.doubts) == (TEXT, ())
    assert "as it was" in made.notes[0]


def test_commands_of_the_users_own(store):
    model = Scribe("Tea is cold.")
    writing = Writing(store, Desk(model))
    writing.add(" To a pirate ", "Rewrite it for {to}.", "Q")
    assert writing.commands()[-1].id == "to-a-pirate"

    writing.write("Tea is cold.", "To a pirate", to="Bo")
    assert model.asked[0][-1].text.endswith("Task: Rewrite it for Bo.")

    writing.remove("To a pirate")
    assert not any(one.own for one in writing.commands())
    writing.restore()
    assert writing.commands()[-1].own
    with pytest.raises(Problem, match="of that name already"):
        writing.add("to a pirate", "Rewrite it.")


def test_nothing_of_a_text_is_kept_or_in_a_repr(store):
    made = Writing(store, Desk()).write("Wombats are cold.", "correct")

    assert not any("ombats" in words for words in dump(store))
    assert "ombats" not in repr(made)


def test_reading_ahead_needs_a_model_of_ones_own(store):
    assert list(Writing(store, Desk(Scribe())).prefetching("Tea.")) == []


class Ahead(Scribe):
    def prefetch(self, messages):
        self.asked.append(messages)
        yield ""


def test_a_text_is_read_ahead_as_it_is_read_later(store, monkeypatch):
    monkeypatch.setattr(module, "LlamaModel", Ahead)
    model = Ahead("Tea.")
    writing = Writing(store, Desk(model))
    assert len(list(writing.prefetching("Tea."))) == 2
    writing.write("Tea.", "rewrite")
    (system, ahead), (same, later) = model.asked

    assert system == same
    assert later.text.startswith(ahead.text.strip())


def test_no_command_of_the_users_goes_by_the_name_of_one_that_came_with_it(store):
    """``add`` refuses it; an archive from elsewhere may hold one."""
    OwnCommands(store).add(OwnCommand("shorten", "Shorten", "Tell everything."))

    assert not any(one.own for one in Writing(store, Desk()).commands())
    assert Writing(store, Desk()).write(TEXT, "shorten").made_by == RULES
