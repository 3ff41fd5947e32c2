"""The unit of the figure that a question asks for."""

import re

from qa.answering.meanings import PERCENT, unit_after

_HOW_MANY = re.compile(r"\bhow (?:many|much)\b|\bnumber of\b|多少|几(?!乎|经|何)", re.I)
_SHARE = re.compile(r"\bwhat (?:percentage|share|proportion|percent)\b|百分之几|百分比|比例是|占比", re.I)


def unit_asked(question: str) -> str:
    """What the unit that a question names counts, as `Measure.counts` says it: "mass" for 多少吨; empty for none."""
    if _SHARE.search(question):
        return PERCENT
    match = _HOW_MANY.search(question)
    return unit_after(question, match.end()) if match else ""
