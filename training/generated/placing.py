"""Where and when a sentence says that something was, in English."""

from random import Random

from training.generated.drafts import Mention, mentioned_places, mentioned_years
from training.generated.scenes import Scene


def placed(scene: Scene, random: Random) -> tuple[str, tuple[Mention, ...]]:
    """Where and when, as the sentence names them, in English: " in Hebei in 2022"; often left out."""
    start, end = scene.sentence
    shown, mentions = "", []
    found = list(mentioned_places(scene.passage, start, end))
    if len({place.word for place in found}) == 1 and random.random() < 0.8:
        name = random.choice(found[0].names)
        shown += f" in {name}"
        mentions.append(Mention(found[0].word, name, found[0]))
    years = mentioned_years(scene.passage, start, end)
    if len(set(years)) == 1 and random.random() < 0.8:
        shown += f" in {years[0]}"
        mentions.append(Mention(years[0], years[0], None))
    return shown, tuple(mentions)
