"""An error as a status, a code and a sentence."""

import errno

import pytest

from qa import WenjuError
from ui.collections.registry import CollectionEmpty, CollectionMissing
from ui.texts.failures import sentence_of, status_and_code
from ui.texts.languages import LANGUAGES
from ui.texts.messages import say


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (OSError(errno.ENOSPC, "No space left on device", "/srv/tmp"), (507, "disk_full")),
        (OSError(errno.EIO, "Input/output error", "/srv/tmp"), (500, "failed")),
        (WenjuError("in /srv/index"), (500, "failed")),
        (CollectionEmpty("in /srv/index"), (409, "collection_empty")),
        (CollectionMissing("in /srv/index"), (404, "collection_missing")),
    ],
)
def test_a_failure_has_a_code_and_a_sentence_without_a_path(error: Exception, expected: tuple[int, str]) -> None:
    assert status_and_code(error) == expected
    for language in LANGUAGES:
        assert "srv" not in say(sentence_of(error), language)
