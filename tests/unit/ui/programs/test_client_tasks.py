"""A chat program's own requests are told from questions."""

import pytest

from ui.programs.client_tasks import reply_to_task

WEB_UI = """### Task:
Generate a concise, 3-5 word title with an emoji summarizing the chat history.
### Output:
JSON format: { "title": "your concise title here" }
### Chat History:
<chat_history>
USER: How many people were held accountable in Jilin?
ASSISTANT: 484 people.[1]
</chat_history>"""


def test_a_title_is_the_first_question() -> None:
    assert reply_to_task(WEB_UI, []) == '{"title": "How many people were held accountable…"}'
    plain = "Provide a concise, 5-word-or-less title for the conversation. Only return the title itself."
    assert reply_to_task(plain, ["吉林问责多少人？", "那四平呢？"]) == "吉林问责多少人？"
    assert reply_to_task("请为这段对话生成一个简短的标题", ["吉林问责多少人？"]) == "吉林问责多少人？"
    assert reply_to_task(plain, []) == "Wenju 问据"


@pytest.mark.parametrize(
    ("task", "reply"),
    [
        ("### Task:\nGenerate 1-3 broad tags categorizing the main themes of the chat history", '{"tags": []}'),
        ("### Task:\nSuggest 3-5 relevant follow-up questions or prompts", '{"follow_ups": []}'),
    ],
)
def test_tags_and_follow_up_questions_are_none(task: str, reply: str) -> None:
    assert reply_to_task(task, []) == reply


@pytest.mark.parametrize(
    "question",
    [
        "What is the title of the report on Yuexiu?",
        "Who led the conversation with the mayor?",
        "Give me the name of the inspector",
        "这份报告的标题是什么？",
        "市领导和群众的对话讲了什么？",
        "Summarise the report",
        "",
    ],
)
def test_a_question_is_none_of_these(question: str) -> None:
    assert reply_to_task(question, ["earlier"]) == ""
