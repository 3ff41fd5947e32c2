"""The three tools that a program finds over the Model Context Protocol: ask, search, list_documents."""

import json
import logging
from collections.abc import Callable
from dataclasses import asdict
from typing import Any, Protocol

from mcp.server import MCPServer
from mcp_types import CallToolResult, TextContent, ToolAnnotations

from qa import Answer, Document, Hit, WenjuError
from ui.chat.question_under_way import QUESTION_LIMIT
from ui.texts import messages
from ui.texts.problems import described

LOG = logging.getLogger("wenju.mcp")
MOST_HITS = 50
READS_ONLY = ToolAnnotations(read_only_hint=True, open_world_hint=False)
INSTRUCTIONS = (
    "Wenju answers questions about a fixed set of documents in Chinese and English. Every answer quotes the exact "
    "sentence it rests on, with its offsets in the document; where the documents do not hold the answer, it says so. "
    "Quote it, and do not add what it does not say."
)


class Asked(Protocol):
    """What the tools need; `qa.Assistant` has it."""

    def ask(self, question: str) -> Answer: ...

    def retrieve(self, question: str, limit: int = 10) -> tuple[Hit, ...]: ...

    def document(self, document_id: str) -> Document: ...

    def documents(self) -> tuple[Document, ...]: ...


class Tools:
    """What each tool does. The docstring of a tool is what the program that calls it is told."""

    def __init__(self, assistant: Asked) -> None:
        self._assistant = assistant

    def ask(self, question: str) -> CallToolResult:
        """Answer a question in Chinese or English from the documents, with quotes; or say that they do not hold it."""
        return told(question, lambda: self._answer(question))

    def search(self, question: str, limit: int = 10) -> CallToolResult:
        """Find the passages nearest to a question, best first, with their documents and offsets. At most 50."""
        return told(question, lambda: self._passages(question, limit))

    def list_documents(self) -> CallToolResult:
        """List every document: its id, title, language, publisher, date and length in characters."""
        return told("", self._documents)

    def _answer(self, question: str) -> CallToolResult:
        answer = self._assistant.ask(question)
        quotes = [f"[{one.number}] {one.title} ({one.document_id}): {one.quote}" for one in answer.citations]
        said = answer.text if answer.status == "answered" else f"{answer.text} {answer.reason}".strip()
        return result("\n".join([said, *quotes]), answer.to_json())

    def _passages(self, question: str, limit: int) -> CallToolResult:
        hits = self._assistant.retrieve(question, limit=max(1, min(limit, MOST_HITS)))
        rows = [self._row(hit) for hit in hits]
        return result(json.dumps(rows, ensure_ascii=False), {"passages": rows})

    def _documents(self) -> CallToolResult:
        rows = [about(document) for document in self._assistant.documents()]
        return result(json.dumps(rows, ensure_ascii=False), {"documents": rows})

    def _row(self, hit: Hit) -> dict[str, Any]:
        title = self._assistant.document(hit.passage.document_id).title
        return {**asdict(hit.passage), "title": title, "score": round(hit.score, 6)}


def about(document: Document) -> dict[str, Any]:
    return {
        "id": document.id,
        "title": document.title,
        "language": document.language,
        "source": document.source,
        "date": document.date,
        "characters": len(document.text),
    }


def told(question: str, work: Callable[[], CallToolResult]) -> CallToolResult:
    """What the work gives; where it fails, the sentence that says why, in the question's language."""
    language = messages.language_of(question)
    if len(question) > QUESTION_LIMIT:
        return failed(messages.problem("QuestionTooLong", language, limit=QUESTION_LIMIT))
    try:
        return work()
    except Exception as error:  # the server must go on whatever the assistant raises
        level = logging.WARNING if isinstance(error, WenjuError) else logging.ERROR
        LOG.log(level, "a tool failed: %s: %s", type(error).__name__, error)
        return failed(described(error, language))


def result(text: str, content: dict[str, Any]) -> CallToolResult:
    return CallToolResult(content=[TextContent(type="text", text=text)], structured_content=content)


def failed(sentence: str) -> CallToolResult:
    return CallToolResult(content=[TextContent(type="text", text=sentence)], is_error=True)


def server_over(assistant: Asked) -> MCPServer:
    """The server; nothing it offers changes anything."""
    tools = Tools(assistant)
    server = MCPServer("wenju", title="Wenju 问据", instructions=INSTRUCTIONS, log_level="WARNING")
    for tool in (tools.ask, tools.search, tools.list_documents):
        server.add_tool(tool, annotations=READS_ONLY)
    return server
