"""An assistant that knows some questions by heart, for the page's tests."""

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from qa import Answer, Citation, Document, Event, Hit, Passage, Translation, WenjuError
from tests.time_limits import PATIENCE

JILIN_TEXT = "\n\n".join(
    [
        "# 吉林战“疫”：监督跟着防控走",
        *(
            f"第{number}段：长春市共组成督导检查组284个，开展监督检查849次，推动解决问题8586个。" * 3
            for number in range(1, 25)
        ),
        "全省共追责问责484人，其中已处理479人：诫勉谈话53人，党纪政务处分209人，组织处理217人。",
        *(f"第{number}段：松原市组织返乡春耕，7464名滞留在外的农民回到田间。" * 3 for number in range(25, 40)),
    ]
)
JILIN = Document(
    "jilin", "吉林战“疫”：监督跟着防控走，复工春耕一并推", JILIN_TEXT, "zh", "吉林省纪委监委", "2022-05-26"
)
BRIEFING = Document(
    "briefing",
    "Jilin, spring 2022: supervision during the Omicron outbreak",
    "In March 2022 a new outbreak gave Jilin the hardest test it had met.\n\n"
    "Across Jilin, 484 people were held accountable, and the cases of 479 of them had already been dealt with.\n",
    "en",
    "Wenju sample briefings",
    "2022-05-26",
)
PAYLOAD = (
    "<script>alert(1)</script><img src=https://sink.example/i.png onerror=alert(2)><svg onload=alert(3)>"
    "![picture](https://sink.example/m.png) [ref]: https://sink.example/r.png ${alert(4)} {{constructor}} [1] "
    '<div style="background:url(https://sink.example/c.png)"> <iframe src=https://sink.example/f></iframe>'
    "<input type=image src=https://sink.example/t.png><link rel=stylesheet href=https://sink.example/l.css>"
    "\"' onmouseover=alert(5) <video src=https://sink.example/v><base href=https://sink.example/> \u202egnp.exe"
)
HOSTILE = Document("hostile", PAYLOAD, f"Before. {PAYLOAD}\nThe answer is 42. After.", "en", PAYLOAD, PAYLOAD)

JILIN_QUESTION = "how many people were held accountable in Jilin"
REFUSED_QUESTION = "how many people were held accountable in Shanghai"
REFUSED_REASON = "Shanghai is not in these documents."
HOSTILE_QUESTION = "what is the <b>answer</b> <img src=https://sink.example/q.png>"
BROKEN_QUESTION = "请让它出错"


def cite(document: Document, number: int, quote: str, answer: str) -> Citation:
    """A citation of the first place where `quote` stands."""
    start = document.text.index(quote)
    at = start + quote.index(answer)
    return Citation(
        document, number, document.id, document.title, start, start + len(quote), quote, at, at + len(answer)
    )


def answered(question: str, text: str, *citations: Citation) -> Answer:
    return Answer(question, "en", "answered", text, citations, (), 0.9, seconds={"retrieve": 0.1, "total": 0.2})


JILIN_QUOTE = "全省共追责问责484人，其中已处理479人：诫勉谈话53人，党纪政务处分209人，组织处理217人。"
BRIEFING_QUOTE = BRIEFING.text.split("\n\n")[1].strip()


SLOW_QUESTION = "how long does it take"
FOLLOW_UP, UNDERSTOOD = "and in Songyuan", "how many people were held accountable in Songyuan"
WORDED_QUESTION = "please word it for me: how many in Jilin"


OVERVIEW_QUESTION = "tell me about Jilin"
COMPARISON_QUESTION = "compare Jilin with Songyuan"
COMPARISON = f"| Jilin | Songyuan |\n| --- | --- |\n| “{JILIN_QUOTE}”[1] | Not found |"
TRANSLATED = "In the whole province, 485 people were held accountable and 479 dealt with."


def hits(*documents: Document) -> tuple[Hit, ...]:
    """Each document as one passage, the first one first in every list."""
    return tuple(
        Hit(Passage(f"{one.id}#0", one.id, "", one.text, 0, len(one.text)), 1.0, {"dense": place, "lexical": place + 1})
        for place, one in enumerate(documents, start=1)
    )


def numbered(place: int) -> str:
    """One of any number of questions whose answers cite both sources."""
    return f"question number {place} about Jilin"


@dataclass
class ScriptedAssistant:
    """Answers `asked` questions from a list and notes them; anything else is not found.

    `SLOW_QUESTION` waits, after its passages were found, until `go_on` is set.
    """

    asked: list[str] = field(default_factory=list)
    histories: list[tuple[tuple[str, str], ...]] = field(default_factory=list)
    go_on: threading.Event = field(default_factory=threading.Event)

    def stream(self, question: str, history: Sequence[tuple[str, str]] = ()) -> Iterator[Event]:
        self.asked.append(question)
        self.histories.append(tuple(history))
        if question == FOLLOW_UP and history:
            yield Event("understood", question=UNDERSTOOD)
        yield Event("retrieved", hits=hits(BRIEFING, JILIN))
        if question == SLOW_QUESTION:
            self.go_on.wait(PATIENCE)
        answer = self._answer(question)
        if question == WORDED_QUESTION:
            yield Event("quoted", answer=answer)
            worded = replace(answer, text="In words: 484 people. [1]")
            yield Event("written", answer=worded)
            answer = worded
        understood = UNDERSTOOD if question == FOLLOW_UP and history else ""
        yield Event("answered", answer=replace(answer, hits=hits(BRIEFING, JILIN), understood=understood))

    def _answer(self, question: str) -> Answer:
        if question in (JILIN_QUESTION, WORDED_QUESTION, SLOW_QUESTION) or question.startswith("question number"):
            citations = cite(JILIN, 1, JILIN_QUOTE, "484人"), cite(BRIEFING, 2, BRIEFING_QUOTE, "484 people")
            return answered(question, "484 people were held accountable in Jilin. [1][2]", *citations)
        if question == OVERVIEW_QUESTION:
            quoted = cite(JILIN, 1, JILIN_QUOTE, JILIN_QUOTE), cite(BRIEFING, 2, BRIEFING_QUOTE, BRIEFING_QUOTE)
            return answered(question, f"“{JILIN_QUOTE}”[1]", *quoted)
        if question == COMPARISON_QUESTION:
            return answered(question, COMPARISON, cite(JILIN, 1, JILIN_QUOTE, JILIN_QUOTE))
        if question == HOSTILE_QUESTION:
            quote = HOSTILE.text.removesuffix(" After.")
            return answered(question, f"{PAYLOAD} 42 [1]", cite(HOSTILE, 1, quote, "42"))
        if question == BROKEN_QUESTION:
            raise ZeroDivisionError("the secret of /srv/index")
        return Answer(
            question, "en", "not_found", "", (), (), 0.1, reason=REFUSED_REASON, seconds={"read": 0.1, "total": 0.1}
        )

    can_translate = True

    def translate(self, quote: str) -> Iterator[Translation]:
        """A translation with a figure that the quote does not have."""
        yield Translation(TRANSLATED[:30])
        start = TRANSLATED.index("485")
        yield Translation(TRANSLATED, ((start, start + 3),), ("484",), is_whole=True)

    def document(self, document_id: str) -> Document:
        for document in (JILIN, BRIEFING, HOSTILE):
            if document.id == document_id:
                return document
        raise WenjuError(f"No document {document_id}")

    def documents(self) -> tuple[Document, ...]:
        return JILIN, BRIEFING, HOSTILE
