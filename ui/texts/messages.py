"""Every string of the interface, in both languages, in one table. A third language is added here."""

import re
from collections.abc import Mapping

DEFAULT_LANGUAGE = "en"

MESSAGES: Mapping[str, Mapping[str, str]] = {
    "en": {
        "name": "Wenju",
        "tagline": "Answers from your documents, each with the sentence it rests on",
        "welcome": "What would you like to know?",
        "welcome_more": "Ask in English or Chinese. Where the documents do not hold the answer, Wenju says so.",
        "examples": "Try one of these",
        "question": "Your question",
        "placeholder": "Ask a question…",
        "send": "Ask",
        "asked": "You asked",
        "searching": "Looking through the documents…",
        "evidence": "Evidence",
        "show_source": "Show source",
        "not_found": "The documents do not answer this.",
        "problem": "No answer this time",
        "source": "Source",
        "source_empty": "Choose a number in an answer. The whole source opens here with the quoted sentence marked.",
        "source_gone": "This document is no longer in the index, so the source cannot be shown.",
        "source_changed": "This document has changed since the answer was given. Ask again to see where it stands now.",
        "source_shortened": "A long document: characters {first} to {last} of {length} are shown.",
        "back": "Back to the answer",
        "login": "Please sign in to ask.",
        "language": "English",
        "view_ask": "Ask",
        "view_documents": "Documents",
        "view_evaluate": "Evaluate",
        "loading": "One moment…",
        "stop": "Stop",
        "retry": "Ask again",
        "copy": "Copy",
        "copied": "Copied",
        "earlier": "Show earlier questions",
        "collection": "Ask in",
        "understood": "Understood as:",
        "reading": "Found these passages, reading them…",
        "wording": "Wording the answer…",
        "stopped": "Stopped.",
        "stopped_more": "This question was left before there was an answer.",
        "nearest": "Nearest passages. They do not support an answer.",
        "previous": "Previous citation",
        "next": "Next citation",
        "copy_quote": "Copy quote",
        "close": "Close",
        "quote_as_text": "characters {start} to {end}",
        "why": "Why this answer",
        "why_searched": "Read",
        "why_read": "nearest passages: {passages} · their documents: {documents}",
        "why_sought": "Outcome",
        "why_found": "Citation {number}, place in each list",
        "why_near": "Nearest passage {number}, place in each list",
        "why_sure": "Confidence (0 to 1)",
        "why_seconds": "Time",
        "list_dense": "meaning",
        "list_lexical": "words",
        "list_bridge": "Chinese–English bridge",
        "list_joint": "all lists together",
        "list_reader": "after reading",
        "seconds_retrieve": "search",
        "seconds_read": "reading",
        "seconds_compose": "answer",
        "seconds_total": "in all",
        "conversations": "Conversations",
        "conversations_empty": "Questions and answers are kept here, for you alone.",
        "new_conversation": "New conversation",
        "conversation_menu": "Options for",
        "rename": "Rename",
        "save_markdown": "Save as Markdown",
        "save_json": "Save as JSON",
        "delete": "Delete",
        "delete_sure": "Delete for good",
        "store_locked": "This is not kept yet, because the file of conversations is in use. You can go on asking.",
        "store_full": "The conversation is not being kept, because the disk is full. You can go on asking.",
        "store_damaged": "Conversations are not being kept, because their file is damaged. You can go on asking.",
        "store_closed": "Conversations are not being kept, because their file cannot be used. You can go on asking.",
        "welcome_empty": "This collection is empty",
        "welcome_empty_more": "Bring documents in Chinese or English, then ask about them here.",
        "bring": "Bring documents",
        "example_of_title": "Summarise “{title}”",
    },
    "zh": {
        "name": "问据",
        "tagline": "依据文档作答，每个回答都附原句",
        "welcome": "想知道什么？",
        "welcome_more": "中文、英文都可以问。文档里没有答案时，问据会直说。",
        "examples": "可以试试",
        "question": "你的问题",
        "placeholder": "输入问题……",
        "send": "提问",
        "asked": "你的提问",
        "searching": "正在查找文档……",
        "evidence": "依据",
        "show_source": "查看来源",
        "not_found": "这些文档里没有答案。",
        "problem": "这次没能回答",
        "source": "来源",
        "source_empty": "点回答里的数字，这里会打开整篇来源，并标出引用的句子。",
        "source_gone": "索引里已经没有这份文档，无法显示来源。",
        "source_changed": "作答之后这份文档有了改动。请再问一次，看它现在怎么说。",
        "source_shortened": "文档较长：这里显示全文 {length} 字中的第 {first} 至 {last} 字。",
        "back": "回到回答",
        "login": "请先登录再提问。",
        "language": "中文",
        "view_ask": "提问",
        "view_documents": "文档",
        "view_evaluate": "评测",
        "loading": "请稍候……",
        "stop": "停止",
        "retry": "重新提问",
        "copy": "复制",
        "copied": "已复制",
        "earlier": "显示更早的提问",
        "collection": "提问范围",
        "understood": "理解为：",
        "reading": "找到以下段落，正在阅读……",
        "wording": "正在组织措辞……",
        "stopped": "已停止。",
        "stopped_more": "这个问题还没有得到回答就停止了。",
        "nearest": "最接近的段落，但不足以支持回答。",
        "previous": "上一处引用",
        "next": "下一处引用",
        "copy_quote": "复制引文",
        "close": "关闭",
        "quote_as_text": "第 {start} 至 {end} 字",
        "why": "为什么这样回答",
        "why_searched": "阅读范围",
        "why_read": "最接近的 {passages} 个段落，出自 {documents} 份文档",
        "why_sought": "结果",
        "why_found": "引用 {number} 在各列表中的名次",
        "why_near": "最接近的段落 {number} 在各列表中的名次",
        "why_sure": "把握（0 至 1）",
        "why_seconds": "用时",
        "list_dense": "语义",
        "list_lexical": "词语",
        "list_bridge": "中英对照",
        "list_joint": "综合",
        "list_reader": "阅读之后",
        "seconds_retrieve": "查找",
        "seconds_read": "阅读",
        "seconds_compose": "作答",
        "seconds_total": "合计",
        "conversations": "对话",
        "conversations_empty": "提问和回答会保存在这里，只有你能看到。",
        "new_conversation": "新对话",
        "conversation_menu": "选项：",
        "rename": "重命名",
        "save_markdown": "保存为 Markdown",
        "save_json": "保存为 JSON",
        "delete": "删除",
        "delete_sure": "确定删除",
        "store_locked": "对话文件正被占用，这次没能保存。可以继续提问。",
        "store_full": "磁盘已满，对话没有保存。可以继续提问。",
        "store_damaged": "对话文件已损坏，无法保存对话。可以继续提问。",
        "store_closed": "对话文件无法使用，没有保存对话。可以继续提问。",
        "welcome_empty": "这个文档集是空的",
        "welcome_empty_more": "先放入中文或英文文档，再回到这里提问。",
        "bring": "放入文档",
        "example_of_title": "概括一下《{title}》",
    },
}

# What is said when asking fails, by the name of the error's class; the nearest named ancestor counts.
# The error's own message may name folders of this machine, so it goes to the log and not to the page.
PROBLEMS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "QuestionEmpty": "The question is empty. Write what you would like to know.",
        "QuestionTooLong": "The question is too long. Please put it in at most {limit} characters.",
        "BadQuestion": "This question cannot be searched for. Please put it in words, in Chinese or English.",
        "ServerBusy": "Many are asking just now and every place in the queue is taken. Please ask again in a moment.",
        "IndexBusy": "The index is being written just now. Please ask again in a moment.",
        "IndexProblem": "The index of the documents cannot be read. Whoever runs Wenju finds the cause in its log.",
        "CollectionEmpty": "This collection has no documents yet. Bring some in “Documents”, or ask another one.",
        "CollectionMissing": "This collection is no longer there. Choose another one to ask, and ask again.",
        "WenjuError": "Wenju could not work on this question. Whoever runs it finds the cause in its log.",
        "Exception": "Something went wrong while answering. The page goes on working: please ask again.",
    },
    "zh": {
        "QuestionEmpty": "问题是空的。请写下想知道的事。",
        "QuestionTooLong": "问题太长，请不要超过 {limit} 个字符。",
        "BadQuestion": "这个问题无法检索，请用中文或英文的词句来问。",
        "ServerBusy": "现在提问的人很多，队列已满，请稍后再问。",
        "IndexBusy": "索引正在更新，请稍后再问。",
        "IndexProblem": "文档索引无法读取，运行问据的人可在日志中查到原因。",
        "CollectionEmpty": "这个文档集还没有文档。请先到“文档”里放入文档，或换一个文档集来问。",
        "CollectionMissing": "这个文档集已经不在了，请换一个文档集再问。",
        "WenjuError": "问据没能处理这个问题，运行它的人可在日志中查到原因。",
        "Exception": "回答时出了差错，页面仍可继续使用，请再问一次。",
    },
}

EXAMPLES = (
    "how many people were held accountable in Jilin",
    "How many cadres did Yuexiu send to Guangta Street?",
    "长春市推动解决了多少个问题？",
    "郴州立案几人、免职几人？",
)

_CHINESE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")


def language_of(text: str) -> str:
    """The language to answer `text` in: Chinese where it holds a Chinese character, else English."""
    return "zh" if _CHINESE.search(text) else DEFAULT_LANGUAGE


def browser_language(accepted: str) -> str:
    """The interface language for an Accept-Language header: its first language, where there is a table for it."""
    first = accepted.split(",")[0].split(";")[0].split("-")[0].strip().lower()
    return first if first in MESSAGES else DEFAULT_LANGUAGE


def message(name: str, language: str, **values: object) -> str:
    """One string of the table, with its values filled in."""
    return MESSAGES.get(language, MESSAGES[DEFAULT_LANGUAGE])[name].format(**values)


def problem(error: type[BaseException] | str, language: str, **values: object) -> str:
    """The sentence for an error's class, or for the name of a problem, in `language`."""
    names = [error] if isinstance(error, str) else [ancestor.__name__ for ancestor in error.__mro__]
    sentences = PROBLEMS.get(language, PROBLEMS[DEFAULT_LANGUAGE])
    name = next((name for name in names if name in sentences), "Exception")
    return sentences[name].format(**values)
