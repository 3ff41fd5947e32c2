"""Chinese names in Latin letters."""

import re
from collections.abc import Mapping

from pypinyin import lazy_pinyin

from training.glosses import Gloss
from training.word_tables import transliteration

SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章云苏潘葛范彭郎鲁韦昌马苗方俞任袁柳史唐费廉"
    "薛雷贺倪汤滕殷罗毕郝邬安常乐于傅齐康伍余顾孟黄穆萧尹姚邵汪毛狄米贝明臧计成戴宋庞熊纪舒屈项祝董梁杜阮蓝闵席季贾江童颜郭梅林钟"
    "徐邱骆高夏蔡田樊胡凌霍虞万柯卢莫房缪丁邓洪包左石崔龚程邢裴陆翁荀惠甄曲封储靳段焦谷侯班秋仲宁仇甘武符刘景詹龙叶司黎白蒲邰鄂索"
    "赖卓蔺屠蒙池乔翟谭姬申冉雍边燕尚温庄晏柴瞿阎连习艾容向古易慎廖耿寇欧沃利蔚越师巩聂晁敖曾沙关游权盖桓公"
)


def foreign_name(name: str, glosses: Mapping[str, Gloss]) -> str:
    """A foreign name, each part from the dictionary or by its usual sound: 威廉·塞维鲁 → William Saivilu."""
    known = [(part, glosses.get(part, Gloss()).name.split()) for part in re.split("[·•‧・．]", name)]
    return " ".join(words[-1] if words else by_sound(part) for part, words in known)


def by_sound(name: str) -> str:
    """A name as its characters usually sound in English: 塞维鲁 → Saivilu."""
    letters = transliteration()
    return "".join(letters.get(one, "".join(lazy_pinyin(one))) for one in name).capitalize()


def name_in_letters(name: str) -> str:
    """A name in pinyin, or by sound where all its characters are those of foreign names: 张忠 → Zhang Zhong."""
    if is_foreign(name):
        return by_sound(name)
    syllables = lazy_pinyin(name)
    return " ".join((syllables[0].capitalize(), "".join(syllables[1:]).capitalize())).strip()


def is_foreign(name: str) -> bool:
    """Whether all characters are of those that write foreign names."""
    return len(name) > 1 and all(character in transliteration() for character in name)
