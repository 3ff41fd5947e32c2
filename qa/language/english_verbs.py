"""The forms of English verbs: by rule, and by a table of the irregular ones."""

import re
from functools import cache

from qa.language.tables import table

_DOUBLED = re.compile(r"[^aeiou][aeiou][bdgmnprt]")
# A verb of more letters mostly is not stressed at its end, and so does not double its last letter.
_SHORT = 5


def past(verb: str) -> str:
    """The past of a verb or of a phrase that begins with one: "carry out" → "carried out"."""
    head, _, rest = verb.partition(" ")
    return f"{_forms().get(head, ('', ''))[0] or _with_ed(head)} {rest}".strip()


def participle(verb: str) -> str:
    """The past participle, as after "was"."""
    head, _, rest = verb.partition(" ")
    return f"{_forms().get(head, ('', ''))[1] or _with_ed(head)} {rest}".strip()


def third_person(verb: str) -> str:
    """The present with he, she or it."""
    head, _, rest = verb.partition(" ")
    if head in ("be", "have"):
        form = {"be": "is", "have": "has"}[head]
    elif head.endswith(("s", "sh", "ch", "x", "z", "o")):
        form = f"{head}es"
    else:
        form = f"{head[:-1]}ies" if re.search("[^aeiou]y$", head) else f"{head}s"
    return f"{form} {rest}".strip()


def is_base(word: str) -> bool:
    """Whether a word is the base form of a known verb."""
    return word in _forms()


def is_finite(word: str) -> bool:
    """Whether a word is the past or the third person of a known verb."""
    return word in _finite()


def is_participle(word: str) -> bool:
    """Whether a word is the past participle of a known verb."""
    return word in _participles()


@cache
def _forms() -> dict[str, tuple[str, str]]:
    """Base form → past and participle, both empty for a regular verb."""
    return {row["base"]: (row["past"], row["participle"]) for row in table("english_verbs")}


@cache
def _finite() -> frozenset[str]:
    return frozenset(form for verb in _forms() for form in (past(verb), third_person(verb)))


@cache
def _participles() -> frozenset[str]:
    return frozenset(participle(verb) for verb in _forms())


def _with_ed(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if re.search("[^aeiou]y$", verb):
        return verb[:-1] + "ied"
    is_doubled = len(verb) < _SHORT and _DOUBLED.fullmatch(verb[-3:])
    return verb + (verb[-1] if is_doubled else "") + "ed"
