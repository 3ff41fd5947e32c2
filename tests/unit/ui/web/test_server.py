"""The server: its socket, its environment, its temporary folder."""

from pathlib import Path

import pytest

from ui.web.server import NoTemporaryFolder, private_folder, quiet_environment


def test_nothing_is_reported_and_no_variable_opens_what_is_closed() -> None:
    environment = {
        "GRADIO_VIBE_MODE": "1",
        "LANGSMITH_TRACING": "true",
        "GRADIO_ANALYTICS_ENABLED": "True",
        "HOME": "/x",
    }
    quiet_environment(environment)
    assert Path(environment.pop("GRADIO_TEMP_DIR")).stat().st_mode & 0o777 == 0o700
    assert environment == {
        "HOME": "/x",
        "GRADIO_ANALYTICS_ENABLED": "False",
        "HF_HUB_OFFLINE": "1",
        "HF_HUB_DISABLE_TELEMETRY": "1",
        "DO_NOT_TRACK": "1",
        "GRADIO_ANALYTICS_MAX_EVENTS": "1",
        "GRADIO_ANALYTICS_CACHE_FREQUENCY": "1000000000",
    }


def test_without_room_for_temporary_files_the_server_says_so(tmp_path: Path) -> None:
    with pytest.raises(NoTemporaryFolder, match="Make room, or name another place in TMPDIR"):
        private_folder(str(tmp_path / "none"))
