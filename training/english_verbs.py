"""The forms of English verbs and nouns that lessons need beside those of `qa.language.english_verbs`."""

import re

from qa.language.english_verbs import participle, past, third_person

__all__ = ["gerund", "participle", "past", "plural", "third_person"]

_DOUBLED = re.compile(r"[^aeiou][aeiou][bdgmnprt]")
_FEW_SYLLABLES = 5


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
