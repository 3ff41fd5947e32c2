"""The file of `--auth`: a line `name:scrypt:salt:hash` for each person, never a password; and how
long a name that is tried with wrong passwords has to wait (throttling).
"""

import asyncio
import hashlib
import hmac
import logging
import secrets
import time
from collections.abc import Callable
from contextvars import ContextVar
from pathlib import Path

from qa import WenjuError

# 32 MB and about 0.1 s for each try, as OWASP's password storage sheet gives for scrypt (N = 2**15, r = 8, p = 3).
COST = {"n": 2**15, "r": 8, "p": 3, "maxmem": 64 * 2**20, "dklen": 32}
FREE_TRIES = 5
LONGEST_WAIT = 900.0
SHORTEST_PASSWORD = 8
REMEMBERED_FAILURES = 10_000

LOG = logging.getLogger("wenju.logins")

# The address of the present request. The guard sets it, since Gradio passes on only the name and the password.
ADDRESS: ContextVar[str] = ContextVar("address", default="")


class BadLogins(WenjuError):
    """The file of logins cannot be used."""


def login_line(name: str, password: str) -> str:
    """The line of the file for this person. Raises `BadLogins` for an unusable name or a short password."""
    if not name or ":" in name or not name.isprintable() or name != name.strip():
        raise BadLogins(f"{name!r} is no login name. Use printable characters without a colon")
    if len(password) < SHORTEST_PASSWORD:
        raise BadLogins(f"The password is too short. Use at least {SHORTEST_PASSWORD} characters")
    salt = secrets.token_bytes(16)
    return f"{name}:scrypt:{salt.hex()}:{_hash(password, salt).hex()}"


def read_logins(path: Path, *, clock: Callable[[], float] = time.monotonic) -> "Logins":
    """The logins in a file. Raises `BadLogins`, which names a bad line by its number and never quotes it."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadLogins(
            f"Cannot read the logins in {path}: {error}. Make a line with: qa-chat --make-login NAME"
        ) from None
    people: dict[str, tuple[bytes, bytes]] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            name, kind, salt, digest = line.strip().split(":")
            people[name] = (bytes.fromhex(salt), bytes.fromhex(digest))
            usable = bool(name) and kind == "scrypt" and len(people[name][1]) == COST["dklen"]
        except ValueError:
            usable = False
        if not usable:
            raise BadLogins(f"{path}, line {number} is no login. Make one with: qa-chat --make-login NAME")
    if not people:
        raise BadLogins(f"{path} holds no login. Make one with: qa-chat --make-login NAME")
    return Logins(people, clock)


class Logins:
    """Who may sign in. After five wrong passwords a name has to wait, twice as long after each further one.

    Tries are counted for each name at each address, so that nobody can lock another person out from elsewhere.
    """

    def __init__(self, people: dict[str, tuple[bytes, bytes]], clock: Callable[[], float]) -> None:
        self._people = people
        self._clock = clock
        self._failures: dict[tuple[str, str], tuple[int, float]] = {}
        self._nobody = (secrets.token_bytes(16), secrets.token_bytes(COST["dklen"]))

    async def allow(self, name: str, password: str) -> bool:
        """Whether this is the person's password; an unknown name takes as long to check as a wrong password."""
        known = name if name in self._people else ""
        tried = known, ADDRESS.get()
        count, until = self._failures.get(tried, (0, 0.0))
        if self._clock() < until:
            return self._refused(name, "has to wait")
        # Counted before the check, so that tries at the same moment count too.
        wait = min(LONGEST_WAIT, 2.0 ** (count + 1 - FREE_TRIES)) if count + 1 >= FREE_TRIES else 0.0
        self._note(tried, count + 1, self._clock() + wait)
        salt, expected = self._people.get(name, self._nobody)
        digest = await asyncio.to_thread(_hash, password, salt)
        if not (hmac.compare_digest(digest, expected) and known):
            return self._refused(name, "gave a wrong name or password")
        self._failures.pop(tried, None)
        return True

    def _note(self, tried: tuple[str, str], count: int, until: float) -> None:
        self._failures[tried] = (count, until)
        if len(self._failures) > REMEMBERED_FAILURES:
            del self._failures[next(iter(self._failures))]

    def _refused(self, name: str, why: str) -> bool:
        """Log the refusal, and return False."""
        LOG.warning("sign-in refused: %.60r from %s %s", name, ADDRESS.get() or "an unknown address", why)
        return False


def _hash(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(password.encode("utf-8", "surrogatepass"), salt=salt, **COST)
