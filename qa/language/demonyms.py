"""What belongs to a country in English: a text about Germany may say only "German"."""

from collections.abc import Mapping

from qa.language import stem

_TABLE = """
America:American|United States:American|US:American|USA:American|Britain:British|Great Britain:British
United Kingdom:British|UK:British|England:English|Scotland:Scottish|Wales:Welsh|Ireland:Irish
France:French|Germany:German|Italy:Italian|Spain:Spanish|Portugal:Portuguese|Netherlands:Dutch|Holland:Dutch
Belgium:Belgian|Switzerland:Swiss|Austria:Austrian|Poland:Polish|Hungary:Hungarian|Greece:Greek|Turkey:Turkish
Sweden:Swedish|Norway:Norwegian|Denmark:Danish|Finland:Finnish|Iceland:Icelandic|Russia:Russian|Ukraine:Ukrainian
Romania:Romanian|Bulgaria:Bulgarian|Serbia:Serbian|Croatia:Croatian|Albania:Albanian|Europe:European
China:Chinese|Japan:Japanese|Korea:Korean|Mongolia:Mongol|Mongolia:Mongolian|Tibet:Tibetan|Taiwan:Taiwanese
India:Indian|Pakistan:Pakistani|Bangladesh:Bangladeshi|Nepal:Nepalese|Vietnam:Vietnamese|Thailand:Thai
Malaysia:Malaysian|Indonesia:Indonesian|Philippines:Filipino|Singapore:Singaporean|Asia:Asian
Iran:Iranian|Persia:Persian|Iraq:Iraqi|Israel:Israeli|Syria:Syrian|Lebanon:Lebanese|Saudi Arabia:Saudi
Egypt:Egyptian|Libya:Libyan|Morocco:Moroccan|Ethiopia:Ethiopian|Kenya:Kenyan|Nigeria:Nigerian|Africa:African
South Africa:South African|Canada:Canadian|Mexico:Mexican|Cuba:Cuban|Brazil:Brazilian|Argentina:Argentine
Chile:Chilean|Peru:Peruvian|Colombia:Colombian|Costa Rica:Costa Rican|Venezuela:Venezuelan
Australia:Australian|New Zealand:New Zealander|Rome:Roman|Normandy:Norman|Victoria:Victorian|Hong Kong:Hongkonger
"""


def _stems(words: str) -> str:
    return " ".join(stem(word) for word in words.lower().split())


def _read_table() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for row in _TABLE.replace("\n", "|").strip("|").split("|"):
        place, adjective = map(_stems, row.split(":"))
        found[place] = (*found.get(place, ()), adjective)
    return found


# Both sides as stems, as the forms of terms are.
DEMONYMS = _read_table()
_ADJECTIVES = frozenset(adjective for adjectives in DEMONYMS.values() for adjective in adjectives)


def is_demonym(words: str) -> bool:
    """Whether English words say what belongs to a country, or who, but not where."""
    return _stems(words) in _ADJECTIVES
