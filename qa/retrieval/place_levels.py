"""Places with their level: "Jilin City" is 吉林市, and not 吉林, which is the province."""

from collections.abc import Iterable

from qa.language import is_han, stem
from qa.language.places import level_endings
from qa.types import Form, Term

# How a level ends a Chinese name, the usual ending first.
LEVELS = level_endings()
_ENDINGS = tuple({ending for endings in LEVELS.values() for ending in endings})
# A bare name of these is the province, though a city may bear it too.
_PROVINCES = frozenset(
    ("河北", "山西", "辽宁", "吉林", "黑龙江", "江苏", "浙江", "安徽", "福建", "江西", "山东", "河南", "湖北", "湖南")
    + ("广东", "海南", "四川", "贵州", "云南", "陕西", "甘肃", "青海", "台湾")
)


def at_level(place: Term, level: str) -> Term:
    """A place of the level that the word behind its name says; its bare name stands for it unless a province's."""
    endings = LEVELS[level.lower()]
    chinese = [form for form in place.forms.get("zh", ()) if is_han(form.text[0])]
    bare = [form for form in chinese if not _is_full(form.text, _ENDINGS)]
    whole = [form.text for form in chinese if _is_full(form.text, endings)]
    whole += [form.text + ending for form in bare if form.weight == 1 for ending in endings]
    if level.lower() != "province" and any(form.text in _PROVINCES for form in bare):
        return _term(place, level, whole)
    readings = [form for form in place.forms.get("zh", ()) if form not in chinese]
    return _term(place, level, whole, [*bare, *readings], place.forms.get("en", ()))


def _is_full(name: str, endings: tuple[str, ...]) -> bool:
    return len(name) > 2 and name.endswith(endings)


def _term(
    place: Term, level: str, whole: Iterable[str], chinese: Iterable[Form] = (), english: Iterable[Form] = ()
) -> Term:
    named = tuple(Form(f"{form.text} {stem(level.lower())}") for form in place.forms.get("en", ()))
    full = tuple(Form(text) for text in dict.fromkeys(whole))
    return Term(f"{place.text} {level}", {"zh": (*full, *chinese), "en": (*named, *english)}, is_place=True)
