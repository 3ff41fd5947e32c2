"""How many content words of the Chinese sample documents have a gloss, and how long a sentence takes to gloss.

A word counts if glosses cover it, and not by its lone characters.
Run: python -m benchmarks.gloss_coverage [ROWS.docs.jsonl]
"""

import json
import sys
import time
from pathlib import Path
from statistics import median, quantiles

import rjieba

from qa import reading_aid
from qa.language import detect, fold, is_han, sentences

FOLDER = Path(__file__).resolve().parents[1] / "corpus" / "zh"
CONTENT = ("n", "v", "a", "i", "l", "j", "s", "t", "b", "z")


def main() -> None:
    """Print the shares and the times."""
    reading_aid("预热")
    words = covered = names = 0
    seconds: list[float] = []
    missed: list[str] = []
    for text in _texts():
        for start, end in sentences(text):
            sentence = text[start:end]
            if detect(sentence) != "zh":
                continue
            begun = time.perf_counter()
            glosses = reading_aid(sentence)
            seconds.append(time.perf_counter() - begun)
            at = 0
            for word, tag in rjieba.tag(fold(sentence)):
                place = range(at, at + len(word))
                at += len(word)
                if not tag.startswith(CONTENT) or not all(map(is_han, word)):
                    continue
                words += 1
                over = [one for one in glosses if one.start < place.stop and place.start < one.end]
                whole = all(any(one.start <= each < one.end for one in over) for each in place)
                if whole and (len(word) == 1 or any(one.end - one.start > 1 for one in over)):
                    covered += 1
                    names += any(one.kind == "name" for one in over)
                else:
                    missed.append(word)
    late = quantiles(seconds, n=20)[-1]
    print(f"{covered / words:.4f} of {words} content words, {names} of them names; without: {' '.join(missed)}")
    print(f"{len(seconds)} sentences, median {median(seconds) * 1000:.1f} ms, 95 % {late * 1000:.1f} ms")


def _texts() -> list[str]:
    """The sample documents, or those of a file of rows that was named."""
    if len(sys.argv) > 1:
        return [json.loads(line)["text"] for line in Path(sys.argv[1]).read_text("utf-8").splitlines()]
    return [file.read_text("utf-8") for file in sorted(FOLDER.glob("*.md"))]


if __name__ == "__main__":
    main()
