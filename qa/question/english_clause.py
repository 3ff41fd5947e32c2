"""Where the subject of an English clause ends, and its verb begins."""

from qa.language.english_verbs import is_base, is_participle

DETERMINERS = frozenset(
    ("the", "a", "an", "this", "that", "these", "those", "its", "their", "his", "her", "our", "your", "my", "every")
    + ("each", "all", "both", "some", "any", "no")
)
PREPOSITIONS = frozenset(
    ("in", "on", "at", "of", "for", "from", "to", "by", "with", "during", "within", "since", "until", "before", "after")
    + ("under", "over", "per", "as", "about", "into", "through")
)
_PARTICLES = frozenset(("up", "out", "off", "down", "away", "back", "on", "over"))


def subject_and_verb(clause: str) -> tuple[str, str, str] | None:
    """The subject, the verb in its base form and the rest; None where two words could be the verb."""
    words = clause.split()
    found = [
        at
        for at in range(1, len(words))
        if is_base(words[at]) and words[at - 1].lower() not in DETERMINERS | PREPOSITIONS
    ]
    if not found:
        return None
    first = found[0]
    # "did the oil change cost": two verbs with nothing between them leave it open which is one.
    if any(not set(map(str.lower, words[first + 1 : at])) & (DETERMINERS | PREPOSITIONS) for at in found[1:2]):
        return None
    behind = [word.lower() for word in words[first + 1 : first + 3]]
    # "checked on the evening of …": what a determiner follows is a preposition.
    has_particle = behind[:1] and behind[0] in _PARTICLES and not set(behind[1:]) & DETERMINERS
    end = first + 2 if has_particle else first + 1
    return " ".join(words[:first]), " ".join(words[first:end]), " ".join(words[end:])


def subject_and_participle(clause: str) -> tuple[str, str] | None:
    """The subject, and the rest from the only participle on; None where there is none, or several."""
    words = clause.split()
    ends = [at for at in range(1, len(words)) if is_participle(words[at].lower())]
    if len(ends) != 1 or words[ends[0] - 1].lower() in DETERMINERS:
        return None
    return " ".join(words[: ends[0]]), " ".join(words[ends[0] :])
