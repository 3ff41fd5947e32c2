"""The MCP server, asked by the protocol's own client over standard input and output."""

import asyncio
import json
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from tests.requirements import needs
from tests.serving import BROKEN_QUESTION, INDEX_QUESTION, JILIN, QUESTION, QUOTE, answer_to
from tests.time_limits import PATIENCE

needs("mcp")

from mcp import Client, StdioServerParameters  # noqa: E402 - only where it is there

pytestmark = pytest.mark.integration
ROOT = Path(__file__).resolve().parents[2]
SERVER = StdioServerParameters(command=sys.executable, args=["-m", "tests.serve_mcp"], cwd=ROOT)


def with_client(use: Callable[[Client], Awaitable[Any]]) -> Any:
    """What `use` gives, with a client connected to a server in a process of its own."""

    async def session() -> Any:
        async with Client(SERVER) as client:
            return await use(client)

    return asyncio.run(session())


def text_of(result: Any) -> str:
    return "".join(part.text for part in result.content)


def test_a_client_finds_three_tools_that_change_nothing_and_uses_each() -> None:
    async def use(client: Client) -> None:
        tools = (await client.list_tools()).tools
        assert [tool.name for tool in tools] == ["ask", "search", "list_documents"]
        assert all(tool.annotations and tool.annotations.read_only_hint for tool in tools)

        answer = await client.call_tool("ask", {"question": QUESTION})
        assert text_of(answer) == f"484 people[1]\n[1] {JILIN.title} (jilin): {QUOTE}"
        assert answer.structured_content == answer_to(QUESTION).to_json()

        refusal = await client.call_tool("ask", {"question": "how many in Shanghai"})
        assert text_of(refusal) == "Not in the documents. Nothing names it."
        assert not refusal.is_error

        found = await client.call_tool("search", {"question": QUESTION, "limit": 2})
        rows = json.loads(text_of(found))
        assert len(rows) == 2
        assert rows[0]["document_id"] == "jilin"
        assert JILIN.text[rows[0]["start"] : rows[0]["end"]] == rows[0]["text"]
        assert len(json.loads(text_of(await client.call_tool("search", {"question": QUESTION, "limit": -5})))) == 1

        listed = await client.call_tool("list_documents", {})  # while it works, it prints on standard output
        assert json.loads(text_of(listed)) == [
            {"id": "jilin", "title": JILIN.title, "language": "en", "source": "Sample", "date": "2022-05-26",
             "characters": len(JILIN.text)}
        ]  # fmt: skip

    with_client(use)


def test_every_failure_is_a_sentence_and_the_server_goes_on() -> None:
    async def use(client: Client) -> None:
        for question, sentence in (
            (BROKEN_QUESTION, "回答时出了差错"),
            (INDEX_QUESTION, "The index of the documents cannot be read"),
            ("问" * 100_000, "不要超过 4000 个字符"),
        ):
            failed = await client.call_tool("ask", {"question": question})
            assert failed.is_error
            assert sentence in text_of(failed)
            assert "srv" not in text_of(failed)
        astray = await client.call_tool("ask", {"query": 1})
        assert astray.is_error
        assert "question" in text_of(astray)
        assert text_of(await client.call_tool("ask", {"question": QUESTION})).startswith("484 people")

    with_client(use)


def test_without_an_index_the_command_says_how_to_make_one_and_prints_nothing(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "ui.programs.mcp_server", "--index", str(tmp_path / "none")]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert ended.returncode == 1
    assert ended.stdout == ""
    assert "qa index" in ended.stderr
    assert "Traceback" not in ended.stderr
