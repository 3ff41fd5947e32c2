"""Versions of packages below which a known hole is open, or that must not be there at all."""

from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from packaging.version import Version

from qa.doctor.finding import Finding


@dataclass(frozen=True, slots=True)
class Floor:
    """The oldest version of a package that is taken, and why; one that is not `needed` may be missing."""

    package: str
    oldest: str
    why: str
    needed: bool = True


FLOORS = (
    Floor("faiss-cpu", "1.15.1", "malformed index files overflow the heap (faiss #5400)"),
    Floor("gradio", "6.31.0", "files of the server could be read, requests forged (CVE-2026-28414, -28415, -28416)"),
    Floor("langchain-core", "1.2.22", "serialised data ran code, prompts read files (CVE-2025-68664, CVE-2026-34070)"),
    Floor("langgraph-checkpoint", "4.0.0", "it unpickled what it was given (CVE-2025-64439, CVE-2026-27794)", False),
    Floor("lxml", "6.1.0", "XML could read local files (CVE-2026-41066)"),
    Floor("python-multipart", "0.0.31", "an upload without a login could stop the server (CVE-2026-53537 to -53540)"),
    Floor("sentence-transformers", "6.0", "the folder of a model could run its own code (#3683, #3801, #3804)"),
    Floor("starlette", "0.49.1", "a Range header could stop the server (CVE-2025-62727)"),
    Floor("torch", "2.10.0", "loading weights could run code (CVE-2025-32434, CVE-2026-24747)"),
    Floor("transformers", "5.10.0", "a model's settings could run code (CVE-2026-4372, -5241, -9856)"),
    Floor("brotli", "1.2.1", "a small answer could fill the memory (CVE-2026-111497)", False),
    Floor("langchain-openai", "1.1.14", "a server's name could lead to another machine (CVE-2026-41488)", False),
    Floor("langchain-text-splitters", "0.3.9", "HTML could read local files (CVE-2025-6985)", False),
    Floor("mcp", "1.23.0", "pages of others could reach it (CVE-2025-66416)", False),
    Floor("pypdf", "6.16.1", "a PDF could stop the program (CVE-2025-55197 and others)", False),
    Floor("xllamacpp", "2026.10", "a model file could overflow the heap (CVE-2026-27940)", False),
)
# Packages that must not be there, and why.
UNWANTED = {"langchain-community": "its FAISS store runs what is in an index (CVE-2024-5998)"}


def check_versions(floors: tuple[Floor, ...] = FLOORS) -> list[Finding]:
    """The versions that are installed, then a finding for each package that is too old, missing or unwanted."""
    installed = ((floor.package, _version(floor.package)) for floor in floors)
    found = [Finding("packages", "good", ", ".join(f"{name} {number}" for name, number in installed if number))]
    found += [finding for floor in floors if (finding := _fault(floor)) is not None]
    for package, why in UNWANTED.items():
        if _version(package) is not None:
            advice = f"Remove it: pip uninstall {package}"
            found.append(Finding(f"package {package}", "bad", f"it is installed, and {why}", advice))
    return found


def _fault(floor: Floor) -> Finding | None:
    found = _version(floor.package)
    name, advice = f"package {floor.package}", f'Install it: pip install "{floor.package}>={floor.oldest}"'
    if found is None:
        return Finding(name, "bad", "it is missing", advice) if floor.needed else None
    if Version(found) >= Version(floor.oldest):
        return None
    return Finding(name, "bad", f"{found} is older than {floor.oldest}; before that, {floor.why}", advice)


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
