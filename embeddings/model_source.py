"""From the name of a model to a local folder with its files, and to a fingerprint of their content."""

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path

from embeddings.bundled import MANIFEST, hash_files, materialise
from embeddings.errors import ModelUnavailable

BUNDLED = "bundled"
# What an embedding model consists of; pickled weights (*.bin, *.pt) and program files are never fetched.
WANTED_FILES = ["*.json", "*.safetensors", "*.txt", "*.model"]
UNWANTED_FILES = ["onnx/*", "openvino/*"]
IDENTIFYING = (".json", ".safetensors", ".txt", ".model")


@dataclass(frozen=True)
class ModelSource:
    """A model's local folder; `fingerprint` changes when any file that decides its vectors changes."""

    folder: Path
    name: str
    fingerprint: str


def find_model(model: str, cache_folder: Path) -> ModelSource:
    """The bundled model, a local folder, or a model of the Hugging Face hub, fetched below `cache_folder`.

    ModelUnavailable when there is none, or it has no safetensors weights.
    """
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")  # else a warning, or a lock, after each fork
    if model == BUNDLED:
        folder = materialise(cache_folder)
        hashes = json.loads((folder / MANIFEST).read_bytes())["files"]  # just verified: not hashed twice
        return ModelSource(folder, folder.name, fingerprint_of(hashes))
    folder = Path(model).expanduser()
    if not folder.is_dir():
        folder = _download(model, cache_folder / "hub")
    if not any(folder.rglob("*.safetensors")):
        raise ModelUnavailable(
            f"The embedding model {model} has no safetensors weights in {folder}; pickled weights are refused because "
            "they can run code. Choose another model or convert it."
        )
    return ModelSource(folder, _display_name(model, folder), fingerprint_of(_hash_checked(folder)))


def fingerprint_of(hashes: dict[str, str]) -> str:
    """SHA-256 over the names and hashes of the files that decide a model's vectors, in order of name."""
    lines = [f"{name} {value}\n" for name, value in sorted(hashes.items()) if _identifies(name)]
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _identifies(name: str) -> bool:
    return name.endswith(IDENTIFYING) and not name.startswith(("README", "LICEN"))


def _hash_checked(folder: Path) -> dict[str, str]:
    try:
        return hash_files(folder)
    except OSError as error:
        raise ModelUnavailable(
            f"The embedding model in {folder} cannot be read: {error}. Check its permissions."
        ) from error


def _display_name(model: str, folder: Path) -> str:
    return folder.name if Path(model).expanduser().is_dir() else model


def _download(model: str, cache: Path) -> Path:
    """The folder of a hub model; the copy of an earlier run serves when the hub cannot be reached."""
    if model.count("/") != 1 or model.startswith((".", "/", "~")):
        raise ModelUnavailable(
            f"There is no embedding model folder {model}. Give the path of a sentence-transformers folder, "
            f'a hub name such as intfloat/multilingual-e5-small, or "{BUNDLED}".'
        )
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError

    reason: Exception | None = None
    for local in (False, True):
        try:
            return Path(
                snapshot_download(
                    model,
                    cache_dir=cache,
                    allow_patterns=WANTED_FILES,
                    ignore_patterns=UNWANTED_FILES,
                    local_files_only=local,
                )
            )
        except (OSError, ValueError, HFValidationError, RuntimeError) as error:
            reason = reason or error
    raise ModelUnavailable(
        f"The embedding model {model} could not be fetched into {cache}: {reason}. Check the name and the network, "
        f'give a local folder, or use "{BUNDLED}".'
    ) from reason
