"""What a question may want of a table, and by what a head tells that its column has it, as patterns."""

import re

TOTAL = re.compile(r"^(?:grand )?total|^all$|^sum$|^overall$|^合计|^总计|^共计|^小计|^总和", re.I)
ASKS_TOTAL = re.compile(r"\b(?:in total|in all|total|altogether|overall|combined)\b|一共|总共|合计|总计|共计", re.I)
# A question for the most or the least of a column, and which end of it is meant.
MOST = re.compile(
    r"\b(?:most|highest|largest|biggest|greatest|longest|tallest|dearest|maximum|latest|oldest age|heaviest|best)\b"
    r"|\bmost expensive\b|最(?:多|高|大|长|贵|重|晚|好)|第一(?!次)|居首",
    re.I,
)
FEWEST = re.compile(
    r"\b(?:least|fewest|lowest|smallest|shortest|cheapest|minimum|earliest|lightest|worst)\b"
    r"|最(?:少|低|小|短|便宜|轻|早|差)",
    re.I,
)
BY_PRICE = re.compile(r"dear|cheap|expensive|贵|便宜")
AFTER = re.compile(r"\b(?:after|following|succeeded|next to)\b|之后|下一")
BEFORE = re.compile(r"\b(?:before|prior to|preceding|preceded)\b|之前|上一")
ASKS_WHICH = re.compile(
    r"^(?:in |on |at |for |of |.*, )?(?:which|what|how many|how much)\s+(?!(?:is|are|was|were|did|does|do|of)\b)|^who\b"
)
# Conditions that are not worked out here: ordinals, comparisons with a number, a choice among several, exceptions.
NOT_WORKED_OUT = re.compile(
    r"\b(?:first|second|third|fourth|fifth|last|previous|another|other|besides|except|following|same|both|or|than|only)\b"
    r"|\b(?:which of|among|difference|listed (?:above|below)|next (?!to\b)\w+est)\b|还是|之间|其中"
    r"|\b(?:more|less|fewer|greater|higher|lower|over|under|above|below|between|at least|at most)\s+(?:than\s+)?\$?\d"
    r"|第[二三四五六七八九]|倒数|除了|以外|(?:超过|高于|低于|多于|少于|不足)\s?\d",
    re.I,
)
WHEN = re.compile(r"\b(?:when|(?:what|which) (?:date|year|day))\b|何时|什么时候|哪一?[年天]|几月|几号", re.I)
WHERE = re.compile(r"\b(?:where|(?:which|what) (?:room|place|city|town|country))\b|哪里|何处|什么地方|地点", re.I)
WHO = re.compile(r"\b(?:who|whom|whose|(?:which|what) (?:person|man|woman|player|actor|actress))\b|谁|哪位", re.I)
HOW_MUCH = re.compile(r"\bhow (?:many|much|large|big|long|far|high|tall|old|heavy)\b|多少|几|多大|多长|多高|多重", re.I)
MONEY_HEAD = re.compile(r"price|cost|fee|fare|pay|salary|wage|usd|eur|gbp|\$|€|£|元|价|费|金额|工资|月薪|票", re.I)
DATE_HEAD = re.compile(r"date|year|joined|since|day|time|founded|opened|日期|时间|年份|年度|何时", re.I)
PLACE_HEAD = re.compile(
    r"room|place|location|city|town|country|venue|site|office|where|地点|地址|位置|场所|房间|所在", re.I
)
NAME_HEAD = re.compile(
    r"name|player|person|director|author|holder|leader|winner|contact|manager|姓名|人|负责|联系|作者|经理|队长", re.I
)
# A column in which less is better.
RANK_HEAD = re.compile(
    r"\b(?:rank(?:ing)?|pos(?:ition)?|place|placing|finish(?:ed)?|peak|chart|time|grid|seed)\b|名次|排名|成绩|用时",
    re.I,
)
