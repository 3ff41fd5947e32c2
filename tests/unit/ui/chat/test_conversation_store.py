"""What is kept comes back as it was, only to its owner; a store that cannot be used says why."""

import sqlite3
import threading
from itertools import count
from pathlib import Path

import pytest

from ui.chat.conversation_store import FILE_NAME, ConversationStore, StoreTrouble
from ui.chat.turns import Cited, Turn

CITED = Cited(1, "d", "A title", 3, 9, "“引” \u200b文", None, None, "A publisher", "2022", "zh", {"dense": 1})
TURN = Turn(
    "how many?", id="t1", stage="answered", text="484 [1]", confidence=0.5, seconds={"total": 0.5}, cited=(CITED,)
)


@pytest.fixture
def store(tmp_path: Path) -> ConversationStore:
    ticks = count(1)
    return ConversationStore(tmp_path / "new" / "folder", clock=lambda: float(next(ticks)))


def test_turns_come_back_as_they_were_after_the_store_was_opened_anew(store: ConversationStore, tmp_path: Path) -> None:
    kept = store.start("anna", "how many?")
    store.put("anna", kept, TURN)
    store.put("anna", kept, Turn("second", id="t2", stage="not_found", reason="no"))
    store.close()
    again = ConversationStore(tmp_path / "new" / "folder")
    turns = again.turns("anna", kept)
    assert turns is not None
    assert turns[0] == TURN
    assert [turn.question for turn in turns] == ["how many?", "second"]


def test_a_turn_is_replaced_by_the_one_of_the_same_id_in_its_place(store: ConversationStore) -> None:
    kept = store.start("anna", "a")
    for turn in (Turn("one", id="t1"), Turn("two", id="t2"), Turn("one, once more", id="t1", stage="answered")):
        assert store.put("anna", kept, turn)
    assert [turn.question for turn in store.turns("anna", kept) or ()] == ["one, once more", "two"]


def test_nobody_but_the_owner_sees_or_changes_a_conversation(store: ConversationStore) -> None:
    kept = store.start("anna", "Anna's")
    store.put("anna", kept, TURN)
    assert store.turns("ben", kept) is None
    assert store.listed("ben") == ()
    assert store.name("ben", kept) == ""
    assert not store.put("ben", kept, Turn("Ben's", id="t9"))
    store.rename("ben", kept, "Ben's")
    store.delete("ben", kept)
    assert [kept.name for kept in store.listed("anna")] == ["Anna's"]
    assert store.turns("anna", kept) == (TURN,)


def test_conversations_are_listed_from_the_one_changed_last(store: ConversationStore) -> None:
    first, second = store.start("anna", "first"), store.start("anna", "second")
    assert [kept.id for kept in store.listed("anna")] == [second, first]
    store.put("anna", first, TURN)
    assert [kept.id for kept in store.listed("anna")] == [first, second]


def test_a_name_is_one_line_of_visible_characters_and_not_too_long(store: ConversationStore) -> None:
    kept = store.start("anna", "a\n\tb\u202e  c")
    assert store.name("anna", kept) == "a b c"
    store.rename("anna", kept, "问" * 200)
    assert store.name("anna", kept) == "问" * 79 + "…"
    store.rename("anna", kept, " \n ")
    assert store.name("anna", kept) == "问" * 79 + "…"


def test_what_is_deleted_goes_with_its_turns(store: ConversationStore, tmp_path: Path) -> None:
    kept = store.start("anna", "a")
    store.put("anna", kept, TURN)
    store.delete("anna", kept)
    assert store.turns("anna", kept) is None
    assert not store.put("anna", kept, TURN)
    store.close()
    with sqlite3.connect(tmp_path / "new" / "folder" / FILE_NAME) as connection:
        assert connection.execute("SELECT count(*) FROM turn").fetchone() == (0,)


def test_a_turn_that_cannot_be_read_is_left_out(store: ConversationStore, tmp_path: Path) -> None:
    kept = store.start("anna", "a")
    store.put("anna", kept, TURN)
    store.put("anna", kept, Turn("broken", id="t2"))
    store.close()
    with sqlite3.connect(tmp_path / "new" / "folder" / FILE_NAME) as connection:
        connection.execute("UPDATE turn SET body = '{\"question\": 1}' WHERE id = 't2'")
    assert store.turns("anna", kept) == (TURN,)


def test_a_damaged_file_a_folder_in_its_place_and_a_locked_file_are_each_told(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"no database" * 1000)
    with pytest.raises(StoreTrouble, match="store_damaged"):
        ConversationStore(tmp_path).listed("anna")
    (tmp_path / "taken" / FILE_NAME).mkdir(parents=True)
    with pytest.raises(StoreTrouble, match="store_closed"):
        ConversationStore(tmp_path / "taken").listed("anna")
    store = ConversationStore(tmp_path / "locked", wait=0.05)
    kept = store.start("anna", "a")
    other = sqlite3.connect(tmp_path / "locked" / FILE_NAME, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreTrouble, match="store_locked"):
        store.put("anna", kept, TURN)
    other.execute("ROLLBACK")
    other.close()
    assert store.put("anna", kept, TURN)


def test_a_full_store_is_told_and_what_was_kept_before_is_still_there(tmp_path: Path) -> None:
    store = ConversationStore(tmp_path, pages=24)
    kept = store.start("anna", "a")
    store.put("anna", kept, TURN)
    with pytest.raises(StoreTrouble, match="store_full"):
        store.put("anna", kept, Turn("long", id="t2", text="x" * 400_000))
    assert store.turns("anna", kept) == (TURN,)


def test_several_threads_keep_at_once(store: ConversationStore) -> None:
    kept = store.start("anna", "a")
    threads = [
        threading.Thread(target=store.put, args=("anna", kept, Turn(str(number), id=str(number))))
        for number in range(16)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {turn.question for turn in store.turns("anna", kept) or ()} == {str(number) for number in range(16)}
