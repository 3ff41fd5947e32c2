"""Whether the computer has what answering takes: memory, space on the disk, processors."""

import os
import shutil
from pathlib import Path

from qa.doctor.finding import Finding

# What the process takes while it indexes and answers with the bundled models, in bytes (docs/measurements.md).
NEEDED_MEMORY = 1_000_000_000
# The unpacked model and dictionary, and an index of a few hundred documents, in bytes.
NEEDED_IN_CACHE = 300_000_000
NEEDED_FOR_INDEX = 100_000_000
_MEMORY = Path("/proc/meminfo")
_GROUP = Path("/sys/fs/cgroup")


def check_machine(cache_folder: Path, index: Path) -> list[Finding]:
    """Memory that is free, space in the two folders that are written to, processors."""
    in_cache = 0 if any(cache_folder.glob("*/model.safetensors")) else NEEDED_IN_CACHE
    return [
        check_memory(free_memory()),
        check_disk("disk of the cache", cache_folder, in_cache),
        # A new index is written whole beside the one in use.
        check_disk("disk of the index", index, max(NEEDED_FOR_INDEX, 2 * _size(index))),
        Finding("processors", "good", f"{len(os.sched_getaffinity(0))}"),
    ]


def check_memory(free: int | None) -> Finding:
    """Whether so many bytes are enough; None where the system does not say."""
    if free is None:
        return Finding("memory", "absent", "this system does not say how much is free")
    text = f"{_gigabytes(free)} free, {_gigabytes(NEEDED_MEMORY)} needed"
    if free < NEEDED_MEMORY:
        return Finding("memory", "bad", text, "Close other programs, or give the container more memory")
    return Finding("memory", "good", text)


def check_disk(name: str, folder: Path, needed: int) -> Finding:
    """Whether a folder, or the one that it will be made in, can be written to and has so many bytes free."""
    place = next(path for path in (folder.absolute(), *folder.absolute().parents) if path.exists())
    free = shutil.disk_usage(place).free
    text = f"{_gigabytes(free)} free in {place}, {_gigabytes(needed)} needed"
    if not os.access(place, os.W_OK):
        return Finding(name, "bad", f"{place} cannot be written to", "Make it writable, or choose another folder")
    if free < needed:
        return Finding(name, "bad", text, "Free some space, or choose another folder")
    return Finding(name, "good", text)


def free_memory() -> int | None:
    """Bytes that can be had without swapping, within the limit of the container if there is one; None if unknown."""
    found = [value for value in (_of_system(), _of_group()) if value is not None]
    return min(found, default=None)


def _of_system() -> int | None:
    try:
        lines = dict(line.split(":", 1) for line in _MEMORY.read_text().splitlines())
        return int(lines["MemAvailable"].split()[0]) * 1024
    except (OSError, ValueError, KeyError):
        return None


def _of_group() -> int | None:
    """What the control group of the process leaves; None where it has no limit."""
    try:
        most = (_GROUP / "memory.max").read_text().strip()
        return None if most == "max" else int(most) - int((_GROUP / "memory.current").read_text())
    except (OSError, ValueError):
        return None


def _size(folder: Path) -> int:
    """Bytes of the newest generation of an index; 0 where there is none."""
    generations = sorted(folder.glob("generation-??????"))
    return sum(file.stat().st_size for file in generations[-1].iterdir()) if generations else 0


def _gigabytes(count: int) -> str:
    return f"{count / 10**9:.1f} GB"
