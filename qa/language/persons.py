"""Words for persons, which tell that persons are counted."""

from qa.language.tables import any_of, table
from qa.types import Language


def person_words(language: Language, use: str) -> str:
    """The words for persons in one of the uses that `persons.tsv` explains, as one pattern."""
    return any_of(row[language] for row in table("persons") if use in row.words(f"{language}_uses"))
