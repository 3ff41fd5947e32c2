"""Every string of the page in all languages, and the function that says one."""

from collections.abc import Mapping

from ui.texts.languages import LANGUAGES, Sentence, column_of

MESSAGES: Mapping[str, Sentence] = {
    # The page
    "name": ("Wenju", "问据"),
    "tagline": ("Answers from your documents, each with the sentence it rests on", "依据文档作答，每个回答都附原句"),
    "welcome": ("What would you like to know?", "想知道什么？"),
    "welcome_more": (
        "Ask in English or Chinese. Where the documents do not hold the answer, Wenju says so.",
        "中文、英文都可以问。文档里没有答案时，问据会直说。",
    ),
    "examples": ("Try one of these", "可以试试"),
    # Asking and answers
    "question": ("Your question", "你的问题"),
    "placeholder": ("Ask a question…", "输入问题……"),
    "send": ("Ask", "提问"),
    "attach": ("Attach files to the documents that are asked", "把文件加入所问的文档"),
    "asked": ("You asked", "你的提问"),
    "searching": ("Looking through the documents…", "正在查找文档……"),
    "evidence": ("Evidence", "依据"),
    "evidence_of": ("Evidence ({count})", "依据（{count}）"),
    "further": ("More ({count})", "更多（{count}）"),
    "state_sure": ("Rests on the quoted sentences", "有原句可依"),
    "state_probable": ("Probable: please check the quoted sentences", "可能如此，请核对原句"),
    "translate": ("Translate", "翻译"),
    "translating": ("Translating…", "正在翻译……"),
    "translation": ("Translated by a language model; not a quote", "由语言模型翻译，并非原文"),
    "not_in_quote": ("Not in the quote", "原文没有"),
    "translation_differs": ("Not in the quote: {parts}", "原文没有：{parts}"),
    "translation_lacks": ("In the quote, but not here: {parts}", "原文有而译文没有：{parts}"),
    "translation_agrees": (
        "Its figures, dates and names are those of the quote.",
        "数字、日期和名称与原文一致。",
    ),
    "translation_failed": (
        "The language model could not translate this. Try again in a moment.",
        "语言模型没能翻译，请稍后再试。",
    ),
    "reading_aid": (
        "Point at or tap a word of a quote for its meaning (keyboard: Tab, then ← →).",
        "指向或点按引文中的词，可看释义（键盘：Tab，再按 ← →）。",
    ),
    "show_source": ("Show source", "查看来源"),
    "not_found": ("The documents do not answer this.", "这些文档里没有答案。"),
    "no_answer": ("No answer this time", "这次没能回答"),
    "source": ("Source", "来源"),
    "source_empty": (
        "Choose a number in an answer. The whole source opens here with the quoted sentence marked.",
        "点回答里的数字，这里会打开整篇来源，并标出引用的句子。",
    ),
    "source_gone": (
        "This document is no longer in the index, so the source cannot be shown.",
        "索引里已经没有这份文档，无法显示来源。",
    ),
    "source_changed": (
        "This document has changed since the answer was given. Ask again to see where it stands now.",
        "作答之后这份文档有了改动。请再问一次，看它现在怎么说。",
    ),
    "source_shortened": (
        "A long document: characters {first} to {last} of {length} are shown.",
        "文档较长：这里显示全文 {length} 字中的第 {first} 至 {last} 字。",
    ),
    # A source as it was printed
    "page_of": ("Page {page} of {pages}", "第 {page} 页，共 {pages} 页"),
    "page_alt": (
        "Page {page} of “{title}” as it was printed. Marked on it: {quote}",
        "《{title}》第 {page} 页的原样。页上标出：{quote}",
    ),
    "page_alt_unmarked": ("Page {page} of “{title}” as it was printed", "《{title}》第 {page} 页的原样"),
    "page_back": ("Previous page", "上一页"),
    "page_on": ("Next page", "下一页"),
    "page_cited": ("To the marked page", "回到标出的一页"),
    "page_larger": ("Larger", "放大"),
    "page_smaller": ("Smaller", "缩小"),
    "page_region": ("The page as it was printed", "原页"),
    "page_lost": (
        "The page cannot be shown: the file may be damaged. The text above is what was read from it.",
        "无法显示原页：文件可能已损坏。上面是从文件中读出的文字。",
    ),
    "page_unmarked": (
        "The file is read differently than when it was indexed, so nothing is marked. Index it again.",
        "这份文件现在读出的文字与建索引时不同，所以没有标记。请重新建索引。",
    ),
    "back": ("Back to the answer", "回到回答"),
    "login": ("Please sign in to ask.", "请先登录再提问。"),
    "language_name": ("English", "中文"),
    "view_ask": ("Ask", "提问"),
    "view_documents": ("Documents", "文档"),
    "view_evaluate": ("Evaluate", "评测"),
    "loading": ("One moment…", "请稍候……"),
    "stop": ("Stop", "停止"),
    "retry": ("Ask again", "重新提问"),
    "copy": ("Copy", "复制"),
    "copy_cited": ("Copy with citations", "连同引文复制"),
    "copy_markdown": ("Copy as Markdown", "复制为 Markdown"),
    "earlier": ("Show earlier questions", "显示更早的提问"),
    "collection": ("Ask in", "提问范围"),
    "understood_as": ("Understood as:", "理解为："),
    "reading_passages": ("Found these passages, reading them…", "找到以下段落，正在阅读……"),
    "wording_answer": ("Wording the answer…", "正在组织措辞……"),
    "stopped": ("Stopped.", "已停止。"),
    "stopped_more": ("This question was left before there was an answer.", "这个问题还没有得到回答就停止了。"),
    "nearest": ("Nearest passages. They do not support an answer.", "最接近的段落，但不足以支持回答。"),
    "previous": ("Previous citation", "上一处引用"),
    "next": ("Next citation", "下一处引用"),
    "copy_quote": ("Copy quote", "复制引文"),
    "close": ("Close", "关闭"),
    "ocr": ("read by OCR", "由 OCR 识别"),
    "ocr_unsure": ("read by OCR, unsure: {figures}", "由 OCR 识别，不确定：{figures}"),
    "ocr_pages": ("read by OCR: {parts}", "由 OCR 识别：{parts}"),
    "quote_as_text": ("characters {start} to {end}", "第 {start} 至 {end} 字"),
    # Why this answer
    "why": ("Why this answer", "为什么这样回答"),
    "why_searched": ("Read", "阅读范围"),
    "why_read": (
        "nearest passages: {passages} · their documents: {documents}",
        "最接近的 {passages} 个段落，出自 {documents} 份文档",
    ),
    "why_outcome": ("Outcome", "结果"),
    "why_found": ("Citation {number}, place in each list", "引用 {number} 在各列表中的名次"),
    "why_near": ("Nearest passage {number}, place in each list", "最接近的段落 {number} 在各列表中的名次"),
    "why_confidence": ("Confidence (0 to 1)", "把握（0 至 1）"),
    "why_seconds": ("Time", "用时"),
    "list_dense": ("meaning", "语义"),
    "list_lexical": ("words", "词语"),
    "list_bridge": ("Chinese–English bridge", "中英对照"),
    "list_joint": ("all lists together", "综合"),
    "list_reader": ("after reading", "阅读之后"),
    "seconds_retrieve": ("search", "查找"),
    "seconds_read": ("reading", "阅读"),
    "seconds_compose": ("answer", "作答"),
    "seconds_total": ("in all", "合计"),
    # Conversations
    "conversations": ("Conversations", "对话"),
    "conversations_empty": (
        "Questions and answers are kept here, for you alone.",
        "提问和回答会保存在这里，只有你能看到。",
    ),
    "new_conversation": ("New conversation", "新对话"),
    "conversation_menu": ("Options for", "选项："),
    "rename": ("Rename", "重命名"),
    "save_markdown": ("Save as Markdown", "保存为 Markdown"),
    "save_json": ("Save as JSON", "保存为 JSON"),
    "delete": ("Delete", "删除"),
    "delete_for_good": ("Delete for good", "确定删除"),
    "store_locked": (
        "This is not kept yet, because the file of conversations is in use. You can go on asking.",
        "对话文件正被占用，这次没能保存。可以继续提问。",
    ),
    "store_full": (
        "The conversation is not being kept, because the disk is full. You can go on asking.",
        "磁盘已满，对话没有保存。可以继续提问。",
    ),
    "store_damaged": (
        "Conversations are not being kept, because their file is damaged. You can go on asking.",
        "对话文件已损坏，无法保存对话。可以继续提问。",
    ),
    "store_closed": (
        "Conversations are not being kept, because their file cannot be used. You can go on asking.",
        "对话文件无法使用，没有保存对话。可以继续提问。",
    ),
    # A collection without documents
    "welcome_empty": ("This collection is empty", "这个文档集是空的"),
    "welcome_empty_more": (
        "Bring documents in Chinese or English, then ask about them here.",
        "先放入中文或英文文档，再回到这里提问。",
    ),
    "bring": ("Bring documents", "放入文档"),
    # Collections
    "collections": ("Collections", "文档集"),
    "default_collection": ("Default collection", "默认文档集"),
    "new_collection": ("New collection", "新建文档集"),
    "new_collection_name": ("Name (optional)", "名称（可不填）"),
    "rename_collection": ("Rename collection", "重命名文档集"),
    "delete_collection": ("Delete collection", "删除文档集"),
    "delete_collection_sure": ("Delete “{name}” and all its documents for good?", "确定删除“{name}”及其全部文档？"),
    "collection_deleted": ("The collection “{name}” is deleted.", "已删除文档集“{name}”。"),
    "new_name": ("New name", "新名称"),
    "unnamed": ("Collection", "文档集"),
    # Uploads
    "drop": ("Drop files here, or choose them", "把文件拖到这里，或选择文件"),
    "drop_more": (
        "{kinds} · up to {files} files and {megabytes} MB at once, {largest} MB each",
        "{kinds} · 一次最多 {files} 个文件、共 {megabytes} MB，每个不超过 {largest} MB",
    ),
    "sending": ("Sending {name}", "正在上传 {name}"),
    "cancel": ("Cancel", "取消"),
    "step_reading": ("Reading the files", "正在读取文件"),
    "step_embedding": ("Embedding the passages", "正在计算向量"),
    "can_be_asked": (
        "You can ask about these documents already: they are found by their words, soon by their meaning too.",
        "现在就可以就这些文档提问：目前按字词查找，稍后也按语义查找。",
    ),
    "step_indexing": ("Writing the index", "正在写入索引"),
    "step_asking": ("Asking the questions", "正在逐题提问"),
    "cancelled": ("Cancelled. The documents are as they were.", "已取消，文档保持原样。"),
    "cancelled_run": ("Cancelled. The run before it is kept.", "已取消，上一次的结果仍在。"),
    "results": ("What became of the files", "各文件的结果"),
    "outcome_added": ("indexed", "已收录"),
    "outcome_changed": ("indexed anew", "已更新"),
    "outcome_unchanged": ("unchanged", "没有变化"),
    "outcome_skipped": ("skipped", "已跳过"),
    "count_added": ("{count} indexed", "收录 {count} 个"),
    "count_changed": ("{count} indexed anew", "更新 {count} 个"),
    "count_unchanged": ("{count} unchanged", "没有变化 {count} 个"),
    "count_skipped": ("{count} skipped", "跳过 {count} 个"),
    # The list of documents
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
    "no_match": ("No document has these words.", "没有文档含有这些字词。"),
    "more_rows": ("The first {count} of {all} documents are listed.", "共 {all} 份文档，这里列出前 {count} 份。"),
    "title": ("Title", "标题"),
    "language": ("Language", "语言"),
    "date": ("Date", "日期"),
    "size": ("Size", "大小"),
    "passages": ("Passages", "段落"),
    "language_zh": ("Chinese", "中文"),
    "language_en": ("English", "英文"),
    "delete_sure": ("Delete for good?", "确定删除？"),
    "keep": ("Keep", "保留"),
    "deleted": ("“{title}” is deleted.", "已删除“{title}”。"),
    "rebuild": ("Build the index again from the uploaded files", "用已上传的文件重建索引"),
    # Evaluate
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
    "told": ("Told as wanted", "讲到要点"),
    "foreign_quotes": ("Foreign quotes", "引错文档"),
    "refusal_recall": ("Unanswerable refused", "无答案题拒答"),
    "false_refusal_rate": ("Wrongly refused", "误拒"),
    "recall_at_5": ("Found in first 5", "前五命中"),
    "seconds_p50": ("Seconds, median", "用时中位（秒）"),
    "seconds_p95": ("Seconds, 95 %", "用时 95%（秒）"),
    # The pictures of Evaluate
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
    # The cases of Evaluate
    "wrong": ("Wrong answers ({count})", "错题（{count}）"),
    "no_wrong": ("Every answer is right.", "全部答对。"),
    "expected": ("Accepted", "可接受"),
    "expected_refusal": ("a refusal: the documents do not answer this", "应当拒答：文档里没有答案"),
    "answered": ("Answered", "回答"),
    "refused": ("Refused", "拒答"),
    "nearest_passages": ("Nearest passages", "最接近的段落"),
    "no_evidence": ("Nothing was quoted.", "没有引用。"),
    "newly_wrong": ("right in the run before", "上一次答对了"),
    "export_json": ("Save as JSON", "存为 JSON"),
    "export_csv": ("Save as CSV", "存为 CSV"),
    "did_not_work": ("That did not work", "没有成功"),
}


def say(sentence: Sentence | str, language: str, /, **values: object) -> str:
    """A sentence in one language, with its values filled in; English if the language is unknown.

    A string names an entry of `MESSAGES`. A value that is itself a `Sentence` is filled in in the same language.
    Raises `KeyError` for a name without an entry or a value that is missing.
    """
    column = column_of(language)
    translations = MESSAGES[sentence] if isinstance(sentence, str) else sentence
    chosen = {name: value[column] if isinstance(value, tuple) else value for name, value in values.items()}
    return translations[column].format(**chosen)


def in_every_language(sentence: Sentence | str, /, *, separator: str = " ", **values: object) -> str:
    """The sentence in each language, one after another, for a reader whose language is unknown."""
    return separator.join(say(sentence, language, **values) for language in LANGUAGES)


def counted(noun: str, count: int) -> Sentence:
    """A count with its noun, "document" or "passage", in the singular or the plural."""
    name = f"{noun}_1" if count == 1 else f"{noun}s_n"
    return tuple(say(name, language, count=f"{count:,}") for language in LANGUAGES)
