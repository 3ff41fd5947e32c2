"""A document put into words: prose, list items, "key: value" lines, joined clauses or a table."""

import re
from dataclasses import dataclass
from random import Random

from training.contrast.documents import Document
from training.contrast.facts import Claim, Fact, Period, Subject
from training.contrast.fillers import filler
from training.contrast.values import NUMERIC
from training.contrast.word_lists import Attribute
from training.contrast.wording import label, statement, unit_after

# Private characters mark where each value stands until the text is finished.
_OPEN, _CLOSE, _FIRST = "\ue000", "\ue001", 0xE100
_MARK = re.compile(f"{_OPEN}(.)([^{_CLOSE}]*){_CLOSE}")


@dataclass(frozen=True)
class Rendered:
    """The head and the passage, where each fact's value stands, and how its subject was mentioned there."""

    head: str
    passage: str
    spans: dict[Fact, tuple[int, int]]
    mentions: dict[Fact, str]


def render(random: Random, document: Document) -> Rendered:
    """The document as text."""
    facts = document.facts
    marked = {fact: f"{_OPEN}{chr(_FIRST + place)}{fact.value.text}{_CLOSE}" for place, fact in enumerate(facts)}
    mentions: dict[Fact, str] = {}
    text = _LAYOUTS[document.layout](random, document, marked, mentions)
    passage, spans = _unmarked(text, facts)
    return Rendered(_head(random, document), passage, spans, mentions)


def _unmarked(text: str, facts: tuple[Fact, ...]) -> tuple[str, dict[Fact, tuple[int, int]]]:
    pieces, spans, length, last = [], {}, 0, 0
    for match in _MARK.finditer(text):
        before = text[last : match.start()]
        pieces += [before, match[2]]
        start = length + len(before)
        length = start + len(match[2])
        spans[facts[ord(match[1]) - _FIRST]] = (start, length)
        last = match.end()
    pieces.append(text[last:])
    return "".join(pieces), spans


def _head(random: Random, document: Document) -> str:
    language, subject = document.language, document.subjects[0]
    if document.named_in == "head" or (document.named_in == "both" and len(document.subjects) == 1):
        own = [head for head in subject.type.own_heads.of(language) if ("{Y}" in head) == document.year_in_head]
        head = random.choice(own or [_with_year(subject.type.own_heads.of(language)[-1], document)])
        head = head.replace("{S}", subject.full(language).removeprefix("the ")).replace("{Y}", str(document.year))
        if random.random() < 0.15:
            shared = [head for head in subject.type.shared_heads.of(language) if "{Y}" not in head]
            head = f"{random.choice(shared)} / {head}" if shared else head
        return head[0].upper() + head[1:]
    shared = [head for head in subject.type.shared_heads.of(language) if ("{Y}" in head) == document.year_in_head]
    if not shared:
        shared = [_with_year(subject.type.shared_heads.of(language)[0].replace("{Y}", "").strip(), document)]
    if not document.year_in_head and random.random() < 0.25:
        return ""
    return random.choice(shared).replace("{Y}", str(document.year))


def _with_year(head: str, document: Document) -> str:
    if not document.year_in_head or "{Y}" in head:
        return (
            head
            if document.year_in_head
            else head.replace(" {Y}", "").replace("{Y}年", "").replace("{Y}", "").replace("（）", "").strip(" ,")
        )
    return f"{head}, {document.year}" if document.language == "en" else f"{head}（{document.year}年）"


def filled(template: str, mention: str, language: str) -> str:
    """The template with the subject put in, the first letter of an English sentence capital."""
    genitive = mention + ("'" if mention.endswith("s") else "'s")
    text = template.replace("{S's}", genitive).replace("{S}", mention)
    return text[0].upper() + text[1:] if language == "en" and text[0] not in _OPEN else text


def _mention(
    random: Random, document: Document, subject: Subject, previous: Subject | None, seen: set[Subject]
) -> tuple[str, str]:
    """How the subject is mentioned next, and the name of that way."""
    language = document.language
    full = subject.full(language)
    if document.named_in == "head":
        return (
            ("it", "head")
            if subject in seen and previous == subject and _pronoun(random, subject, language)
            else (
                random.choice(subject.generics(language)),
                "head",
            )
        )
    if subject not in seen:
        return full, "full"
    draw = random.random()
    if previous == subject and draw < 0.5:
        if _pronoun(random, subject, language):
            return "it", "pronoun"
        if len({other.type for other in document.subjects}) == len(document.subjects) or draw < 0.3:
            return random.choice(subject.plain_generics(language)), "pronoun"
    if subject.shorts(language) and draw < 0.75:
        return random.choice(subject.shorts(language)), "alias"
    return full, "full"


def _pronoun(random: Random, subject: Subject, language: str) -> bool:
    return language == "en" and random.random() < 0.6 and subject.type.key != "section"


def _with_pronoun(template: str, subject: Subject, language: str) -> str | None:
    """The template with it, he or she, or None where the subject does not come first."""
    person = subject.type.pronoun == "person"
    if not template.startswith(("{S}", "{S's}")) or template.count("{S") > 1:
        return None
    if template.startswith("{S's}"):
        return ("Her" if subject.name.woman else "His") * person + "Its" * (not person) + template[len("{S's}") :]
    return ("She" if subject.name.woman else "He") * person + "It" * (not person) + template[len("{S}") :]


def _ordered(random: Random, document: Document) -> list[Claim]:
    claims = list(document.claims)
    random.shuffle(claims)
    if random.random() < 0.7:
        order = {
            subject: place for place, subject in enumerate(random.sample(document.subjects, len(document.subjects)))
        }
        claims.sort(key=lambda claim: order[claim.subject])
    return claims


def _sentences(random: Random, document: Document, marked: dict[Fact, str], mentions: dict[Fact, str]) -> list[str]:
    sentences: list[str] = []
    seen: set[Subject] = set()
    previous: Subject | None = None
    fillers = random.choice((0, 0, 0, 1, 2, 3))
    claims = _ordered(random, document)
    if (together := _alike(claims)) and random.random() < 0.4:
        sentences.append(_respectively(random, document, together, marked))
        mentions.update((claim.facts[0], "full") for claim in together)
        seen.update(claim.subject for claim in together)
        claims = [claim for claim in claims if claim not in together]
    for claim in claims:
        if fillers and random.random() < 0.4:
            sentences.append(filler(random, document.language))
            fillers, previous = fillers - 1, None
        template = statement(random, claim, marked, document.language)
        mention, way = _mention(random, document, claim.subject, previous, seen)
        sentence = _with_pronoun(template, claim.subject, document.language) if mention == "it" else None
        if mention == "it" and sentence is None:
            mention = random.choice(claim.subject.plain_generics(document.language))
        sentences.append(sentence or filled(template, mention, document.language))
        mentions.update(dict.fromkeys(claim.facts, way))
        seen.add(claim.subject)
        previous = claim.subject
    if fillers:
        sentences.append(filler(random, document.language))
    return sentences


def _alike(claims: list[Claim]) -> list[Claim]:
    """Claims of one attribute and period of several subjects; none unless there are two."""
    groups: dict[tuple[Attribute, Period | None, bool], list[Claim]] = {}
    for claim in claims:
        fact = claim.facts[0]
        if claim.form == "level" and fact.attribute.kind in NUMERIC:
            own = groups.setdefault((fact.attribute, fact.period, fact.explicit), [])
            own += [claim] if claim.subject not in [other.subject for other in own] else []
    return next((group for group in groups.values() if len(group) > 1), [])


def _respectively(random: Random, document: Document, claims: list[Claim], marked: dict[Fact, str]) -> str:
    """One sentence that tells the same of several subjects, in the same order."""
    language, fact = document.language, claims[0].facts[0]
    subjects = [claim.subject.full(language) for claim in claims]
    values = [marked[claim.facts[0]] + unit_after(fact.attribute, language) for claim in claims]
    key = fact.attribute.key.of(language)[0]
    stock = fact.attribute.mode == "stock"
    period = fact.period.text(language, stock=stock, style=0) if fact.period and fact.explicit else ""
    if language == "zh":
        return f"{period}{'、'.join(subjects)}的{key}分别为{'、'.join(values)}"
    verb = "was" if period else "is"
    named, told = (f"{', '.join(words[:-1])} and {words[-1]}" for words in (subjects, values))
    return f"The {key} of {named} {verb} {told} respectively{' ' if period else ''}{period}"


def _prose(random: Random, document: Document, marked: dict[Fact, str], mentions: dict[Fact, str]) -> str:
    sentences = _sentences(random, document, marked, mentions)
    return (
        " ".join(f"{sentence}." for sentence in sentences)
        if document.language == "en"
        else "".join(f"{sentence}。" for sentence in sentences)
    )


def _list(random: Random, document: Document, marked: dict[Fact, str], mentions: dict[Fact, str]) -> str:
    bullet = random.choice(("- ", "* ", "• ", "{n}. ", "（{n}）" if document.language == "zh" else "({n}) "))
    stop = random.choice((".", "")) if document.language == "en" else random.choice(("。", "；", ""))
    sentences = _sentences(random, document, marked, mentions)
    return "\n".join(
        f"{bullet.replace('{n}', str(place))}{sentence}{stop}" for place, sentence in enumerate(sentences, 1)
    )


def _by_subject(random: Random, document: Document) -> list[tuple[Subject, list[Claim]]]:
    claims = _ordered(random, document)
    subjects = list(dict.fromkeys(claim.subject for claim in claims))
    return [(subject, [claim for claim in claims if claim.subject == subject]) for subject in subjects]


def _lines(random: Random, document: Document, marked: dict[Fact, str], mentions: dict[Fact, str]) -> str:
    """Lines of key and value, under the name of their subject or in one line with it."""
    language, named = document.language, document.named_in != "head"
    colon = ": " if language == "en" else "："
    in_one_line = random.random() < 0.35
    blocks = []
    for subject, claims in _by_subject(random, document):
        facts = [fact for claim in claims for fact in claim.facts]
        mentions.update(dict.fromkeys(facts, "full" if named else "head"))
        pairs = [f"{label(fact, language)}{colon}{marked[fact]}{_counter(fact, language)}" for fact in facts]
        name = subject.full(language).removeprefix("the ")
        title = name[0].upper() + name[1:]
        if in_one_line:
            joint = "; " if language == "en" else "；"
            blocks.append((f"{title} – " if language == "en" else f"{title}　") * named + joint.join(pairs))
        else:
            blocks.append("\n".join(([title] if named else []) + pairs))
    return "\n".join(blocks)


def _counter(fact: Fact, language: str) -> str:
    return "" if fact.aspect in ("growth", "left") else unit_after(fact.attribute, language)


def _joined(random: Random, document: Document, marked: dict[Fact, str], mentions: dict[Fact, str]) -> str:
    """Sentences that tell several things of one subject."""
    language, seen = document.language, set[Subject]()
    sentences = []
    for subject, claims in _by_subject(random, document):
        while claims:
            size = random.randint(1, 3)
            some, claims = claims[:size], claims[size:]
            mention, way = _mention(random, document, subject, None, seen)
            seen.add(subject)
            templates = [statement(random, claim, marked, language) for claim in some]
            sentences.append(
                filled(templates[0], mention, language)
                + "".join(_continued(random, template, subject, language) for template in templates[1:])
            )
            for claim in some:
                mentions.update(dict.fromkeys(claim.facts, way))
    joint = random.choice((". ", "; ")) if language == "en" else random.choice(("。", "；"))
    return joint.join(sentences) + ("." if language == "en" else "。")


def _continued(random: Random, template: str, subject: Subject, language: str) -> str:
    """A further clause of the same subject."""
    if language == "zh":
        if template.startswith("{S}"):
            return "，" + template.removeprefix("{S}").removeprefix("的")
        return "，" + template.replace("{S}", random.choice(subject.plain_generics("zh")))
    short = random.choice(subject.generics("en"))
    clause = _with_pronoun(template, subject, "en") or filled(template, short, "en")
    clause = clause[0].lower() + clause[1:] if not clause.startswith(_OPEN) else clause
    return f"{random.choice((', and ', '; ', '; '))}{clause}"


def _table(random: Random, document: Document, marked: dict[Fact, str], mentions: dict[Fact, str]) -> str:
    """A table with a row for each subject; what is not told of a subject is left empty."""
    language = document.language
    cells: dict[Subject, dict[str, str]] = {subject: {} for subject in document.subjects}
    columns: list[str] = []
    for fact in document.facts:
        column = label(fact, language)
        columns += [column] if column not in columns else []
        cells[fact.subject][column] = f"{marked[fact]}{_counter(fact, language)}"
        mentions[fact] = "full"
    name = "Name" if language == "en" else "名称"
    rows = [[name, *columns], ["---"] * (len(columns) + 1)]
    for subject, own in cells.items():
        full = subject.full(language).removeprefix("the ")
        rows.append([full[0].upper() + full[1:], *(own.get(column, "") for column in columns)])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


_LAYOUTS = {"prose": _prose, "list": _list, "lines": _lines, "joined": _joined, "table": _table}
