"""Models of llm's plugins: those that speak through our connection, and those that may not."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.cloud import plugins
from assistant.cloud.plugins import ALONE, ELSEWHERE, HERE, offered, provider_of
from assistant.cloud.provider import Form
from assistant.cloud.said import Usage
from assistant.cloud.switch import Switch
from assistant.cloud.transport import Line
from memory.errors import Problem
from memory.types import Message
from tests.assistant.cloud.speaking import KEY, SAID, WORDS, Book

pytestmark = pytest.mark.enable_socket

ROOT = Path(__file__).parents[3]


@pytest.fixture
def registered(monkeypatch, tmp_path, server):
    """Register a plugin with one model that asks for its client, and others that do not."""
    monkeypatch.setenv("LLM_USER_PATH", str(tmp_path / "llm"))
    import llm
    from llm.default_plugins.openai_models import Chat, Completion
    from llm.plugins import load_plugins, pm

    class Asks(Chat):
        needs_key = "tea"

    class Own(Chat):
        needs_key = "tea"

        def get_client(self, key, *, async_=False):
            raise AssertionError("it would open a connection of its own")

    class Writes(Chat):
        def execute(self, *args, **how):
            raise AssertionError("it would open a connection of its own")

    class Other(llm.KeyModel):
        model_id, needs_key = "other", "tea"

        def execute(self, prompt, stream, response, conversation, key):
            raise AssertionError("it would open a connection of its own")

    class Plugin:
        @llm.hookimpl
        def register_models(self, register):
            register(Asks("tea/asks", model_name="tiny", api_base=f"{server.url}/v1"))
            register(Own("tea/own", api_base=server.url))
            register(Writes("tea/writes", api_base=server.url))
            register(Completion("tea/old", api_base=server.url))
            register(Other())

    load_plugins()
    plugin = Plugin()
    pm.register(plugin)
    yield plugin
    pm.unregister(plugin)


def test_which_models_are_offered_and_why_others_are_not(registered, server):
    found = {one.id: one for one in offered()}

    assert (found["tea/asks"].why_not, found["tea/asks"].model) == ("", "tiny")
    assert found["tea/asks"].address == f"{server.url}/v1"
    assert {found[f"tea/{name}"].why_not for name in ("own", "writes")} == {ALONE}
    assert found["other"].why_not == ALONE
    assert found["tea/old"].why_not == ELSEWHERE
    assert found["SmolLM2"].why_not == HERE
    with pytest.raises(Problem, match="by itself"):
        provider_of("test", "tea/own")
    with pytest.raises(Problem, match="No plugin"):
        provider_of("test", "tea/none")


def test_a_plugins_model_speaks_through_our_connection(registered, server, store, authority):
    switch, book = Switch(store), Book()
    switch.turn(on=True)
    provider = replace(provider_of("test", "tea/asks"), certificate=authority[1])
    line = Line(provider, KEY, WORDS, book, switch)
    said = list(plugins.speak(provider, SAID, line))
    line.close()

    assert "".join(one for one in said if isinstance(one, str)) == "Tea at noon."
    assert said[-1] == Usage(12, 7)
    (came,) = server.asked
    assert [came.body] == book.bodies
    assert {name.lower() for name in came.headers} == {
        "host", "accept", "content-type", "content-length", "user-agent", "accept-encoding",
        "connection", "authorization",
    }  # fmt: skip


@pytest.mark.parametrize("turn", ["unauthorized", "cut"])
def test_what_goes_wrong_is_told(registered, server, store, authority, turn):
    switch = Switch(store)
    switch.turn(on=True)
    provider = replace(provider_of("test", "tea/asks"), certificate=authority[1])
    server.turns.append(
        lambda answering: answering.refuse(401) if turn == "unauthorized" else answering.break_off()
    )
    line = Line(provider, KEY, WORDS, Book(), switch)
    with pytest.raises(Problem) as caught:
        list(plugins.speak(provider, [Message("user", "When is tea?")], line))
    line.close()

    assert ("key" if turn == "unauthorized" else "broke off") in str(caught.value)


def test_a_plugin_that_wants_the_network_while_it_is_asked_for_its_models_is_refused(tmp_path):
    code = """
import llm, socket
from assistant import egress
egress.install()
from llm.plugins import load_plugins, pm
class Plugin:
    @llm.hookimpl
    def register_models(self, register):
        socket.create_connection(("127.0.0.1", 9))
load_plugins()
pm.register(Plugin())
from assistant.cloud.plugins import offered
try:
    offered()
except Exception as err:
    print(type(err).__name__)
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=120,
        env={"LLM_USER_PATH": str(tmp_path), "PATH": "/usr/bin:/bin"},
    )

    assert done.stdout == "NetworkForbidden\n", done.stderr


def test_its_form_is_that_of_a_plugin(registered):
    provider = provider_of("test", "tea/asks")

    assert (provider.form, provider.plugin) == (Form.PLUGIN, "tea/asks")
