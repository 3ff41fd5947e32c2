"""Who asks over the OpenAI endpoint: with logins, name and password as a bearer token or as basic credentials."""

import base64
import binascii
import hashlib
import hmac
import secrets

from ui.access.login_tokens import ExpiringSessions
from ui.access.logins import Logins

REMEMBERED_SECONDS = 600.0


class Access:
    """Checks the Authorization header. Without logins everyone may ask and is known by address."""

    def __init__(self, logins: Logins | None) -> None:
        self._logins = logins
        self._key = secrets.token_bytes(32)
        # A password check takes 0.1 s by design; one that passed is remembered for a while, never the password itself.
        self._passed = ExpiringSessions(REMEMBERED_SECONDS)

    async def person(self, authorization: str, address: str) -> str | None:
        """The name of who asks, or None where the header does not say so truly."""
        if self._logins is None:
            return address
        name, password = credentials(authorization)
        mark = hmac.new(self._key, f"{name}:{password}".encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()
        if (known := self._passed.get(mark)) is not None:
            return known
        if not name or not await self._logins.allow(name, password):
            return None
        self._passed[mark] = name
        return name


def credentials(authorization: str) -> tuple[str, str]:
    """Name and password of `Bearer name:password` or `Basic …`; both are empty where the header is neither."""
    kind, _, value = authorization.strip().partition(" ")
    value = value.strip()
    if kind.lower() == "basic":
        try:
            value = base64.b64decode(value, validate=True).decode("utf-8")
        except (binascii.Error, UnicodeDecodeError):
            return "", ""
    elif kind.lower() == "bearer":
        value = value.encode("latin-1").decode("utf-8", "replace")  # a header travels as Latin-1
    else:
        return "", ""
    name, colon, password = value.partition(":")
    return (name, password) if colon else ("", "")
