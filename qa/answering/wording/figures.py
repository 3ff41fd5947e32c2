"""Whether the figures of one text stand in another, compared as values: 42 = 四十二, 38万 = 380,000."""

from qa.language import figures


def unsupported(text: str, quotes: str) -> tuple[str, ...]:
    """The figures of `text`, as written there, whose value (and percent sign) stands nowhere in `quotes`."""
    known = {(figure.value, figure.percent) for figure in figures(quotes)}
    return tuple(
        text[figure.start : figure.end] for figure in figures(text) if (figure.value, figure.percent) not in known
    )
