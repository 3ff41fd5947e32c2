"""Let a chat model of your own word the answers, and see that an invented figure is not shown.

python examples/own_language_model.py my-index "how many people were held accountable in Jilin"

Any LangChain chat model will do. The one here stands in for it: it says the same two sentences whatever it is asked.
"""

import sys

from langchain_core.language_models import FakeListChatModel

from qa import Assistant

DRAFT = "Across Jilin, 484 people were held accountable. Another 9,999 were dismissed."


def main(index: str, question: str) -> None:
    """Print each version of the answer: the quotes first, then the sentences that passed the checks."""
    assistant = Assistant.open(index, language_model=FakeListChatModel(responses=[DRAFT]))
    for event in assistant.stream(question):
        if event.answer is not None:
            print(f"{event.name}: {event.answer.text}")


if __name__ == "__main__":
    main(*sys.argv[1:3])
