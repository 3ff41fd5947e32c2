"""Example questions for the documents at hand, so that a newcomer's first question has an answer."""

from collections.abc import Sequence

from qa import Document, questions_to_try
from ui.texts.languages import LANGUAGES

SAMPLE = "zh/jilin-2022.md"  # a document of the sample documents, which have examples of their own
SAMPLE_EXAMPLES = (
    "how many people were held accountable in Jilin",
    "How many cadres did Yuexiu send to Guangta Street?",
    "长春市推动解决了多少个问题？",
    "郴州立案几人、免职几人？",
)
EACH_LANGUAGE = 2


def examples_for(documents: Sequence[Document]) -> tuple[str, ...]:
    """Up to two questions in each language that the documents are in."""
    if any(document.id == SAMPLE for document in documents):
        return SAMPLE_EXAMPLES
    held = sorted({document.language for document in documents}, key=LANGUAGES.index)
    return tuple(one for language in held for one in questions_to_try(documents, language, most=EACH_LANGUAGE))
