"""The progress of a job as HTML."""

from ui.queue.jobs import JobStep
from ui.texts.markup import safe, words


def working(step: JobStep, job: str, *, can_be_asked: bool = False) -> str:
    """How far a job is, whether its documents can be asked already, and a button that cancels it."""
    count = f" {step.done:,} / {step.total:,}" if step.total > 1 else f" {step.done:,}" if step.done else ""
    value = f' max="{step.total}" value="{step.done}"' if step.total else ""
    askable = f'<p class="askable">{words("can_be_asked")}</p>' if can_be_asked else ""
    return (
        f'<div class="working" role="status"><p>{words("step_" + step.name)}<span class="count">{count}</span></p>'
        f"<progress{value}></progress>{askable}"
        f'<button type="button" class="quiet" data-cancel="{safe(job)}">{words("cancel")}</button></div>'
    )
