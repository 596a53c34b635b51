"""What can be asked for: writing, scoring, judging."""

from __future__ import annotations

import math

import numpy as np
import pytest

from assistant.engine.worker.context import Brake, Context
from tests.assistant.engine.worker.asking import asked, read, said


def test_a_text_ends_after_its_tokens_and_its_seconds(engine):
    lines = list(engine.talk(asked("write", "Count to a hundred.", 7)))
    assert lines[-1]["written"] <= 7

    request = asked("write", "Write a long story.", 400)
    request["sampling"]["seconds"] = 1e-9
    assert list(engine.talk(request))[-1]["written"] == 1


def test_labels_are_scored_as_they_would_be_written(engine):
    request = asked("score", "Say tea.") | {"labels": ["tea", "Tea and rain", "xqzzy"]}
    first, second, third = list(engine.talk(request))[-1]["scores"]

    assert third < min(first, second) < 0
    assert list(engine.talk(request))[-1]["scores"] == pytest.approx(
        [first, second, third], abs=0.02
    )


def test_the_label_that_the_model_would_say_is_the_likeliest(engine):
    reply = said(list(engine.talk(asked("write", "What colour is the sky? One word.", 3))))
    labels = [reply, "Xylophone", "Seventeen"]
    scores = list(engine.talk(asked("score", "What colour is the sky? One word.", labels=labels)))

    assert np.argmax(scores[-1]["scores"]) == 0


def test_surprise_is_that_of_reading_token_by_token(engine, weights):
    text = "The capital of France is Paris, which lies on the river Seine. " * 2
    told = list(engine.talk(asked("surprise") | {"text": text}))[-1]["nats"]
    context = Context(weights, 512, Brake())
    context.use(2, {})
    tokens = weights.opening() + weights.tokens(text)
    total = 0.0
    for n, token in enumerate(tokens[1:], 1):
        logits = read(context, tokens[:n]).astype(float)
        total -= logits[token] - logits.max() - math.log(np.exp(logits - logits.max()).sum())
    context.close()

    assert told == pytest.approx(total / (len(tokens) - 1), abs=0.03)
