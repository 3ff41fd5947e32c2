"""The view Documents as HTML."""

from ui.collections.registry import DEFAULT
from ui.documents import documents_html


def test_a_hostile_name_is_shown_as_text() -> None:
    row = documents_html.switcher((DEFAULT, '"><img src=x>'), DEFAULT)
    assert "<img" not in row
    assert 'data-collection="&quot;&gt;&lt;img src=x&gt;"' in row
