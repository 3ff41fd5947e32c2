"""Wenju's search as a step of a LangChain chain: passages with their offsets, as JSON-only metadata.

python examples/langchain_retriever.py my-index "how many people were held accountable in Jilin"
"""

import sys

from langchain_core.documents import Document
from langchain_core.runnables import RunnableLambda

from qa import Assistant


def as_context(passages: list[Document]) -> str:
    """The passages as numbered sources, ready for a prompt."""
    return "\n".join(
        f"[{number}] {passage.metadata['document_id']} {passage.metadata['start']}–{passage.metadata['end']}: "
        + " ".join(passage.page_content.split())
        for number, passage in enumerate(passages, start=1)
    )


def main(index: str, question: str) -> None:
    """Print the three nearest passages; a prompt and a chat model would follow in the chain."""
    chain = Assistant.open(index).as_retriever(limit=3) | RunnableLambda(as_context)
    print(chain.invoke(question))


if __name__ == "__main__":
    main(*sys.argv[1:3])
