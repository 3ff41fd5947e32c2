"""English questions as statements: wh-movement undone, and the verb in its form again."""

import re
from collections.abc import Callable

from qa.language.english_verbs import is_base, is_finite, is_participle, past, third_person
from qa.question.english_clause import DETERMINERS, PREPOSITIONS, subject_and_participle, subject_and_verb
from qa.question.gap import Gap, Statement

_BE = r"(?:was|were|is|are|has been|have been|had been|will be|can be|could be|may be|must be|should be)"
_DO = r"(?P<do>did|does|do)"
_MODAL = r"(?P<modal>can|could|will|would|may|must|should)"
_PRONOUNS = frozenset(("it", "they", "he", "she", "we", "you", "i", "there"))
# Who asks is not who answers: "how many days do I get". A question word further on asks a second thing.
_NOT_STATED = re.compile(r"\b(?:i|me|my|we|our|us)\b|[:;]|, and \b", re.IGNORECASE)
_ASKS = re.compile(r"\b(?:how|which|what|who|whom|where|when|why)\b", re.IGNORECASE)
_WHEN = r"(?:when|in (?:what|which) (?:year|month)|on (?:what|which) (?:day|date)|(?:what|which) year)"
_NO_NOUN = "was|were|is|are|did|does|do|has|have|had"
# Nouns of a question for a name: which city, what company.
_NOUNS = rf"(?:(?!(?:{_NO_NOUN})\b)[\w-]+(?: (?!(?:{_NO_NOUN}|that|who|which)\b)[\w'’-]+){{0,7}}?)"
_FRONTED = r"(?P<preposition>in|at|on|from|into|to|by|since|until|for|with|within|under|through)"
# What stands before the question word and stays there: "In Yuexiu, how many …".
_LEAD = re.compile(
    r"(?P<lead>(?:in|at|on|during|among|for|according to|under|after|before|since|by|as of|of|within|between) "
    r"[^,?]{2,90}), (?P<asked>(?:how|which|what|who|whom|when) .+)",
    re.IGNORECASE,
)
_LIKE_BE = r"(?P<be>was|were|is|are)"
# Adjectives that are asked by how, and that stand behind a length or an age: 300 metres long.
_MEASURED = r"(?:long|tall|high|wide|deep|old|large|big|heavy|far|fast)"
_KEPT = frozenset(("old", "long", "tall", "high", "wide", "deep"))


def english_statement(text: str) -> Statement | None:
    """The statement that an English question asks for, without its mark; None where that is not sure."""
    if _NOT_STATED.search(text) or len(_ASKS.findall(text)) > 1:
        return None
    if led := _LEAD.fullmatch(text):
        found = english_statement(led["asked"])
        return found and Statement(f"{led['lead']}, {found.before}", found.after, found.gap, found.unit)
    for pattern, made in _WAYS:
        if match := re.fullmatch(pattern, text, re.IGNORECASE):
            return made(match)
    return None


def _there(match: re.Match[str]) -> Statement | None:
    rest = match["rest"].strip()
    return _stated(f"there {match['be']} ", f" {match['noun']} {rest}".rstrip(), "figure", match["noun"])


def _counted_be(match: re.Match[str]) -> Statement | None:
    """How many people were held accountable: what is counted is the subject."""
    first = match["rest"].split()[0].lower()
    if first in DETERMINERS | _PRONOUNS or match["rest"][0].isupper():
        return None
    return _stated("", f" {match['noun']} {match['be']} {match['rest']}", "figure", match["noun"])


def _counted_did(match: re.Match[str]) -> Statement | None:
    """How many buses does the depot have: what is counted is the object."""
    parts = subject_and_verb(match["clause"])
    if parts is None:
        return None
    subject, verb, rest = parts
    form = _form(verb, match["do"])
    return _stated(f"{subject} {form} ", f" {match['noun']} {rest}".rstrip(), "figure", match["noun"])


def _counted_have(match: re.Match[str]) -> Statement | None:
    """How many places had the inspectors visited: the subject ends before the only participle."""
    parts = subject_and_participle(match["clause"])
    if parts is None:
        return None
    subject, rest = parts
    verb, _, behind = rest.partition(" ")
    before = f"{subject} {match['have'].lower()} {verb} "
    return _stated(before, f" {match['noun']} {behind}".rstrip(), "figure", match["noun"])


def _of_these_were(match: re.Match[str]) -> Statement | None:
    """Of the problems that were found, how many were reported: what is counted stands in front."""
    return _stated("", f" {match['be'].lower()} {match['rest']}", "figure", match["be"].lower())


def _counted_modal(match: re.Match[str]) -> Statement | None:
    parts = subject_and_verb(match["clause"])
    if parts is None:
        return None
    subject, verb, rest = parts
    before = f"{subject} {match['modal'].lower()} {verb} "
    return _stated(before, f" {match['noun']} {rest}".rstrip(), "figure", match["noun"])


def _counted_did_it(match: re.Match[str]) -> Statement | None:
    """How many people attended the meeting: the verb follows the noun."""
    words = match["clause"].split()
    for at in range(1, min(7, len(words))):
        if words[at].lower() in _LIKE_VERBS and words[0].lower() == "of":
            noun = " ".join(words[:at])
            return _stated("", f" {noun} {' '.join(words[at:])}", "figure", noun)
        if words[at].lower() in _AUXILIARIES:
            return None
        before = words[at - 1].lower()
        is_verb = is_finite(words[at].lower()) or (is_base(words[at]) and _PLURAL.search(before) is not None)
        if is_verb and before not in DETERMINERS | PREPOSITIONS:
            noun = " ".join(words[:at])
            return _stated("", f" {noun} {' '.join(words[at:])}", "figure", noun)
    return None


def _much_did(match: re.Match[str]) -> Statement | None:
    parts = subject_and_verb(match["clause"])
    if parts is None:
        return None
    subject, verb, rest = parts
    by = "by " if verb in _CHANGING else ""
    return _stated(f"{subject} {_form(verb, match['do'])} {by}", f" {rest}".rstrip(), "figure")


def _by_did(match: re.Match[str]) -> Statement | None:
    parts = subject_and_verb(match["clause"])
    if parts is None:
        return None
    subject, verb, rest = parts
    return _stated(f"{subject} {_form(verb, match['do'])} by ", f" {rest}".rstrip(), "figure")


def _is_it(match: re.Match[str]) -> Statement | None:
    """What was net profit in 2022: the answer follows the verb."""
    subject = match["subject"]
    first = subject.split()[0].lower()
    last = subject.split()[-1].lower()
    if {first, last} & PREPOSITIONS or subject.lower().startswith(("it ", "there", "to ", "going", "happening")):
        return None
    if subject.lower().endswith(" called"):
        return _stated(f"{subject[: -len(' called')]} {match['be'].lower()} called ", "", "name")
    kind: Gap = "figure" if match.groupdict().get("much") else "name"
    return _stated(f"{subject} {match['be'].lower()} ", "", kind)


def _is_measured(match: re.Match[str]) -> Statement | None:
    adjective = match["adjective"].lower()
    behind = "years old" if adjective == "old" else adjective if adjective in _KEPT else ""
    return _stated(f"{match['subject']} {match['be'].lower()} ", f" {behind}".rstrip(), "figure", behind)


def _who_is(match: re.Match[str]) -> Statement | None:
    subject = match["subject"]
    words = subject.split()
    # "Who is Anna Holm" asks who a person is, and not who has a role.
    has_role = words[0].lower() in DETERMINERS or words[0].endswith(("'s", "’s")) or words[0].islower()
    if not has_role or words[0].lower() in _PRONOUNS | PREPOSITIONS or is_participle(words[-1]):
        return None
    return _stated("", f" {match['be'].lower()} {subject}", "name")


def _who_did(match: re.Match[str]) -> Statement | None:
    parts = subject_and_verb(match["clause"])
    if parts is None:
        return None
    subject, verb, rest = parts
    form = _form(verb, match["do"])
    if rest.lower() in PREPOSITIONS:
        return _stated(f"{subject} {form} {rest} ", "", "name")
    words = rest.lower().split()
    # The answer follows the verb, if nothing else does, and no preposition is left at the end without its noun.
    if words and (words[0] not in PREPOSITIONS or words[-1] in PREPOSITIONS):
        return None
    return _stated(f"{subject} {form} ", f" {rest}".rstrip(), "name")


def _at_which_did(match: re.Match[str]) -> Statement | None:
    """From which port did they fetch it: the preposition goes back with the answer."""
    parts = subject_and_verb(match["clause"])
    if parts is None:
        return None
    subject, verb, rest = parts
    return _with_preposition(match, " ".join(filter(None, [subject, _form(verb, match["do"]), rest])))


def _at_which_was(match: re.Match[str]) -> Statement | None:
    """Into how many teams was it divided."""
    parts = subject_and_participle(match["clause"])
    return parts and _with_preposition(match, f"{parts[0]} {match['be'].lower()} {parts[1]}")


def _with_preposition(match: re.Match[str], clause: str) -> Statement:
    before = f"{clause} {match['preposition'].lower()} "
    if match["counted"].lower() == "how many":
        return _stated(before, f" {match['noun']}", "figure", match["noun"])
    return _stated(before, "", "name")


def _who_led(match: re.Match[str]) -> Statement | None:
    verb = match["verb"].lower()
    if verb in ("did", "do", "does"):
        return None
    return _stated("", f" {verb} {match['rest']}".rstrip(), "name") if is_finite(verb) or verb in _AUXILIARIES else None


def _which_did(match: re.Match[str]) -> Statement | None:
    """Which city solved 8,586 problems: the verb follows the noun."""
    verb = match["verb"].lower()
    rest = match["rest"].strip()
    if not is_finite(verb) and verb not in _AUXILIARIES:
        return None
    first = rest.split()[0].lower() if rest else ""
    if verb in _MODALS and not is_base(first):
        return None
    is_inverted = first in DETERMINERS or rest[:1].isupper()
    if verb in _LIKE_VERBS and is_inverted and not _SUPERLATIVE.match(rest):
        return None
    return _stated("", f" {verb} {rest}".rstrip(), "name")


def _when_did(match: re.Match[str]) -> Statement | None:
    parts = subject_and_verb(match["clause"])
    if parts is None:
        return None
    subject, verb, rest = parts
    return _stated(f"{subject} {_form(verb, match['do'])} {rest}".rstrip() + " ", "", "date")


def _when_was(match: re.Match[str]) -> Statement | None:
    """When was the Heron built: the subject ends before the participle."""
    parts = subject_and_participle(match["clause"])
    return parts and _stated(f"{parts[0]} {match['be'].lower()} {parts[1]} ", "", "date")


def _when_is(match: re.Match[str]) -> Statement | None:
    """When is the invoice due: the state follows the subject."""
    return _stated(f"{match['subject']} {match['be'].lower()} {match['state'].lower()} ", "", "date")


def _which_is_it_in(match: re.Match[str]) -> Statement | None:
    """Which room is Nora Feld in, which city was she born in: the answer follows the preposition."""
    be, preposition = match["be"].lower(), match["preposition"].lower()
    if parts := subject_and_participle(match["subject"]):
        return _stated(f"{parts[0]} {be} {parts[1]} {preposition} ", "", "name")
    if any(is_participle(word.lower()) for word in match["subject"].split()):
        return None
    return _stated(f"{match['subject']} {be} {preposition} ", "", "name")


def _at_which_must(match: re.Match[str]) -> Statement | None:
    """Within how many days must the form be sent."""
    parts = subject_and_verb(match["clause"])
    if parts is None:
        return None
    return _with_preposition(match, " ".join(filter(None, [parts[0], match["modal"].lower(), *parts[1:]])))


def _stated(before: str, after: str, gap: Gap, unit: str = "") -> Statement:
    return Statement(before, f"{after}.", gap, unit)


def _form(verb: str, auxiliary: str) -> str:
    match auxiliary.lower():
        case "did":
            return past(verb)
        case "does":
            return third_person(verb)
        case _:
            return verb


# Who does what is asked: "people work", "towns report".
_PLURAL = re.compile(r"(?:[^s]s|people|men|children|staff)$")
_SUPERLATIVE = re.compile(r"the (?:\w+est|most|least|best|worst|first|last|only)\b", re.IGNORECASE)
_CHANGING = frozenset(("grow", "rise", "increase", "fall", "drop", "decline", "decrease"))
_AUXILIARIES = frozenset(
    ("was", "were", "is", "are", "has", "have", "had", "will", "can", "could", "must", "may", "did", "do", "does")
)
_LIKE_VERBS = frozenset(("was", "were", "is", "are", "has", "have", "had"))
_MODALS = frozenset(("will", "can", "could", "must", "may"))
_WAYS: tuple[tuple[str, Callable[[re.Match[str]], Statement | None]], ...] = (
    (r"how many (?P<noun>[^,?]+?) (?P<be>was|were|is|are) there(?P<rest>| .+)", _there),
    (rf"how many (?P<noun>[^,?]+?) {_DO} (?P<clause>.+)", _counted_did),
    (rf"how many (?P<noun>[^,?]+?) (?P<be>{_BE}) (?P<rest>.+)", _counted_be),
    (rf"how many (?P<noun>[^,?]+?) {_MODAL} (?P<clause>.+)", _counted_modal),
    (r"how many (?P<noun>[^,?]+?) (?P<have>has|have|had) (?P<clause>.+)", _counted_have),
    (r"how many (?P<be>was|were|is|are) (?P<rest>.+)", _of_these_were),
    (r"how many (?P<clause>.+)", _counted_did_it),
    (rf"by (?:how much|how many percent|what (?:percentage|percent|rate)) {_DO} (?P<clause>.+)", _by_did),
    (r"what (?:percentage|share|proportion|part) (?P<clause>of .+)", _counted_did_it),
    (rf"how much {_DO} (?P<clause>.+)", _much_did),
    (rf"how (?P<much>much) {_LIKE_BE} (?P<subject>.+)", _is_it),
    (rf"how (?P<adjective>{_MEASURED}) {_LIKE_BE} (?P<subject>.+)", _is_measured),
    (rf"{_WHEN} {_DO} (?P<clause>.+)", _when_did),
    (rf"{_WHEN} {_LIKE_BE} (?P<subject>[^,]+) (?P<state>due|open|closed|over|ready|available|in force)", _when_is),
    (rf"{_WHEN} {_LIKE_BE} (?P<clause>.+)", _when_was),
    (rf"{_FRONTED} (?P<counted>which|what|how many) (?P<noun>{_NOUNS}) {_MODAL} (?P<clause>.+)", _at_which_must),
    (rf"{_FRONTED} (?P<counted>which|what|how many) (?P<noun>{_NOUNS}) {_DO} (?P<clause>.+)", _at_which_did),
    (rf"{_FRONTED} (?P<counted>which|what|how many) (?P<noun>{_NOUNS}) {_LIKE_BE} (?P<clause>.+)", _at_which_was),
    (rf"who {_LIKE_BE} (?P<subject>.+)", _who_is),
    (rf"who(?:m)? {_DO} (?P<clause>.+)", _who_did),
    (r"who (?P<verb>[\w]+)(?: (?P<rest>.+))?", lambda match: _who_led(match) if match["rest"] else None),
    (rf"(?:which|what) {_NOUNS} {_DO} (?P<clause>.+)", _who_did),
    (rf"(?:which|what) {_NOUNS} {_LIKE_BE} (?P<subject>[^,]+) (?P<preposition>in|on|at|from|for)", _which_is_it_in),
    (rf"(?:which|what) {_NOUNS} (?P<verb>[\w]+)(?P<rest>| .+)", _which_did),
    (rf"what {_LIKE_BE} (?P<subject>.+)", _is_it),
    (rf"what {_DO} (?P<clause>.+)", _who_did),
)
