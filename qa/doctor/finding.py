"""What is found when one thing is looked at."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Finding:
    """`state` is "absent" for what need not be there; `advice` says what to do about what is "bad"."""

    name: str
    state: Literal["good", "absent", "bad"]
    text: str
    advice: str = ""

    def line(self) -> str:
        """The finding for people."""
        word = {"good": "works, ", "absent": "none yet. ", "bad": "FAULT: "}[self.state]
        return f"{self.name}: {word}{self.text}{f'. {self.advice}' if self.advice else ''}"
