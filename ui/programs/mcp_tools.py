"""The three tools that a program finds over the Model Context Protocol: ask, search, list_documents."""

import json
import logging
from collections.abc import Callable
from dataclasses import asdict
from typing import Any, Protocol

from mcp.server import MCPServer
from mcp_types import CallToolResult, TextContent, ToolAnnotations

from qa import Answer, Document, Hit, WenjuError
from ui.assistants import QUESTION_LIMIT
from ui.texts.failures import sentence_of
from ui.texts.languages import language_of
from ui.texts.messages import say
from ui.texts.problems import QUESTION_PROBLEMS

LOG = logging.getLogger("wenju.mcp")
MOST_HITS = 50
READS_ONLY = ToolAnnotations(read_only_hint=True, open_world_hint=False)
INSTRUCTIONS = (
    "Wenju answers questions about a fixed set of documents in Chinese and English. Every answer quotes the exact "
    "sentence it rests on, with its offsets in the document; where the documents do not hold the answer, it says so. "
    "Quote it, and do not add what it does not say."
)


class SearchingAssistant(Protocol):
    """What the tools ask of an assistant; `qa.Assistant` has it."""

    def ask(self, question: str) -> Answer:
        """The answer to a question. Raises `WenjuError`."""
        ...

    def retrieve(self, question: str, limit: int = 10) -> tuple[Hit, ...]:
        """Up to `limit` passages, best first. Raises `WenjuError`."""
        ...

    def document(self, document_id: str) -> Document:
        """The document of that id. Raises `WenjuError` if there is none."""
        ...

    def documents(self) -> tuple[Document, ...]:
        """All documents."""
        ...


class Tools:
    """The three tools. A program that speaks MCP is shown the docstring of each."""

    def __init__(self, assistant: SearchingAssistant) -> None:
        self._assistant = assistant

    def ask(self, question: str) -> CallToolResult:
        """Answer a question in Chinese or English from the documents, with quotes; or say that they do not hold it."""
        return result_or_failure(question, lambda: self._answer(question))

    def search(self, question: str, limit: int = 10) -> CallToolResult:
        """Find the passages nearest to a question, best first, with their documents and offsets. At most 50."""
        return result_or_failure(question, lambda: self._passages(question, limit))

    def list_documents(self) -> CallToolResult:
        """List every document: its id, title, language, publisher, date and length in characters."""
        return result_or_failure("", self._documents)

    def _answer(self, question: str) -> CallToolResult:
        answer = self._assistant.ask(question)
        quotes = [f"[{cited.number}] {cited.title} ({cited.document_id}): {cited.quote}" for cited in answer.citations]
        text = answer.text if answer.status == "answered" else f"{answer.text} {answer.reason}".strip()
        return result("\n".join([text, *quotes]), answer.to_json())

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


def result_or_failure(question: str, work: Callable[[], CallToolResult]) -> CallToolResult:
    """The result of the work; if it raises, a failure that says why in the question's language."""
    language = language_of(question)
    if len(question) > QUESTION_LIMIT:
        return failed(say(QUESTION_PROBLEMS["QuestionTooLong"], language, limit=QUESTION_LIMIT))
    try:
        return work()
    except Exception as error:  # the server must go on whatever the assistant raises
        level = logging.WARNING if isinstance(error, WenjuError) else logging.ERROR
        LOG.log(level, "a tool failed: %s: %s", type(error).__name__, error)
        return failed(say(sentence_of(error), language))


def result(text: str, content: dict[str, Any]) -> CallToolResult:
    return CallToolResult(content=[TextContent(type="text", text=text)], structured_content=content)


def failed(sentence: str) -> CallToolResult:
    return CallToolResult(content=[TextContent(type="text", text=sentence)], is_error=True)


def server_over(assistant: SearchingAssistant) -> MCPServer:
    """The MCP server; none of its tools changes anything."""
    tools = Tools(assistant)
    server = MCPServer("wenju", title="Wenju 问据", instructions=INSTRUCTIONS, log_level="WARNING")
    for tool in (tools.ask, tools.search, tools.list_documents):
        server.add_tool(tool, annotations=READS_ONLY)
    return server
