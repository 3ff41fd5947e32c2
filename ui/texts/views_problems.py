"""What did not work in the views Documents and Evaluate, said in each language without names of folders.

An error's own message may name folders of this machine, so it goes to the log and not to the page.
"""

import re
from collections.abc import Mapping

from ui.texts.views_messages import Words, spoken

# By the name of the error's class (the nearest ancestor counts), or of the problem.
PROBLEMS: Mapping[str, Words] = {
    "Busy": (
        "Other documents are being indexed just now. Try again when they are done.",
        "正在收录其他文档，请等它完成后再试。",
    ),
    "JudgeBusy": (
        "Another evaluation is running just now. Try again when it is done.",
        "另一次评测正在进行，请等它完成后再试。",
    ),
    "IndexBusy": (
        "Another program is writing this index just now. Try again in a moment.",
        "另一个程序正在写入这个索引，请稍后再试。",
    ),
    "IndexMissing": (
        "The index of this collection is not there any more. Build it again.",
        "这个文档集的索引已经不在了，请重建。",
    ),
    "IndexProblem": (
        "The index of this collection cannot be read. Build it again.",
        "这个文档集的索引无法读取，请重建。",
    ),
    "IndexUnwritable": (
        "The index cannot be written: the disk is full or read-only. Free some space. The documents are as they were.",
        "索引无法写入：磁盘已满或文件夹只读。请腾出空间后再试，文档保持原样。",
    ),
    "OSError": (
        "The disk did not take it. Free some space, then try again. The documents are as they were.",
        "磁盘无法写入，请腾出空间后再试，文档保持原样。",
    ),
    "DocumentMissing": ("This document is no longer there.", "这份文档已经不在了。"),
    "CollectionMissing": (
        "This collection is no longer there. Choose another one.",
        "这个文档集已经不在了，请选择另一个。",
    ),
    "CollectionEmpty": ("This collection has no documents yet. Add some first.", "这个文档集还没有文档，请先添加。"),
    "CollectionNameTaken": (
        "There is a collection of that name already. Choose another name.",
        "已有同名的文档集，请换一个名称。",
    ),
    "CollectionStays": (
        "The default collection keeps its name and cannot be deleted.",
        "默认文档集不能改名，也不能删除。",
    ),
    "CollectionsUnwritable": (
        "The list of collections cannot be written. Free some space, then try again.",
        "文档集列表无法写入，请腾出空间后再试。",
    ),
    "TooMuchAtOnce": (
        "Too much at once: up to {files} files and {megabytes} MB are taken together.",
        "一次太多了：最多 {files} 个文件、共 {megabytes} MB。",
    ),
    "unreadable": (
        "This file of questions cannot be read. Save it as UTF-8 text.",
        "题目文件无法读取，请存为 UTF-8 文本。",
    ),
    "no_set": (
        "A set of questions is one file, .jsonl or .csv, of up to {megabytes} MB.",
        "题目须是一个 .jsonl 或 .csv 文件，不超过 {megabytes} MB。",
    ),
    "empty": ("There is no question in this file.", "文件里没有题目。"),
    "no_row": ("Line {line} of the file is no row that can be read.", "文件第 {line} 行无法读成一行数据。"),
    "no_question": ("Line {line} of the file has no “question”.", "文件第 {line} 行没有 question。"),
    "answers": ("Line {line} of the file: “answers” is no list of texts.", "文件第 {line} 行的 answers 不是文本列表。"),
    "no_answer": (
        "Line {line} of the file is answerable but has no accepted answer.",
        "文件第 {line} 行有答案，却没有写可接受的答案。",
    ),
    "BadQuestion": (
        "A question of the set cannot be asked: it is too long, or has no words.",
        "题目里有一题无法提问：太长，或没有字词。",
    ),
    "WenjuError": (
        "Wenju could not do this. Whoever runs it finds the cause in its log.",
        "问据没能完成，运行它的人可在日志中查到原因。",
    ),
    "Exception": (
        "Something went wrong. The page goes on working: please try again.",
        "出了差错，页面仍可继续使用，请再试一次。",
    ),
}

# Why a file was skipped.
REASONS: Mapping[str, Words] = {
    "wrong_kind": ("not a kind that can be read; use {detail}", "不是能读取的格式，请用 {detail}"),
    "too_large": ("larger than {detail}; split it", "超过 {detail}，请拆分"),
    "not_received": ("it did not arrive; send it again", "没有收到，请再传一次"),
    "empty": ("the file is empty", "文件是空的"),
    "duplicate": ("the same as {detail}", "与 {detail} 相同"),
    "binary": ("not text but binary data", "不是文本，是二进制数据"),
    "other_kind": ("not text but another kind of file", "不是文本，是另一种文件"),
    "encoding": ("its encoding is not known; save it as UTF-8", "编码无法识别，请存为 UTF-8"),
    "unreadable": ("it cannot be read: {detail}", "无法读取：{detail}"),
}

# What reading a file says, as one of the reasons above; anything else is shown as it is said.
_SAID = (
    (re.compile(r"the (file|text) is empty"), "empty"),
    (re.compile(r"the file is binary"), "binary"),
    (re.compile(r"the file is .*, not text"), "other_kind"),
    (re.compile(r"the encoding of the file|byte \d+ is no"), "encoding"),
)


def problem(error: type[BaseException] | str, /, **values: object) -> str:
    """The sentence for an error's class, or for the name of a problem, as HTML in every language."""
    names = [error] if isinstance(error, str) else [ancestor.__name__ for ancestor in error.__mro__]
    name = next((name for name in names if name in PROBLEMS), "Exception")
    return spoken(PROBLEMS[name], **values)


def reason(name: str, detail: str) -> str:
    """Why a file was skipped, as HTML in every language."""
    if name == "unreadable":
        name = next((known for said, known in _SAID if said.match(detail)), name)
    return spoken(REASONS[name], detail=detail)
