"""What a follow-up question can lean on: the question before it, and what the answer named."""

from dataclasses import dataclass


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
