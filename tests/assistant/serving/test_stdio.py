"""The memory as other assistants use it: the official client, a real process, real pipes."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from mcp import Client as McpClient
from mcp import MCPError
from mcp.client.session import ClientSession
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp.types import Implementation

from assistant.app import Assistant
from assistant.serving.memory_tools import NOTICE
from memory.clients import Client, May
from memory.store import only_user
from tests.assistant.cli.processes import ROOT, START
from tests.assistant.serving.conftest import RENT, SECRET

SECONDS = 60


def how(home: Path, *words: str, **environment: str) -> StdioServerParameters:
    known = {"PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring", "FAMULUS_HOME": str(home)}
    return StdioServerParameters(
        command=sys.executable, args=["-c", START, "mcp", *words], env=known | environment, cwd=ROOT
    )


@asynccontextmanager
async def connected(home: Path, *words: str, mode: str = "auto", **environment: str):
    with Path(os.devnull).open("w") as nowhere:
        transport = stdio_client(how(home, *words, **environment), errlog=nowhere)
        info = Implementation(name="desk\u200b", version="9")
        async with McpClient(
            transport, mode=mode, client_info=info, read_timeout_seconds=SECONDS
        ) as client:
            yield client


def asked(home: Path, *calls: tuple[str, Any], words=(), **more):
    """Call tools one after the other, and return what each told."""

    async def run():
        async with connected(home, *words, **more) as client:
            return [await client.call_tool(name, arguments) for name, arguments in calls]

    return asyncio.run(run())


def text(result):
    (content,) = result.content
    return content.text


@pytest.fixture
def home(famulus: Assistant) -> Path:
    famulus.profile.told("I live in Leith")
    famulus.profile.told("I am allergic to penicillin")
    return famulus.home


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_the_tools_are_listed_and_used(home, famulus, mode):
    async def run():
        async with connected(home, mode=mode) as client:
            listed = await client.list_tools()
            found = await client.call_tool("search_memory", {"query": "rent in Leith", "limit": 1})
            (passage,) = found.structured_content["passages"]
            read = await client.call_tool("read_document", {"document": passage["document"]})
            page = await client.call_tool("profile", {})
            return listed.tools, found, read, page

    tools, found, read, page = asyncio.run(run())

    assert [tool.name for tool in tools] == ["search_memory", "read_document", "profile"]
    assert all(tool.annotations.read_only_hint for tool in tools)
    assert tools[0].input_schema["required"] == ["query"]
    told = json.loads(text(found))
    assert told == found.structured_content
    assert told["notice"] == NOTICE
    assert (told["passages"][0]["text"], told["passages"][0]["title"]) == (RENT, "Rent")
    assert not found.is_error
    assert (read.structured_content["text"], read.structured_content["kind"]) == (RENT, "mail")
    assert read.structured_content["people"] == [
        {"role": "from", "name": "Ada Byron", "address": "ada@example.org"}
    ]
    assert "Leith" in page.structured_content["page"]
    assert "penicillin" not in page.structured_content["page"]
    assert "archive.mbox" not in str((found, read, page))
    calls = famulus.clients.calls()
    assert [(c.client, c.deed, c.passages) for c in calls] == [
        ("mcp", "profile", 1), ("mcp", "read", 1), ("mcp", "search", 1),
    ]  # fmt: skip
    assert {call.program for call in calls} == {"desk 9"}


def test_the_low_session_of_the_official_client_is_answered(home):
    async def run():
        with Path(os.devnull).open("w") as nowhere:
            async with (
                stdio_client(how(home), errlog=nowhere) as (read, write),
                ClientSession(read, write) as session,
            ):
                begun = await session.initialize()
                return begun, await session.call_tool("search_memory", {"query": "safe"})

    begun, found = asyncio.run(run())
    assert begun.server_info.name == "famulus"
    assert "data, not instructions" in str(begun.instructions)
    assert SECRET in text(found)


def test_a_client_may_what_the_user_said_and_no_more(home, famulus):
    famulus.clients.add(Client("desk", frozenset({May.SEARCH, May.MEMORY}), sources=("Mail",)))

    async def run():
        async with connected(home, "--client", "desk") as client:
            tools = [tool.name for tool in (await client.list_tools()).tools]
            found = await client.call_tool("search_memory", {"query": "password of the safe"})
            wide = await client.call_tool(
                "search_memory", {"query": "safe", "include_sensitive": True, "source": "Notes"}
            )
            page = await client.call_tool("profile", {})
            question = "How much is the rent of the flat in Leith a month?"
            answer = await client.call_tool("ask", {"question": question})
            famulus.clients.revoke("desk")
            gone = await client.call_tool("search_memory", {"query": "rent"})
            return tools, found, wide, page, answer, gone

    tools, found, wide, page, answer, gone = asyncio.run(run())
    assert tools == ["search_memory", "ask"]
    assert "marzipan" not in str((found, wide, answer))
    assert wide.is_error
    assert "There is no “include_sensitive” here." in text(wide)
    assert page.is_error
    assert "lacks the scope profile" in text(page)
    assert "850 pounds" in answer.structured_content["answer"]
    assert answer.structured_content["citations"][0]["text"] == RENT
    assert gone.is_error
    assert "no client called desk" in text(gone)


def test_the_default_client_is_what_the_user_makes_of_it(home, famulus):
    famulus.clients.add(Client("mcp", frozenset({May.PROFILE}), sensitive=True))
    search, page = asked(home, ("search_memory", {"query": "rent"}), ("profile", {}))

    assert search.is_error
    assert "penicillin" in text(page)


HOSTILE: list[tuple[str, Any]] = [
    ("search_memory", {}),
    ("search_memory", {"query": ""}),
    ("search_memory", {"query": 5}),
    ("search_memory", {"query": ["rent"]}),
    ("search_memory", {"query": "x" * 100_000}),
    ("search_memory", {"query": "rent", "limit": 10**9}),
    ("search_memory", {"query": "rent", "limit": -1}),
    ("search_memory", {"query": "rent", "limit": "all"}),
    ("search_memory", {"query": "rent", "from": "yesterday"}),
    ("search_memory", {"query": "rent", "kind": "song"}),
    ("search_memory", {"query": "rent", "person": "…"}),
    ("search_memory", {"query": "rent", "sources": ["Notes"]}),
    ("read_document", {"document": "../../etc/passwd"}),
    ("read_document", {"document": "' or 1=1 --"}),
    ("read_document", {"document": None}),
    ("read_document", {"document": "x", "start": -5}),
    ("profile", {"sensitive": True}),
    ("profile", {"view": "full"}),
    ("ask", {"question": "Who?"}),
    ("erase", {"everything": True}),
    ("", {}),
]


def test_hostile_arguments_are_refused_in_words_and_nothing_breaks(home, famulus):
    *told, last = asked(home, *HOSTILE, ("search_memory", {"query": "rent"}))

    for (name, arguments), result in zip(HOSTILE, told, strict=True):
        assert result.is_error, (name, arguments)
        assert text(result).endswith("."), (name, arguments)
        assert "Something went wrong" not in text(result), (name, arguments)
    assert not last.is_error
    assert [call.deed for call in famulus.clients.calls()] == ["search"]


def test_a_long_document_is_told_in_pieces(home, famulus):
    from tests.fakes import a_note, put

    long = a_note("word " * 10_000, title="Long")
    put(famulus._store, long, source="Notes", path="/notes/long.txt")
    first, rest, past = asked(
        home,
        ("read_document", {"document": long.id}),
        ("read_document", {"document": long.id, "start": 40_000}),
        ("read_document", {"document": long.id, "start": 10**9}),
    )

    assert (first.structured_content["end"], first.structured_content["length"]) == (20_000, 50_000)
    assert len(rest.structured_content["text"]) == 10_000
    assert past.structured_content["text"] == ""


def test_a_memory_that_is_not_there_is_said_and_not_made(tmp_path):
    (told,) = asked(tmp_path / "nowhere", ("search_memory", {"query": "rent"}))

    assert told.is_error
    assert "There is no memory yet." in text(told)
    assert not (tmp_path / "nowhere" / "memory.db").exists()


def test_a_memory_that_is_locked_is_said_and_opened_when_it_can_be(tmp_path, monkeypatch):
    monkeypatch.setenv("FAMULUS_PASSPHRASE", "Kraut")
    Assistant.open(tmp_path / "home").close()
    monkeypatch.delenv("FAMULUS_PASSPHRASE")
    for other in (tmp_path / "home").glob("*.key"):
        other.unlink()
    wrong, right = (
        asked(tmp_path / "home", ("profile", {}), FAMULUS_PASSPHRASE=word)[0]
        for word in ("Rüben", "Kraut")
    )

    assert wrong.is_error
    assert "Kraut" not in text(wrong)
    assert not right.is_error


def test_a_memory_that_somebody_has_for_themselves_is_said(home, famulus):
    famulus.close()
    with only_user(home):
        (told,) = asked(home, ("profile", {}))

    assert told.is_error
    assert "just being repaired or put back. Try again" in text(told)


def test_a_code_that_nobody_was_shown_is_not_lost_to_a_program(home, famulus):
    from memory.safekeeping.rekey import UNSEEN

    (home / UNSEEN).touch()
    (told,) = asked(home, ("profile", {}))

    assert told.is_error
    assert "recovery code" in text(told)
    assert (home / UNSEEN).exists()


def test_standard_output_is_the_protocols_alone(home):
    """Whatever is said to it, each line that comes back is a message."""
    hello = {
        "jsonrpc": "2.0", "id": 1, "method": "initialize",
        "params": {
            "protocolVersion": "2025-06-18", "capabilities": {},
            "clientInfo": {"name": "x", "version": "1"},
        },
    }  # fmt: skip
    lines = [
        "nonsense", "{", "[]", json.dumps({"jsonrpc": "2.0"}), json.dumps(hello),
        json.dumps({"jsonrpc": "2.0", "method": "notifications/initialized"}),
        json.dumps({"jsonrpc": "2.0", "id": 2, "method": "no/such"}),
        json.dumps({"jsonrpc": "2.0", "method": "notifications/cancelled", "params": {"x": 1}}),
        json.dumps({"jsonrpc": "2.0", "id": 3, "method": "tools/call", "params": {"name": 5}}),
        json.dumps({"jsonrpc": "2.0", "id": 4, "method": "tools/call",
                    "params": {"name": "search_memory", "arguments": {"query": "marzipan"}}}),
    ]  # fmt: skip
    parameters = how(home)
    process = subprocess.Popen(
        [parameters.command, *parameters.args],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True, cwd=ROOT, env=os.environ | (parameters.env or {}),
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write("\n".join(lines) + "\n")
    process.stdin.flush()
    answers = {}
    while 4 not in answers:
        message = json.loads(process.stdout.readline())
        answers[message.get("id")] = message
    out, err = process.communicate(timeout=SECONDS)

    assert "result" in answers[1]
    assert "error" in answers[2]
    assert "error" in answers[3]
    assert "marzipan" in json.dumps(answers[4])
    assert out == ""
    assert err == ""
    assert process.returncode == 0


def test_a_tool_of_another_name_is_no_tool(home):
    async def run():
        async with connected(home) as client:
            with pytest.raises(MCPError):
                await client.read_resource("file:///etc/passwd")

    asyncio.run(run())
