"""Questions for who holds an office, and how old a person is, in both languages."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from random import Random

import rjieba
from pypinyin import lazy_pinyin

from qa.language.mentions import of_kind
from training.generated.drafts import Draft, Mention, mentioned_places
from training.generated.scenes import Scene
from training.generated.tables import pairs

_AFTER_NAME = re.compile(
    r"^(?:表示|介绍|说|指出|认为|告诉|强调|透露|宣布|出席|率|在|对|称|提醒|解释|坦言|建议|，|。|：|回应|呼吁|谈|接受|向|参加|主持|致辞|作|带队|带领|也)"
)
_BODY_TAGS = ("n", "j", "s", "nz", "nt", "ns", "b", "vn", "x")
# Without their body these cannot be told from one another in English.
_BARE_TITLES_SAY_LITTLE = frozenset(("部长", "副部长", "主任", "副主任", "主席", "副主席", "负责人"))
_MEANS_MANY = frozenset(("负责人", "专家", "书记", "主任", "记者"))
_AGE = re.compile(r"(?P<first>\d{1,3}岁)的(?P<name>\w{2,4})|(?P<second>\w{2,4})[，(（](?:[男女]，)?(?P<age>\d{1,3}岁)")
_ZH_FORMS = ("{}是谁？", "{}叫什么名字？", "谁是{}？", "{}的姓名是什么？", "文中的{}是哪一位？", "担任{}的是谁？")
_EN_FORMS = ("Who is {}?", "What is the name of {}?", "Who was {}?", "Who is mentioned as {}?", "Who serves as {}?")
_AGE_ZH = ("{}多大年纪？", "{}几岁？", "{}今年多大？", "{}的年龄是多少？")
_AGE_EN = ("How old is {}?", "What is the age of {}?", "How old was {}?")


def office_questions(scene: Scene, random: Random) -> Iterator[Draft]:
    """Who the mayor of Chengdu is, where an office with its body stands right before one name and no other."""
    text = scene.passage
    for start, end in of_kind(text[slice(*scene.sentence)], "person", "zh"):
        start, end = start + scene.sentence[0], end + scene.sentence[0]
        title = _title_before(text, start)
        if title is None or not _AFTER_NAME.match(text[end:]) or not 2 <= end - start <= 3 or text.count(title) != 1:
            continue
        if text[start - len(title) - 1 : start - len(title)] in ("班", "副") or text[end - 1] in "说称在":
            continue
        body = _body_before(text[max(0, start - len(title) - 24) : start - len(title)])
        if random.random() < 0.5 and len(body) >= 2:
            question = random.choice(_ZH_FORMS).format(body + title)
            impossible = _other_titles(title, text, lambda other: random.choice(_ZH_FORMS).format(body + other))  # noqa: B023
            yield Draft(question, scene, (start, end), "person", "office-zh", "zh", (title,), (), impossible)
        elif random.random() < 0.9:
            yield from _in_english(scene, (start, end), title, body, random)


def age_questions(scene: Scene, random: Random) -> Iterator[Draft]:
    """How old a person is whom the sentence names beside an age."""
    text = scene.passage
    persons = {text[start:end] for start, end in of_kind(text, "person", "zh")}
    for match in _AGE.finditer(text, *scene.sentence):
        name = match["name"] or match["second"]
        name = next((one for one in sorted(persons) if name.startswith(one) or name.endswith(one)), "")
        if not name or text.count("岁") > 3:
            continue
        group = "first" if match["first"] else "age"
        after_age = text[match.end("first") + 1 :] if match["first"] else ""
        is_beside = after_age.startswith(name) or (match["second"] or "").endswith(name)
        if not is_beside:
            continue
        language = random.choice(("zh", "en"))
        forms, shown = (_AGE_ZH, name) if language == "zh" else (_AGE_EN, in_pinyin(name, random))
        yield Draft(
            random.choice(forms).format(shown), scene, match.span(group), "岁", f"age-{language}",
            "zh" if language == "zh" else "en", (name,),
            impossible=tuple(
                random.choice(forms).format(other if language == "zh" else in_pinyin(other, random))
                for other in ("王建国", "李秀英", "张伟", "刘洋", "陈静", "赵志强") if other not in text
            ),
        )  # fmt: skip


def in_pinyin(name: str, random: Random) -> str:
    """A name as English texts write it: 李克强 → Li Keqiang; now and then the given name is two words."""
    syllables = [syllable.replace("ü", "v").capitalize() for syllable in lazy_pinyin(name)]
    given = "".join(syllables[1:]).capitalize() if random.random() < 0.85 else " ".join(syllables[1:])
    return f"{syllables[0]} {given}".strip()


def _in_english(scene: Scene, answer: tuple[int, int], title: str, body: str, random: Random) -> Iterator[Draft]:
    where = ""
    mentions: tuple[Mention, ...] = ()
    office = pairs("offices").get(body)
    place = next(iter(mentioned_places(body + "的", 0, len(body))), None) if body else None
    if office:
        where = f" of the {office}" if not office.startswith(("NATO", "Peking", "Renmin")) else f" of {office}"
    elif place and body.removesuffix("市").removesuffix("省") == place.word:
        name = random.choice(place.names)
        where, mentions = f" of {name}", (Mention(place.word, name, place),)
    elif title in _BARE_TITLES_SAY_LITTLE:
        return
    asked = pairs("titles")[title]
    form = random.choice(_EN_FORMS)
    others = _other_titles(title, scene.passage, lambda other: form.format(f"the {pairs('titles')[other]}{where}"))
    yield Draft(
        form.format(f"the {asked}{where}"), scene, answer, "person", "office-en", "en", (title,), mentions, others
    )


def _title_before(text: str, start: int) -> str | None:
    """The office that ends where the name begins, in its longest form."""
    return next((title for title in _titles() if text.endswith(title, 0, start)), None)


@lru_cache
def _titles() -> tuple[str, ...]:
    return tuple(sorted(pairs("titles"), key=lambda title: (-len(title), title)))


def _body_before(text: str) -> str:
    """The body whose office it is: the nouns that end the text."""
    found = ""
    for word, tag in reversed(rjieba.tag(text)):
        if not tag.startswith(_BODY_TAGS) or not word.isalnum() or len(found) > 16:
            break
        found = word + found
    return found


def _other_titles(title: str, text: str, ask: Callable[[str], str]) -> tuple[str, ...]:
    """Questions for holders of other offices that the passage does not name."""
    others = [
        one for one in _titles() if one not in text and one not in title and title not in one and one not in _MEANS_MANY
    ]
    return tuple(ask(other) for other in others[::9])
