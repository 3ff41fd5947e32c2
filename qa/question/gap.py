"""A statement with a gap where the answer stands: "… people were held accountable in Jilin."."""

from dataclasses import dataclass
from typing import Literal

# What fits the gap: a figure, perhaps with its unit; a date; a name or another phrase.
Gap = Literal["figure", "date", "name"]


@dataclass(frozen=True, slots=True)
class Statement:
    """What stands before and after the answer; `unit` is the noun right behind it, which an answer may hold too."""

    before: str
    after: str
    gap: Gap
    unit: str = ""

    def filled(self, answer: str) -> str:
        """The sentence with an answer in it."""
        said = f"{self.before}{answer}{self.after}"
        return said[:1].upper() + said[1:]
