"""Every problem the page, its views and its server tell of, each in all languages.

An error's own message may name folders of this machine, so it goes to the log and never to a reader.
"""

import re
from collections.abc import Mapping

from ui.texts.languages import Sentence

# Why a question got no answer, by the name of the error's class.
QUESTION_PROBLEMS: Mapping[str, Sentence] = {
    "QuestionEmpty": ("The question is empty. Write what you would like to know.", "问题是空的。请写下想知道的事。"),
    "QuestionTooLong": (
        "The question is too long. Please put it in at most {limit} characters.",
        "问题太长，请不要超过 {limit} 个字符。",
    ),
    "BadQuestion": (
        "This question cannot be searched for. Please put it in words, in Chinese or English.",
        "这个问题无法检索，请用中文或英文的词句来问。",
    ),
    "ServerBusy": (
        "Many are asking just now and every place in the queue is taken. Please ask again in a moment.",
        "现在提问的人很多，队列已满，请稍后再问。",
    ),
    "IndexBusy": ("The index is being written just now. Please ask again in a moment.", "索引正在更新，请稍后再问。"),
    "IndexProblem": (
        "The index of the documents cannot be read. Whoever runs Wenju finds the cause in its log.",
        "文档索引无法读取，运行问据的人可在日志中查到原因。",
    ),
    "CollectionEmpty": (
        "This collection has no documents yet. Bring some in “Documents”, or ask another one.",
        "这个文档集还没有文档。请先到“文档”里放入文档，或换一个文档集来问。",
    ),
    "CollectionMissing": (
        "This collection is no longer there. Choose another one to ask, and ask again.",
        "这个文档集已经不在了，请换一个文档集再问。",
    ),
    "WenjuError": (
        "Wenju could not work on this question. Whoever runs it finds the cause in its log.",
        "问据没能处理这个问题，运行它的人可在日志中查到原因。",
    ),
    "Exception": (
        "Something went wrong while answering. The page goes on working: please ask again.",
        "回答时出了差错，页面仍可继续使用，请再问一次。",
    ),
}

# What failed in Documents or Evaluate, by the name of the error's class or of the fault.
VIEW_PROBLEMS: Mapping[str, Sentence] = {
    "Busy": (
        "Other documents are being indexed just now. Try again when they are done.",
        "正在收录其他文档，请等它完成后再试。",
    ),
    "EvaluationBusy": (
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
    "want": (
        "Line {line} of the file: “want” is no list of lists of texts, or “least” is more than it has.",
        "文件第 {line} 行的 want 不是文本列表的列表，或 least 超过其中的项数。",
    ),
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
FILE_PROBLEMS: Mapping[str, Sentence] = {
    "wrong_kind": ("not a kind that can be read; use {detail}", "不是能读取的格式，请用 {detail}"),
    "too_large": ("larger than {detail}; split it", "超过 {detail}，请拆分"),
    "not_received": ("it did not arrive; send it again", "没有收到，请再传一次"),
    "empty": ("the file is empty", "文件是空的"),
    "duplicate": ("the same as {detail}", "与 {detail} 相同"),
    "binary": ("not text but binary data", "不是文本，是二进制数据"),
    "other_kind": ("not text but another kind of file", "不是文本，是另一种文件"),
    "encoding": ("its encoding is not known; save it as UTF-8", "编码无法识别，请存为 UTF-8"),
    "encrypted": ("it is encrypted; save it without a password", "文件已加密，请取消密码后再传"),
    "old_office": (
        "of an Office before 2007; save it as .docx, .xlsx or .pptx",
        "旧版 Office 文件，请另存为 .docx、.xlsx 或 .pptx",
    ),
    "damaged": ("it is damaged, or not what its name says; save it anew", "文件已损坏，或与扩展名不符，请重新保存"),
    "scans": (
        "its pages are pictures, which are not read here; use a file with text",
        "页面是图片，这里不能识别，请换用带文字的文件",
    ),
    "no_text": ("there is no text in it", "文件里没有文字"),
    "bomb": ("it unpacks to far more than it should; split it, or save it anew", "解压后过大，请拆分或重新保存"),
    "too_slow": ("reading it takes too long; split it", "读取时间过长，请拆分"),
    "too_deep": ("it is nested too deeply", "文件嵌套过深"),
    "unreadable": ("it cannot be read: {detail}", "无法读取：{detail}"),
}

# Why the server refused a request.
REQUEST_PROBLEMS: Mapping[str, Sentence] = {
    "sign_in": (
        "Sign in: send name:password as a bearer token or as basic credentials.",
        "请先登录：用 Bearer 令牌（用户名:密码）或 Basic 认证发送用户名和密码。",
    ),
    "no_model": (
        "There is no model {model!r} here. There are: {names}.",
        "这里没有模型 {model!r}。可用的有：{names}。",
    ),
    "no_question": (
        "The messages hold no question. The last message of the role user is what is asked.",
        "消息里没有问题。角色为 user 的最后一条消息即为所问。",
    ),
    "one_choice": (
        "One answer is given for each question. Leave n out or set it to 1.",
        "每个问题只给一个回答，请不写 n 或把它设为 1。",
    ),
    "bad_request": ("The request cannot be read: {where}: {what}.", "请求无法读取：{where}：{what}。"),
    "bad_json": ("The request is not JSON.", "请求不是 JSON。"),
    "no_address": (
        "Nothing is served at this address. There are /v1/models and /v1/chat/completions.",
        "这个地址没有内容。可用的有 /v1/models 和 /v1/chat/completions。",
    ),
    "wrong_method": ("This address does not take that method.", "这个地址不接受该方法。"),
    "disk_full": (
        "The server's disk is full. Whoever runs Wenju has to make room; nothing was lost.",
        "服务器磁盘已满，请运行问据的人腾出空间；数据没有丢失。",
    ),
    "failed": (
        "Something went wrong on the server. It goes on working: please try again.",
        "服务器出了差错，但仍可继续使用，请再试一次。",
    ),
    "foreign_host": ("This server does not answer to that host name.", "本服务器不以该主机名提供服务。"),
    "foreign_site": ("Requests from another site are not answered.", "不接受来自其他网站的请求。"),
    "closed": ("This address is closed.", "这个地址已关闭。"),
    "bad_length": ("The length of the request is not a number.", "请求的长度不是数字。"),
    "too_large": ("The request is too large.", "请求过大。"),
}

# An error message of reading a file, and the problem it stands for; any other message is shown unchanged.
_READING_ERRORS = (
    (re.compile(r"the (file|text) is empty"), "empty"),
    (re.compile(r"the file is binary"), "binary"),
    (
        re.compile(r"\d+ of \d+ pages (is a scan|are scans)|a picture; its text|the file is .* with the extra ocr"),
        "scans",
    ),
    (re.compile(r"the file is .*, not text"), "other_kind"),
    (re.compile(r"the (file|archive|book) is encrypted"), "encrypted"),
    (re.compile(r"the file is (of \w+ before 2007|an old Office file)"), "old_office"),
    (re.compile(r"there is no (text|page) in (it|the picture)"), "no_text"),
    (
        re.compile(
            r"the archive (unpacks to far more|has [\d,]+ files)|reading it takes more memory|more than .* out of it"
        ),
        "bomb",
    ),
    (re.compile(r"reading it took more than"), "too_slow"),
    (re.compile(r"it is nested too deeply"), "too_deep"),
    (
        re.compile(
            r"the (archive|file|workbook|picture|sheet .*) is damaged|it is damaged|the file brought its reader down"
        ),
        "damaged",
    ),
    (
        re.compile(r"a file in it cannot be unpacked|the file is a zip archive without|it declares a document type"),
        "damaged",
    ),
    (re.compile(r"the encoding of the file|byte \d+ is no"), "encoding"),
)


def problem_of(error: type[BaseException] | str, problems: Mapping[str, Sentence]) -> Sentence:
    """The entry for an error's class or for its nearest listed ancestor; for a name, the entry of that name.

    Where neither is listed, the entry of `Exception`.
    """
    names = [error] if isinstance(error, str) else [ancestor.__name__ for ancestor in error.__mro__]
    return problems[next((name for name in names if name in problems), "Exception")]


def file_problem(name: str, detail: str) -> Sentence:
    """Why a file was skipped. An "unreadable" file whose `detail` is a known error message gets that entry instead."""
    if name == "unreadable":
        name = next((known for message, known in _READING_ERRORS if message.match(detail)), name)
    return FILE_PROBLEMS[name]
