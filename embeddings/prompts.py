"""The words that a model wants before a query and before a passage: part of the model, like its weights."""

import json
from dataclasses import dataclass
from pathlib import Path

# For models that publish no prompts in config_sentence_transformers.json: a part of the name, then the two prompts.
# The first row that fits counts. Source: the model cards of intfloat/e5-* and intfloat/multilingual-e5-*; the
# "instruct" ones take a task description that we do not know, and nothing before passages.
BY_NAME = (
    ("instruct", "", ""),
    ("e5-small", "query: ", "passage: "),
    ("e5-base", "query: ", "passage: "),
    ("e5-large", "query: ", "passage: "),
)
PASSAGE_NAMES = ("passage", "document", "corpus")


@dataclass(frozen=True)
class Prompts:
    """Text put before each input; empty for models without."""

    query: str
    passage: str


def find_prompts(folder: Path, name: str) -> Prompts:
    """The prompts that `folder` publishes, else those of the table for `name`, else none."""
    published = _published(folder)
    query = published.get("query", "")
    passage = next((published[key] for key in PASSAGE_NAMES if published.get(key)), "")
    if query or passage:
        return Prompts(query, passage)
    for part, query, passage in BY_NAME:
        if part in name.lower():
            return Prompts(query, passage)
    return Prompts("", "")


def _published(folder: Path) -> dict[str, str]:
    try:
        prompts = json.loads((folder / "config_sentence_transformers.json").read_bytes()).get("prompts") or {}
    except (OSError, ValueError, AttributeError):
        return {}
    return {str(key): value for key, value in prompts.items() if isinstance(value, str)}
