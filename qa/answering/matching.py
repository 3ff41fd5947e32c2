"""Where the terms of a question stand in a text, by character offsets."""

import re
from functools import cached_property

from qa.language import figures, fold, is_han, search_terms, stem
from qa.language.chinese_names import is_name_at
from qa.language.pinyin import readings
from qa.types import Form, Language, Range, Term

_LATIN_WORD = re.compile(r"[a-zà-öø-ÿ]+(?:['’][a-z]+)?")
_CODE = re.compile(r"[nd]\d")


class Matcher:
    """One text, made ready to be looked through for many forms."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._folded = fold(text)

    def find(self, term: Term, language: Language) -> tuple[Range, ...]:
        """Every place where a form of the term stands, from left to right; pinyin is tried where no word is found.

        A name whose characters are known is found by its sound only where the text has a name there: Shanghai is not in
        伤害, nor Fujian in 政府建设.
        """
        forms = term.forms.get(language, ())
        found = {place for form in forms if not form.is_reading for place in self._places(form)}
        if not found:
            found = {place for form in forms if form.is_reading for place in self._readings_at(form)}
            if any(not form.is_reading and is_han(form.text[0]) for form in forms):
                found = {place for place in found if is_name_at(self._folded, place)}
        return tuple(sorted(found))

    def _places(self, form: Form) -> list[Range]:
        if _CODE.match(form.text):
            return [place for code, place in self._codes if code == form.text]
        if is_han(form.text[0]):
            return [(match.start(), match.end()) for match in re.finditer(re.escape(form.text), self._folded)]
        wanted = form.text.split()
        return [
            (self._stems[at][1], self._stems[at + len(wanted) - 1][2])
            for at in self._stems_at.get(wanted[0], ())
            if [word for word, _, _ in self._stems[at : at + len(wanted)]] == wanted
        ]

    def _readings_at(self, form: Form) -> list[Range]:
        wanted = form.text.split()
        syllables, offsets = self._syllables
        return [
            (offsets[at], offsets[at + len(wanted) - 1] + 1)
            for at in range(len(syllables) - len(wanted) + 1)
            if syllables[at] == wanted[0] and list(syllables[at : at + len(wanted)]) == wanted
        ]

    @cached_property
    def _stems(self) -> list[tuple[str, int, int]]:
        return [(stem(match[0]), match.start(), match.end()) for match in _LATIN_WORD.finditer(self._folded)]

    @cached_property
    def _stems_at(self) -> dict[str, list[int]]:
        places: dict[str, list[int]] = {}
        for at, (word, _, _) in enumerate(self._stems):
            places.setdefault(word, []).append(at)
        return places

    @cached_property
    def _codes(self) -> list[tuple[str, Range]]:
        return [
            (code, (figure.start, figure.end))
            for figure in figures(self._text)
            for code in search_terms(self._text[figure.start : figure.end])
        ]

    @cached_property
    def _syllables(self) -> tuple[tuple[str, ...], list[int]]:
        """Syllables and the offset of each; a "|" between runs stands at no character and matches nothing."""
        syllables = readings(self._text)
        places = iter(at for at, character in enumerate(self._folded) if is_han(character))
        return syllables, [-1 if syllable == "|" else next(places) for syllable in syllables]
