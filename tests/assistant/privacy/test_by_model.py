from __future__ import annotations

from assistant.models.router import Task as Work
from assistant.privacy.auditing import Blurred
from assistant.privacy.by_model import ByModel
from assistant.privacy.gate import Part, PrivacyGate, Recipient, Task
from assistant.privacy.recognizers.spans import Kind
from memory.progress import Progress, finish
from tests.assistant.privacy.leaving import CLOUD, outgoing, proposed
from tests.fakes import ScriptedModel


def test_what_a_model_here_guesses_by_is_said_in_general_and_marked(store, privacy):
    def blur(text, keep):
        yield Progress(0)
        assert keep == {"[PERSON_1]"}
        put_instead = ((Kind.JOB, "on the ward", "at work"),)
        return Blurred(text.replace("on the ward", "at work"), put_instead)

    shown = proposed(PrivacyGate(store, privacy, blur=blur), "Ask Zolbert on the ward.")

    assert outgoing(shown) == "Ask [PERSON_1] at work."
    assert [(h.start, h.placeholder) for h in shown.shown[0].preview.hidden] == [
        (4, "[PERSON_1]"), (12, "at work"),
    ]  # fmt: skip


def test_general_words_count_only_if_every_placeholder_stays(store, privacy):
    def blur(_text, _keep):
        yield Progress(0)
        return Blurred("Ask somebody.")

    assert outgoing(proposed(PrivacyGate(store, privacy, blur=blur), "Ask Zolbert.")) == (
        "Ask [PERSON_1]."
    )


def test_without_a_fit_model_the_words_stay_and_it_says_that_nobody_audited(store, privacy):
    by = ByModel(lambda _task: None)
    gate = PrivacyGate(store, privacy, paraphrase=by.paraphrase, blur=by.blur, audit=by.audit)

    shown = proposed(gate, "Ask Zolbert.")

    assert outgoing(shown) == "Ask [PERSON_1]."
    assert "Not audited" in shown.audit.said


def test_each_task_is_done_by_the_model_that_passed_for_it(store, privacy):
    asked = []

    def model(task):
        asked.append(task)
        return ScriptedModel("Please ask [PERSON_1] about it.")

    by = ByModel(model)
    gate = PrivacyGate(store, privacy, paraphrase=by.paraphrase, blur=by.blur, audit=by.audit)

    assert outgoing(proposed(gate, "Go ask Zolbert of it.")) == "Please ask [PERSON_1] about it."
    assert asked == [Work.PARAPHRASE, Work.AUDIT, Work.AUDIT]


def test_a_rule_for_ones_own_server_lets_nothing_out_elsewhere(store, privacy):
    privacy.add_rule("names may go to my own server only")
    gate = PrivacyGate(store, privacy)
    part = (Part("user", "Ask Zolbert."),)

    own = finish(gate.proposed(Task(part, "chat", Recipient("rack", "m", mine=True))))
    other = finish(gate.proposed(Task(part, "chat", CLOUD)))

    assert (outgoing(own), outgoing(other)) == ("Ask Zolbert.", "Ask [PERSON_1].")


def test_a_surrogate_that_the_user_leaves_in_an_edit_still_comes_back(gate):
    shown = finish(gate.proposed(Task((Part("user", "Say: Zolbert came."),), "translation", CLOUD)))
    other = shown.shown[0].preview.hidden[0].placeholder
    edited = finish(shown.edited(0, f"Say nicely: {other} came."))

    assert outgoing(edited) == f"Say nicely: {other} came."
    assert gate.cleared(edited).restore(f"{other} kam.") == "Zolbert kam."


def test_for_a_translation_the_words_themselves_stay(store, privacy):
    by = ByModel(lambda _task: ScriptedModel("Something else altogether, just as long."))
    gate = PrivacyGate(store, privacy, paraphrase=by.paraphrase)
    part = (Part("user", "Say in French that it rains a lot."),)

    shown = finish(gate.proposed(Task(part, "translation", CLOUD)))

    assert outgoing(shown) == "Say in French that it rains a lot."
