"""The words of a question that tell how a table is to be read: the most, the last, the next, how many, and so on."""

import re

_CUES: tuple[tuple[str, str], ...] = (
    ("most", r"\bmost\b|最多"),
    ("least", r"\b(?:least|fewest)\b|最少"),
    (
        "high",
        r"\b(?:highest|largest|larges|biggest|greatest|tallest|maximum|heaviest|hottest|top|leading|"
        r"larger|higher|bigger|greater|taller|heavier|dearest|dearer|priciest|most expensive|more expensive)\b|"
        r"最[高大重贵]",
    ),
    (
        "low",
        r"\b(?:lowest|smallest|shortest|minimum|lightest|lower|smaller|shorter|lighter|bottom|"
        r"cheapest|cheaper)\b|最[低小短轻]|便宜",
    ),
    ("long", r"\b(?:longest|longer|farthest|furthest)\b|最[长远]"),
    ("fast", r"\b(?:fastest|quickest|faster|quicker)\b|最快"),
    ("slow", r"\b(?:slowest|slower)\b|最慢"),
    ("best", r"\b(?:best|better|winner|won)\b|最好|冠军"),
    ("worst", r"\b(?:worst|worse)\b|最差"),
    ("early", r"\b(?:earliest|oldest|earlier|older|first|initial)\b|最早|首[个次]|第一"),
    ("late", r"\b(?:latest|newest|youngest|most recent|later|newer|younger|recently|recent)\b|最[晚新近]"),
    ("first", r"\b(?:first|begin(?:ning)?|start(?:ing)?|top)\b|第一|首"),
    ("last", r"\b(?:last|final|end(?:ing)?|bottom|finally)\b|最后|末"),
    (
        "next",
        r"\b(?:next|after|following|follows|followed|succeeded|successor|subsequent|below|behind)\b|"
        r"之后|下一|接着",
    ),
    (
        "previous",
        r"\b(?:before|previous|previously|prior|preceding|preceded|precedes|predecessor|above|"
        r"preceeded)\b|之前|上一|前一",
    ),
    ("how many", r"\b(?:how many|number of|amount of|count)\b|多少|几(?!乎|经|何|[年月日号点])"),
    ("times", r"\b(?:times|often|frequently|common|appears?|appeared)\b|次数|经常"),
    ("total", r"\b(?:total|combined|altogether|in all|sum|overall|together)\b|一共|总共|合计|总计"),
    (
        "difference",
        r"\b(?:difference|how many more|how much more|how many fewer|how many less|differ|margin)\b|"
        r"相差|多多少|少多少",
    ),
    ("average", r"\b(?:average|mean|on average)\b|平均"),
    ("or", r"\bor\b|还是|或"),
    ("both", r"\bboth\b|\beach\b|\band\b|都|和"),
    ("same", r"\b(?:same|equal|tied|as many|identical|also)\b|相同|一样|同样"),
    ("other", r"\b(?:other|another|besides|except|aside|else|apart|than|excluding|only other)\b|除了|其他|另"),
    ("not", r"\b(?:not|no|never|without|didn.t|none|neither|wasn.t|isn.t|zero)\b|没有|不|未"),
    ("only", r"\bonly\b|只有|唯一"),
    ("more than", r"\b(?:more|greater|higher|over|above|at least|longer|larger|exceed\w*)\b|超过|多于|高于|至少|以上"),
    ("less than", r"\b(?:less|fewer|lower|under|below|shorter|smaller|at most)\b|少于|低于|不足|以下"),
    ("listed", r"\b(?:listed|list|chart|table|shown)\b|表中|列出"),
    (
        "when",
        r"\b(?:when|what (?:year|date|day|month)|which (?:year|date|day|month)|in what year|"
        r"in which year)\b|何时|什么时候|哪一?年|几[月日号]",
    ),
    (
        "where",
        r"\b(?:where|(?:what|which) (?:place|city|town|country|location|venue|nation|state|county))\b|"
        r"哪里|何处|哪个(?:国家|城市|地)",
    ),
    (
        "who",
        r"\b(?:who|whom|whose|whos|(?:what|which) (?:person|man|woman|player|actor|driver|artist|"
        r"rider|athlete|name))\b|谁|哪位|哪名",
    ),
    ("how long", r"\bhow (?:long|much time)\b|多久|多长"),
    (
        "how much",
        r"\bhow (?:much|far|high|tall|large|big|old|heavy|wide|deep)\b|\bwhat (?:is|"
        r"was) the (?:number|score|population|height|length|total|amount|attendance|average|time|"
        r"percentage)\b|多[高大长重远]|是多少",
    ),
    ("which", r"\b(?:which|what)\b|哪|什么"),
    ("consecutive", r"\b(?:consecutive|in a row|straight|consecutively)\b|连续"),
    ("most of", r"\b(?:the most|the least|most|least) (?:often|common|frequent\w*|number of|times|amount)\b"),
)
_PATTERNS = tuple((name, re.compile(pattern)) for name, pattern in _CUES)
CUES = tuple(name for name, _ in _CUES)

_ORDINALS = (
    r"\bsecond\b|\b2nd\b|第二|第2",
    r"\bthird\b|\b3rd\b|第三|第3",
    r"\bfourth\b|\b4th\b|第四|第4",
    r"\bfifth\b|\b5th\b|第五|第5",
)
_NTH = tuple(re.compile(pattern) for pattern in _ORDINALS)
_PHRASE = re.compile(
    r"\b(?:what|which|how many|how much|whose|name (?:of )?the|number of|the amount of)\s+"
    r"(?:is |was |are |were |the |of |a |an )*([a-z'’]+(?: [a-z'’]+)?)"
    r"|(?:哪个|哪些|哪一个|什么|多少)([\u4e00-\u9fff]{1,4})"
)


def cues_of(folded: str) -> frozenset[str]:
    """The names of the cues that a folded question has."""
    return frozenset(name for name, pattern in _PATTERNS if pattern.search(folded))


def nth_of(folded: str) -> int:
    """Which one of an order a question asks for: 1 for the second; 0 where it says none beyond the first."""
    return next((at for at, pattern in enumerate(_NTH, start=1) if pattern.search(folded)), 0)


def phrase_of(folded: str) -> str:
    """The two words behind the question word, which mostly name the thing asked for; else the whole question."""
    match = _PHRASE.search(folded)
    return next((part for part in match.groups() if part), folded) if match else folded
