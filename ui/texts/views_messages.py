"""Every string of the views Documents and Evaluate, in each language. A third language is added here."""

from collections.abc import Mapping

from ui.texts.markup import safe

LANGUAGES = ("en", "zh")
Words = tuple[str, str]
"""A sentence in the order of `LANGUAGES`."""

MESSAGES: Mapping[str, Words] = {
    "documents": ("Documents", "文档"),
    "collections": ("Collections", "文档集"),
    "default_collection": ("Default collection", "默认文档集"),
    "new_collection": ("New collection", "新建文档集"),
    "new_collection_name": ("Name (optional)", "名称（可不填）"),
    "rename_collection": ("Rename collection", "重命名文档集"),
    "delete_collection": ("Delete collection", "删除文档集"),
    "delete_collection_sure": (
        "Delete “{name}” and all its documents for good?",
        "确定删除“{name}”及其全部文档？",
    ),
    "collection_deleted": ("The collection “{name}” is deleted.", "已删除文档集“{name}”。"),
    "new_name": ("New name", "新名称"),
    "rename": ("Rename", "重命名"),
    "unnamed": ("Collection", "文档集"),
    "drop": ("Drop files here, or choose them", "把文件拖到这里，或选择文件"),
    "choose": ("Choose files", "选择文件"),
    "drop_more": (
        "{kinds} · up to {files} files and {megabytes} MB at once, {largest} MB each",
        "{kinds} · 一次最多 {files} 个文件、共 {megabytes} MB，每个不超过 {largest} MB",
    ),
    "sending": ("Sending {name}", "正在上传 {name}"),
    "cancel": ("Cancel", "取消"),
    "reading": ("Reading the files", "正在读取文件"),
    "embedding": ("Embedding the passages", "正在计算向量"),
    "can_be_asked": (
        "You can ask about these documents already: they are found by their words, soon by their meaning too.",
        "现在就可以就这些文档提问：目前按字词查找，稍后也按语义查找。",
    ),
    "indexing": ("Writing the index", "正在写入索引"),
    "asking": ("Asking the questions", "正在逐题提问"),
    "cancelled": ("Cancelled. The documents are as they were.", "已取消，文档保持原样。"),
    "cancelled_run": ("Cancelled. The run before it is kept.", "已取消，上一次的结果仍在。"),
    "results": ("What became of the files", "各文件的结果"),
    "added": ("indexed", "已收录"),
    "changed": ("indexed anew", "已更新"),
    "unchanged": ("unchanged", "没有变化"),
    "skipped": ("skipped", "已跳过"),
    "count_added": ("{count} indexed", "收录 {count} 个"),
    "count_changed": ("{count} indexed anew", "更新 {count} 个"),
    "count_unchanged": ("{count} unchanged", "没有变化 {count} 个"),
    "count_skipped": ("{count} skipped", "跳过 {count} 个"),
    "empty_list": ("No documents yet", "还没有文档"),
    "empty_list_more": (
        "Drop files above. Each answer will quote them word for word.",
        "把文件拖到上面，之后的回答会逐字引用它们。",
    ),
    "filter": ("Filter the list", "筛选列表"),
    "shown": ("{documents}, {passages}", "{documents}，{passages}"),
    "document_1": ("1 document", "1 份文档"),
    "documents_n": ("{count} documents", "{count} 份文档"),
    "passage_1": ("1 passage", "1 个段落"),
    "passages_n": ("{count} passages", "{count} 个段落"),
    "none_fits": ("No document has these words.", "没有文档含有这些字词。"),
    "more_rows": ("The first {count} of {all} documents are listed.", "共 {all} 份文档，这里列出前 {count} 份。"),
    "title": ("Title", "标题"),
    "language": ("Language", "语言"),
    "date": ("Date", "日期"),
    "size": ("Size", "大小"),
    "passages": ("Passages", "段落"),
    "zh": ("Chinese", "中文"),
    "en": ("English", "英文"),
    "show": ("Show text", "查看全文"),
    "delete": ("Delete", "删除"),
    "delete_sure": ("Delete for good?", "确定删除？"),
    "yes": ("Delete", "删除"),
    "no": ("Keep", "保留"),
    "deleted": ("“{title}” is deleted.", "已删除“{title}”。"),
    "rebuild": ("Build the index again from the uploaded files", "用已上传的文件重建索引"),
    "close": ("Close", "关闭"),
    "document_gone": ("This document is no longer there.", "这份文档已经不在了。"),
    "evaluate": ("Evaluate", "评测"),
    "evaluate_more": (
        "A fixed set of questions is asked, and each answer is compared with the accepted ones.",
        "逐一提出固定的问题，把每个回答与可接受的答案对照。",
    ),
    "over": ("Over", "评测对象"),
    "built_in": ("Run the {count} sample questions", "用 {count} 道示例题评测"),
    "own_set": ("Choose a file of questions", "选择题目文件"),
    "own_set_more": (
        "JSONL or CSV with question, answers, doc_id, lang_q, lang_doc, answerable",
        "JSONL 或 CSV，列名为 question、answers、doc_id、lang_q、lang_doc、answerable",
    ),
    "no_run": ("No run yet", "还没有评测过"),
    "no_run_more": (
        "The report, pictures and every wrong answer with its evidence will stand here.",
        "评测后，这里会有报告、图表，以及每道错题和它的依据。",
    ),
    "report": ("Report", "报告"),
    "run_of": ("{name} · {when}", "{name} · {when}"),
    "run_before": ("Compared with {name} · {when}", "对比：{name} · {when}"),
    "pair": ("Question → document", "问题 → 文档"),
    "all": ("all", "全部"),
    "questions": ("Questions", "题数"),
    "answer_accuracy": ("Right", "答对"),
    "grounded_accuracy": ("Grounded", "有据"),
    "exact_match": ("Exact", "完全一致"),
    "span_f1": ("F1", "F1"),
    "refusal_precision": ("Refusals right", "拒答正确"),
    "refusal_recall": ("Unanswerable refused", "无答案题拒答"),
    "false_refusal_rate": ("Wrongly refused", "误拒"),
    "recall_at_5": ("Found in first 5", "前五命中"),
    "seconds_p50": ("Seconds, median", "用时中位（秒）"),
    "seconds_p95": ("Seconds, 95 %", "用时 95%（秒）"),
    "chart_accuracy": ("Right answers by language of question and document", "按问题与文档的语言看答对率"),
    "chart_refusals": ("Refusals at other bars", "拒答门槛不同时的结果"),
    "chart_latency": ("Seconds for an answer", "每个回答的用时（秒）"),
    "chart_before": ("mark: the run before", "刻线：上一次"),
    "chart_x_refusals": ("refused below this confidence", "把握低于此值即拒答"),
    "precision": ("refusals that are right", "拒答中拒对的"),
    "recall": ("unanswerable questions refused", "无答案的题被拒答的"),
    "false_refusals": ("answerable questions refused", "有答案的题被拒答的"),
    "alt_accuracy": ("Share of right answers: {values}.", "答对率：{values}。"),
    "alt_refusals": (
        "If every answer below confidence 0.5 were refused: {values}.",
        "若把握低于 0.5 的都拒答：{values}。",
    ),
    "alt_latency": (
        "Half of the answers took at most {median} s, 95 % at most {late} s.",
        "半数回答不超过 {median} 秒，95% 不超过 {late} 秒。",
    ),
    "no_unanswerable": ("No question of this set is without an answer.", "这套题里没有无答案的题。"),
    "wrong": ("Wrong answers ({count})", "错题（{count}）"),
    "no_wrong": ("Every answer is right.", "全部答对。"),
    "expected": ("Accepted", "可接受"),
    "expected_refusal": ("a refusal: the documents do not answer this", "应当拒答：文档里没有答案"),
    "said": ("Answered", "回答"),
    "refused": ("Refused", "拒答"),
    "evidence": ("Evidence", "依据"),
    "searched": ("Nearest passages", "最接近的段落"),
    "no_evidence": ("Nothing was quoted.", "没有引用。"),
    "newly_wrong": ("right in the run before", "上一次答对了"),
    "export_json": ("Save as JSON", "存为 JSON"),
    "export_csv": ("Save as CSV", "存为 CSV"),
    "problem": ("That did not work", "没有成功"),
}


def both(name: str, /, **values: object) -> str:
    """A string in every language as HTML; the style sheet shows the one that is chosen."""
    return spoken(MESSAGES[name], **values)


def spoken(words: Words, /, **values: object) -> str:
    """A sentence in every language as HTML, with its values filled in; these may be words themselves."""
    return "".join(
        f'<span class="in-{language}" lang="{language}">{safe(sentence.format(**_in(at, values)))}</span>'
        for at, (language, sentence) in enumerate(zip(LANGUAGES, words, strict=True))
    )


def counted(name: str, count: int) -> Words:
    """So many of a thing, in words that go with one and with many."""
    words = MESSAGES[f"{name}_1"] if count == 1 else MESSAGES[f"{name}s_n"]
    english, chinese = (one.format(count=f"{count:,}") for one in words)
    return english, chinese


def _in(language: int, values: Mapping[str, object]) -> dict[str, object]:
    return {name: value[language] if isinstance(value, tuple) else value for name, value in values.items()}
