"""Which texts go through the network together: neighbours in length, up to a number of tokens."""

from collections.abc import Iterator, Sequence


def batches_by_length(lengths: Sequence[int], *, token_budget: int) -> Iterator[list[int]]:
    """Positions in `lengths`, longest first and ties in their order, in batches of at most `token_budget` tokens.

    A text longer than the budget makes a batch of its own. The longest come first, so that memory runs out at once or
    never.
    """
    batch: list[int] = []
    tokens = 0
    for position in sorted(range(len(lengths)), key=lambda index: (-lengths[index], index)):
        if batch and tokens + lengths[position] > token_budget:
            yield batch
            batch, tokens = [], 0
        batch.append(position)
        tokens += lengths[position]
    if batch:
        yield batch
