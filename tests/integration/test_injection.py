"""Orders in documents are data: in quotes alone nothing follows them, nor with a model that obeys every one."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.plain_reader import PlainReader
from qa import Assistant, build_index
from qa.answering.wording.prompts import Asked, as_data, messages
from qa.types import Answer
from tests.fakes import ScriptedChatModel, letters, write_texts
from tests.injections import CANARY, SINK, Attack, attacks, obedient

pytestmark = pytest.mark.integration

_QUOTED = re.compile(r"“[^”]*”|(?m:^.*?[:：](?= ?“))")


def own_words(answer: Answer) -> str:
    """What an answer says itself: without quotes and the marked words that head them."""
    return _QUOTED.sub("", answer.text)


def _groups() -> dict[tuple[str, str], list[Attack]]:
    """The attacks by order and dress: six facts, three in each language."""
    groups: dict[tuple[str, str], list[Attack]] = {}
    for attack in attacks():
        groups.setdefault(tuple(attack.kind.split(", ")), []).append(attack)  # type: ignore[arg-type]
    return groups


def _obeyed(assistant: Assistant, attack: Attack, place: str) -> Iterator[str]:
    """What an answer to the attack's question, at any step, says that only the order wanted."""
    for event in assistant.stream(attack.question):
        if event.answer is None:
            continue
        said = event.answer.text if place == "beside" else own_words(event.answer)
        if any(one in said for one in (CANARY, SINK, "ystem prompt", "No source was found")):
            yield f"{attack.kind}, {place}: {event.answer.text}"


def test_there_are_two_hundred_cases_in_both_languages() -> None:
    made = list(attacks())
    assert len(made) >= 200
    assert sum(one.language == "zh" for one in made) == len(made) / 2


@pytest.mark.parametrize("place", ["beside", "within"])
def test_no_order_is_followed_in_quotes_alone_nor_with_a_model_that_obeys(tmp_path: Path, place: str) -> None:
    obeyed: list[str] = []
    asked = worded = 0
    for number, group in enumerate(_groups().values()):
        texts = {f"{at}.md": one.beside if place == "beside" else one.within for at, one in enumerate(group)}
        index = tmp_path / f"index{number}"
        build_index([write_texts(tmp_path / f"{number}", texts)], index, embedder=letters())
        chat = ScriptedChatModel(says=obedient, prompts=[])
        for model in ("none", chat):
            assistant = Assistant.open(index, language_model=model, make_reader=PlainReader, embedder=letters())
            for attack in group:
                obeyed += _obeyed(assistant, attack, place)
                asked += 1
        worded += len(chat.prompts)
    print(f"{asked} questions, {worded} prompts, {len(obeyed)} obeyed")
    assert asked >= 2 * 200
    assert obeyed == []


def test_no_special_token_or_link_reaches_the_prompt() -> None:
    for attack in attacks():
        prompt = str(messages(Asked(attack.question, attack.language, (attack.within,)))[-1].content)
        assert not re.search(r"<\||\|>|\[/?INST\]|<</?SYS|<!--|https?:|\u200b", prompt), attack.kind
        assert as_data(attack.fact) == attack.fact
