"""How often the encoding of a text is told rightly: python -m benchmarks.encodings [--texts N].

Stretches of the sample corpus, of several lengths, alone or behind ASCII as in a page or a log, are written in each
encoding and decoded without being told which. Chinese in Big5 is in traditional characters.
"""

import argparse
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from qa.documents.text_decoder import decode
from qa.errors import DocumentUnreadable

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
LENGTHS = (8, 20, 60, 110, 500, 2_000)
_UNICODE = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be")
ENCODINGS = {
    "zh": (*_UNICODE, "gb2312", "gbk", "gb18030", "big5", "big5hkscs", "hz"),
    "en": (*_UNICODE, "cp1252"),
}
TRADITIONAL = ("big5", "big5hkscs")
AROUND = {
    "alone": ("", ""),
    "ASCII around": ('<p class="text" id="a1">' * 3, "</p>\r\n-- \r\nhttp://example.org/a?b=1&c=2\r\n"),
    "ASCII lines": ("2022-05-26 10:00:00,123 INFO start of the run\n" * 40, ""),
}
Scores = Mapping[tuple[str, str, int], Counter[str]]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=int, default=200, help="of each language, length and encoding")
    parser.add_argument("--wrong", type=int, default=0, help="print so many texts that were read wrongly or refused")
    options = parser.parse_args()
    noted: list[str] = []
    scores = measured(options.texts, note=noted.append)
    for around in AROUND:
        print(f"\n| {around} | " + " | ".join(f"{length}" for length in LENGTHS) + " |\n" + "|---" * 7 + "|")
        for encoding in dict.fromkeys(name for name, other, _ in scores if other == around):
            row = (_told(scores.get((encoding, around, length))) for length in LENGTHS)
            print(f"| {encoding} | {' | '.join(row)} |")
    right, wrong, refused = totals(scores)
    print(f"\n{right:,} right, {wrong:,} read wrongly, {refused:,} refused")
    for line in noted[: options.wrong]:
        print(line)
    return 0


def _told(counts: Counter[str] | None) -> str:
    """The share of texts that were read rightly, and what became of the others."""
    if not counts or not (total := counts.total()):
        return "–"
    others = ", ".join(f"{counts[name]} {name}" for name in ("wrong", "refused") if counts[name])
    return f"{counts['right'] / total:.3f}" + (f" ({others})" if others else "")


def measured(texts: int, *, shortest: int = 0, note: Callable[[str], object] = lambda line: None) -> Scores:
    """Counts of right, wrong and refused by encoding, what stands around, and length in characters."""
    found: dict[tuple[str, str, int], Counter[str]] = {}
    for language, encodings in ENCODINGS.items():
        for length in (one for one in LENGTHS if one >= shortest):
            for text in _stretches(language, length, texts):
                for encoding in encodings:
                    for name, (before, behind) in AROUND.items():
                        outcome = _outcome(before + text + behind, encoding, note)
                        if outcome:
                            found.setdefault((f"{encoding}, {language}", name, length), Counter())[outcome] += 1
    return found


def totals(scores: Scores) -> tuple[int, int, int]:
    """How many texts were read rightly, wrongly, and refused."""
    counts = sum(scores.values(), Counter[str]())
    return counts["right"], counts["wrong"], counts["refused"]


def _outcome(text: str, encoding: str, note: Callable[[str], object]) -> str:
    """What becomes of a text; empty where the encoding does not have its characters."""
    if encoding in TRADITIONAL:
        text = _traditional(text)
    try:
        data = text.encode(encoding)
    except UnicodeEncodeError:
        return ""
    try:
        read = decode(data)
    except DocumentUnreadable as error:
        note(f"{encoding}: {text[:60]!r}: {error}")
        return "refused"
    if read.lstrip("\ufeff") == text:
        return "right"
    note(f"{encoding}: {text[:60]!r} -> {read[:60]!r}")
    return "wrong"


@cache
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("s2t")


def _traditional(text: str) -> str:
    return str(_converter().convert(text))


def _stretches(language: str, length: int, texts: int) -> Iterator[str]:
    """Stretches of the corpus, spread evenly, that are not plain ASCII where the language is Chinese."""
    whole = "\n".join(file.read_text("utf-8") for file in sorted((CORPUS / language).glob("*.md")))
    whole = re.sub(r"[ \t]+", " ", whole)
    last = max(1, len(whole) - length)
    for start in range(0, last, max(1, last // texts)):
        text = whole[start : start + length]
        if language == "en" or not text.isascii():
            yield text


if __name__ == "__main__":
    raise SystemExit(main())
