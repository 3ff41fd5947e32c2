"""Questions made by rules, whose answer is certain, over Chinese news and government prose."""

from training.generated.examples import generated_examples

__all__ = ["generated_examples"]
