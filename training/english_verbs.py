"""The forms of English verbs by simple rules and a table of the irregular ones."""

import re

from training.word_tables import irregular_verbs

_DOUBLED = re.compile(r"[^aeiou][aeiou][bdgmnprt]")
_FEW_SYLLABLES = 5


def past(verb: str) -> str:
    """The past of a verb or of a phrase that begins with one: "carry out" → "carried out"."""
    head, _, rest = verb.partition(" ")
    form = irregular_verbs()[head][0] if head in irregular_verbs() else _with_ed(head)
    return f"{form} {rest}".strip()


def participle(verb: str) -> str:
    """The past participle, as after "was"."""
    head, _, rest = verb.partition(" ")
    form = irregular_verbs()[head][1] if head in irregular_verbs() else _with_ed(head)
    return f"{form} {rest}".strip()


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


def gerund(verb: str) -> str:
    """The form with -ing, which can stand for a noun."""
    head, _, rest = verb.partition(" ")
    if head.endswith("e") and not head.endswith(("ee", "be")):
        head = head[:-1]
    elif len(head) < _FEW_SYLLABLES and _DOUBLED.fullmatch(head[-3:]):
        head += head[-1]
    return f"{head}ing {rest}".strip()


def plural(noun: str) -> str:
    """The plural of a noun phrase's last word; a name, a figure and what has a plural look stay."""
    if not noun or noun.endswith("s") or noun in ("people", "fish") or not noun[-1].isalpha() or not noun.isascii():
        return noun
    if noun.endswith(("person", "man", "child")):
        return {"person": noun[:-6] + "people", "man": noun[:-2] + "en", "child": noun + "ren"}[
            next(ending for ending in ("person", "man", "child") if noun.endswith(ending))
        ]
    if re.search("[^aeiou]y$", noun):
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("sh", "ch", "x", "z")) else "s")


def _with_ed(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if re.search("[^aeiou]y$", verb):
        return verb[:-1] + "ied"
    is_doubled = len(verb) < _FEW_SYLLABLES and _DOUBLED.fullmatch(verb[-3:])
    return verb + (verb[-1] if is_doubled else "") + "ed"
