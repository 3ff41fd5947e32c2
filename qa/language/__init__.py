"""What a text says in Chinese and English; the facts of each language stand in the tables of `data/`."""

from qa.language.dates import Date, dates
from qa.language.numbers import Figure, figures, plain, search_terms
from qa.language.scripts import detect, fold, is_han, measure
from qa.language.sentences import is_whole, sentences
from qa.language.words import bigrams, content_words, cut_chinese, known_share, stem, words

__all__ = [
    "Date",
    "Figure",
    "bigrams",
    "content_words",
    "cut_chinese",
    "dates",
    "detect",
    "figures",
    "fold",
    "is_han",
    "is_whole",
    "known_share",
    "measure",
    "plain",
    "search_terms",
    "sentences",
    "stem",
    "words",
]
