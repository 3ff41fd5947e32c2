"""Two small documents are indexed and asked, in both languages and across them; what they do not say is refused."""

import tempfile
from pathlib import Path

import embeddings
from qa.assistant import Assistant
from qa.doctor.finding import Finding
from qa.index_builder import build_index
from qa.settings import Settings

DOCUMENTS = {
    "bridge.md": "# Elmford Bridge\n\nThe Elmford bridge was opened in 1932. It is 480 metres long.\n",
    "library.md": "# 青石县图书馆\n\n青石县图书馆于1957年建成，现有藏书38万册。馆长是王丽华。\n",
}
# What stands in the answer; empty where nothing answers.
QUESTIONS = {
    "When was the Elmford bridge opened?": "1932",
    "青石县图书馆是哪一年建成的？": "1957",
    "When was the Qingshi county library built?": "1957",
    "Elmford桥有多长？": "480",
    "Who designed the Elmford bridge?": "",
    "青石县图书馆有多少名员工？": "",
}


def check_answers(settings: Settings, embedder: "embeddings.Embedder") -> Finding:
    """Whether each question is answered with its quote, or refused."""
    with tempfile.TemporaryDirectory() as place:
        texts, index = Path(place) / "texts", Path(place) / "index"
        texts.mkdir()
        for name, text in DOCUMENTS.items():
            (texts / name).write_text(text, "utf-8")
        build_index(texts, index, settings=settings, embedder=embedder)
        assistant = Assistant.open(index, settings=settings, embedder=embedder)
        wrong = [question for question, expected in QUESTIONS.items() if not _is_right(assistant, question, expected)]
    if wrong:
        advice = "Remove the models from the cache folder, they are made again; use the bundled embedding model"
        return Finding("self-test", "bad", f"not answered as they should be: {' '.join(wrong)}", advice)
    return Finding("self-test", "good", f"{len(QUESTIONS)} questions in two languages are answered or refused rightly")


def _is_right(assistant: Assistant, question: str, expected: str) -> bool:
    answer = assistant.ask(question)
    if not expected:
        return answer.status == "not_found"
    return expected in answer.text and any(expected in citation.quote for citation in answer.citations)
