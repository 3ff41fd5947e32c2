"""Places: what their levels are called, province to village, and which a text names."""

from collections.abc import Callable, Mapping, Sequence

from qa.language.tables import table
from qa.types import Language

# The names of places in a text, as a dictionary knows them: also "chenzhou" in lower case.
Places = Callable[[str], Sequence[str]]
_ROWS = table("places")


def no_places(text: str) -> Sequence[str]:
    """No place: where no dictionary is at hand, only capitals and the segmenter tell names."""
    return ()


def place_words(language: Language, use: str, *, plural: bool = False) -> tuple[str, ...]:
    """The words for levels of places in one of the uses that `places.tsv` explains, with their plurals on demand."""
    columns = (language, f"{language}_plural") if plural else (language,)
    rows = [row for row in _ROWS if use in row.words(f"{language}_uses")]
    return tuple(row[column] for row in rows for column in columns)


def plural_place_words(use: str) -> tuple[str, ...]:
    """The English words for levels of places in one of their uses, in the plural."""
    return tuple(row["en_plural"] for row in _ROWS if use in row.words("en_uses"))


def plural_of(level: str) -> str:
    """The plural of an English word for a level of places."""
    return next(row["en_plural"] for row in _ROWS if row["en"] == level)


def level_endings() -> Mapping[str, tuple[str, ...]]:
    """How each level of places that tells places of one name apart ends a Chinese name, the usual ending first."""
    return {row["en"]: (row["zh"], *row.parts("zh_also")) for row in _ROWS if "level" in row.words("en_uses")}


def english_levels() -> Mapping[str, str]:
    """The English word for what a Chinese name ends with, as an English name has it; the longer endings first."""
    romanised = [row for row in _ROWS if "romanised" in row.words("zh_uses")]
    return {row["zh"]: row["en"].title() for row in sorted(romanised, key=lambda row: -len(row["zh"]))}


def place_ranks() -> Mapping[str, str]:
    """The rank of each level of places by its Chinese word; levels of one rank stand side by side."""
    return {row["zh"]: row["rank"] for row in _ROWS if row["rank"]}


def counted_levels() -> tuple[Mapping[Language, tuple[str, ...]], ...]:
    """What places may be counted as: the words of each group of levels by language, the longer Chinese ones first."""
    groups: dict[str, dict[Language, list[str]]] = {}
    for row in _ROWS:
        if row["counted"]:
            words = groups.setdefault(row["counted"], {"zh": [], "en": []})
            words["zh"] += filter(None, [row["zh"]])
            words["en"] += filter(None, [row["en"], row["en_plural"]])
    return tuple(
        {"zh": tuple(sorted(words["zh"], key=lambda word: -len(word))), "en": tuple(words["en"])}
        for words in groups.values()
    )
