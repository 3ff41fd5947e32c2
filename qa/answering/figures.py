"""Whether the figures of one text stand in another, compared as values: 42 = 四十二, 38万 = 380,000."""

from qa.language import figures, fold


def unsupported(text: str, quotes: str) -> tuple[str, ...]:
    """The figures of `text`, as written there, whose value (and percent sign) stands nowhere in `quotes`."""
    known = {(figure.value, figure.percent) for figure in figures(quotes)}
    return tuple(
        text[figure.start : figure.end] for figure in figures(text) if (figure.value, figure.percent) not in known
    )


def same_answer(one: str, other: str) -> bool:
    """Whether two answers say the same: equal figures, or where there are none, equal words."""
    first, second = ({(figure.value, figure.percent) for figure in figures(text)} for text in (one, other))
    return first == second if first or second else fold(one).strip() == fold(other).strip()
