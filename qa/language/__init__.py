"""What the program knows of Chinese and English; a third language is added here."""

from qa.language.figures import Date, Figure, dates, figures, plain, search_terms
from qa.language.questions import Kind, kind_of, split_parts
from qa.language.scripts import detect, fold, is_han, measure
from qa.language.sentences import sentences
from qa.language.words import bigrams, content_words, cut_chinese, stem, words

__all__ = [
    "Date",
    "Figure",
    "Kind",
    "bigrams",
    "content_words",
    "cut_chinese",
    "dates",
    "detect",
    "figures",
    "fold",
    "is_han",
    "kind_of",
    "measure",
    "plain",
    "search_terms",
    "sentences",
    "split_parts",
    "stem",
    "words",
]
