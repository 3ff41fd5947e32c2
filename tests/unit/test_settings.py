"""Settings are read from the environment, each by its type."""

import pytest

from qa import Settings
from qa.errors import BadSetting


@pytest.mark.parametrize(("text", "value"), [("yes", True), ("No", False), ("true", True), ("0", False)])
def test_yes_and_no_are_read(text: str, value: bool) -> None:
    assert Settings.from_environment({"WENJU_KEEP_FILES": text}).keep_files is value


def test_what_is_neither_yes_nor_no_is_told() -> None:
    with pytest.raises(BadSetting, match="WENJU_KEEP_FILES is 'perhaps'. Use one of: yes, no, true, false, 1, 0"):
        Settings.from_environment({"WENJU_KEEP_FILES": "perhaps"})
