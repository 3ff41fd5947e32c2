"""What a follow-up question can lean on: the question before it, and what the answer named."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

# The names of places in a text, as a dictionary knows them: also "chenzhou" in lower case.
Places = Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Context:
    """The last answered question, as it stands alone, and the person, place or thing that its answer named."""

    question: str
    person: str = ""
    place: str = ""
    thing: str = ""

    @property
    def named(self) -> str:
        """What the answer named, of whatever kind."""
        return self.person or self.place or self.thing


def no_places(text: str) -> Sequence[str]:
    """No place: where no dictionary is at hand, only capitals and the segmenter tell names."""
    return ()
