"""What stands in the text that is handed over to answer: a page and a few passages, or many.

Questions of published lives (PersonaBench, noise 0.5).  Recall is how many of the words of
the right answers stand in the text; tokens are what it costs to read.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from assistant import Assistant
from assistant.agent.write import LONGEST
from memory.sizes import estimated_tokens
from memory.types import Passage
from tests.bench.learned_lives import content, values
from tests.bench.published import folder, own_papers
from tests.bench.test_published import Memory, mean

FOUND = folder()
pytestmark = pytest.mark.skipif(FOUND is None, reason="no lives (FAMULUS_BENCH_DATA)")
FEW, MANY = 5, 20
BUDGET = 2_000  # tokens of the page
FEWER = 16  # times fewer tokens than the history


@dataclass
class Handed:
    """What one way of answering hands over, over all questions."""

    recall: list[float] = field(default_factory=list)
    tokens: list[int] = field(default_factory=list)

    def add(self, text: str, wanted: set[str]) -> None:
        self.recall.append(len(wanted & content(text)) / len(wanted))
        self.tokens.append(estimated_tokens(text))


def shown(passages: Sequence[Passage]) -> str:
    """Return passages as they are told to a model."""
    return "\n\n".join(passage.reading[:LONGEST] for passage in passages)


def questions(name: str):
    """Yield the questions about a person, with the words of the right answers."""
    assert FOUND is not None
    base = FOUND / "PersonaBench/eval_data/eval_data_v1/synthetic_data/community_0/eval_info"
    told = json.loads((base / "eval_info_all.json").read_text())
    (person,) = [one for one in told if one["Name"].split()[0].lower() == name]
    for one in person["Eval_Info"]["qa"]:
        wanted = {word for value in values(one["answer"]) for word in content(value)}
        if one["type"] != "Subjective" and wanted:
            yield person["Name"], one["question"], wanted


def page_of(famulus: Assistant, name: str) -> str:
    if famulus.settings.identity != name:
        famulus.change_settings(identity=name)
    famulus.learn()
    return famulus.profile.page(marked=False, budget=BUDGET)


def history_of(famulus: Assistant) -> str:
    rows = famulus._store.db.execute("select text from documents order by at, id")
    return "\n".join(text for (text,) in rows)


def handed_over() -> dict[str, Handed]:
    ways = {name: Handed() for name in ("page", "top-5", "page + top-5", "top-20", "history")}
    assert FOUND is not None
    for life in own_papers(FOUND):
        memory = Memory(life)
        asked = list(questions(life.name.rsplit("-", 1)[-1]))
        page, history = page_of(memory.famulus, asked[0][0]), history_of(memory.famulus)
        for _, question, wanted in asked:
            found = memory.famulus.search(question, limit=MANY)
            few = shown(found[:FEW])
            texts = (page, few, f"{page}\n{few}", shown(found), history)
            for way, text in zip(ways.values(), texts, strict=True):
                way.add(text, wanted)
        memory.famulus.close()
    return ways


def test_a_page_and_a_few_passages_hold_what_many_passages_hold():
    ways = handed_over()
    print(f"\nhanded over for {len(ways['page'].recall)} questions: recall, tokens")
    for name, way in ways.items():
        print(f"  {name:14} {mean(way.recall):.3f} {mean(way.tokens):9.0f}")
    few, many = ways["page + top-5"], ways["top-20"]
    fewer = mean(ways["history"].tokens) / mean(few.tokens)
    print(f"  {fewer:.1f} times fewer tokens than the history")

    assert max(ways["page"].tokens) <= BUDGET
    assert mean(few.recall) >= mean(many.recall)
    assert fewer >= FEWER
