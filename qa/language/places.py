"""Places that a text names, as whoever knows a dictionary of them finds them."""

from collections.abc import Callable, Sequence

# The names of places in a text, as a dictionary knows them: also "chenzhou" in lower case.
Places = Callable[[str], Sequence[str]]


def no_places(text: str) -> Sequence[str]:
    """No place: where no dictionary is at hand, only capitals and the segmenter tell names."""
    return ()
