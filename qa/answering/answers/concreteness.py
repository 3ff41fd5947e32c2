"""How much of a sentence can be checked: its figures, dates, names and titles, of which praise has none."""

from qa.language import detect
from qa.language.english_names import told_names
from qa.language.mentions import of_kind


def concreteness(text: str) -> float:
    """From 0 to 2: up to one for figures and dates, and one for names and titles; two of each are as good as more."""
    language = detect(text)
    figures = len(of_kind(text, "figure", language)) + len(of_kind(text, "date", language))
    names = len(told_names(text)) if language == "en" else len(of_kind(text, "place", "zh"))
    titles = len(of_kind(text, "name", language))
    return min(1.0, figures / 2) + min(1.0, (names + titles) / 2)
