"""Sentences that say the same in other words, by code and by hand, and some that do not."""

import re
from collections.abc import Iterator

from qa.language import dates, figures
from qa.types import Language

_HAN = "零一二三四五六七八九"
_ENGLISH_DATE = re.compile(r"\b(January|February|March|April|June|July|August|October) (\d{1,2})(?!\d|,? \d{4})")


def rewordings(sentence: str, language: Language) -> Iterator[str]:
    """A figure in Chinese numerals, a date the other way round, a part left out, an introduction."""
    if "\n" in sentence or sentence[-1] not in "。.":  # headings say nothing that could be said otherwise
        return
    if language == "zh":
        yield from _han_numerals(sentence)
        yield f"据材料，{sentence}" if sentence[0] not in "“《" else sentence
    else:
        yield from (
            sentence.replace(match[0], f"{match[2]} {match[1]}") for match in [_ENGLISH_DATE.search(sentence)] if match
        )
        yield f"According to it, {sentence}"
    first, comma, _ = sentence.partition("；" if language == "zh" else "; ")
    if comma and figures(first):
        yield first + ("。" if language == "zh" else ".")


def _han_numerals(text: str) -> Iterator[str]:
    """A number below a hundred as it is written in words."""
    for one in figures(text):
        written = text[one.start : one.end]
        is_in_date = any(day.start <= one.start < day.end for day in dates(text))
        if written.isascii() and written.isdecimal() and 10 < int(written) < 100 and not is_in_date:
            tens, ones = divmod(int(written), 10)
            numeral = (_HAN[tens] if tens > 1 else "") + "十" + (_HAN[ones] if ones else "")
            yield text[: one.start] + numeral + text[one.end :]


ACROSS = (
    ("郴州已有3人被立案、4人被免职、10人被约谈。", "In Chenzhou, 4 people were removed from office."),
    ("吉林全省共追责问责484人，其中5人被立案审查。", "A total of 484 people were held accountable in Jilin Province."),
    ("吉林全省各级纪检监察机关共追责问责484人。", "In Jilin, 484 people were held accountable."),
    ("全省共追责问责四百八十四人。", "In the province 484 people were held accountable."),
    ("截至2022年5月，发放补贴38万元。", "By May 2022, subsidies of 380,000 yuan were issued."),
    ("全市收购粮食1.6万吨。", "The city purchased 16,000 tonnes of grain."),
    ("7月29日，郴州市召开会议。", "On July 29, Chenzhou held a meeting."),
    ("郴州方面已有3人被立案。", "In Chenzhou, three people had cases filed."),
    ("张忠任组长。", "Zhang Zhong was the group leader."),
    ("长春市发现问题12个，四平市发现问题9个。", "Changchun found 12 problems and Siping found 9 problems."),
    ("四平市发现问题600余个。", "Siping found more than 600 problems."),
    ("会议没有在长春召开。", "The meeting was not held in Changchun."),
    ("2021年，湖南省粮食产量增长5%。", "In 2021, grain output in Hunan rose by 5%."),
    ("钟楼区列明了五类可以容错的行为。", "The rules of Zhonglou District allow five kinds of mistakes."),
    ("该县严格执行第九版防控方案。", "The unnamed county followed the ninth edition of the national control plan."),
    ("Siping found more than 600 problems.", "四平市发现了600多个问题。"),
    ("On July 29, Chenzhou held a meeting.", "7月29日，郴州召开会议。"),
    ("In Jilin, 484 people were held accountable.", "吉林共有484人被问责。"),
)
WRONG_ACROSS = (
    ("郴州已有3人被立案、4人被免职、10人被约谈。", "In Chenzhou, 3 people were removed from office.", "about"),
    ("郴州已有3人被立案、4人被免职、10人被约谈。", "In Chenzhou, 10 people were removed from office.", "figure"),
    ("吉林全省各级纪检监察机关共追责问责484人。", "In Jilin, 479 people were held accountable.", "figure"),
    ("吉林全省各级纪检监察机关共追责问责484人。", "In Hunan, 484 people were held accountable.", "name"),
    ("吉林全省各级纪检监察机关共追责问责484人。", "In Jilin, 484 people were not held accountable.", "sign"),
    ("吉林全省各级纪检监察机关共追责问责484人。", "In Jilin, 484 tonnes were held accountable.", "figure"),
    ("全市收购粮食1.6万吨。", "The city purchased 1.6 tonnes of grain.", "figure"),
    ("全市收购粮食1.6万吨。", "The city purchased 16,000 kilograms of grain.", "figure"),
    ("7月29日，郴州市召开会议。", "On July 30, Chenzhou held a meeting.", "date"),
    ("7月29日，郴州市召开会议。", "On July 29, Changsha held a meeting.", "name"),
    ("张忠任组长。", "Zhang Zhongming was the group leader.", "name"),
    ("张忠任组长。", "Li Zhong was the group leader.", "name"),
    ("长春市发现问题12个，四平市发现问题9个。", "Changchun found 9 problems and Siping found 12 problems.", "tie"),
    ("四平市发现问题600余个。", "Siping found 600 problems.", "figure"),
    ("四平市发现问题600余个。", "Siping found fewer than 600 problems.", "figure"),
    ("会议没有在长春召开。", "The meeting was held in Changchun.", "sign"),
    ("2021年，湖南省粮食产量增长5%。", "In 2021, grain output in Hunan fell by 5%.", "figure"),
    ("2021年，湖南省粮食产量增长5%。", "In 2020, grain output in Hunan rose by 5%.", "figure"),
    ("计划投资10亿元修建大桥。", "One billion yuan was invested in building the bridge.", "sign"),
    ("延边州98个督查组合计整改问题695个。", "In Yanbian each team solved 695 problems on average.", "sign"),
    ("钟楼区列明了五类可以容错的行为。", "The rules of Zhonglou District allow six kinds of mistakes.", "figure"),
    ("该县严格执行第九版防控方案。", "The county followed the eighth edition of the control plan.", "ordinal"),
    ("李明任副组长。", "Li Ming was the group leader.", "sign"),
    ("On July 29, Chenzhou held a meeting.", "7月29日，长沙召开会议。", "name"),
    ("The city purchased 16,000 tonnes of grain.", "全市收购粮食1.6万公斤。", "figure"),
    ("In Jilin, 484 people were held accountable.", "吉林没有问责484人。", "sign"),
)
