"""Ask a question, and see what each quote is and where it stands.

python examples/ask.py my-index "how many people were held accountable in Jilin"
"""

import sys

from qa import Assistant


def main(index: str, question: str) -> int:
    """Print the answer with its citations; 0 if answered, 3 if not."""
    assistant = Assistant.open(index)
    answer = assistant.ask(question)
    if answer.status == "not_found":
        print(answer.text, answer.reason)
        return 3
    print(answer.text)
    for citation in answer.citations:
        document = assistant.document(citation.document_id)
        assert document.text[citation.start : citation.end] == citation.quote  # offsets count characters of the text
        print(f"[{citation.number}] {citation.title}, {citation.start}–{citation.end}, says: {citation.answer}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:3]))
