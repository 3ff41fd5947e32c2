"""Who may use the OpenAI endpoint: a login is sent as a bearer token or as basic credentials."""

import base64
import binascii
import hashlib
import hmac
import secrets

from ui.access.login_tokens import ExpiringTokens
from ui.access.logins import Logins

REMEMBERED_SECONDS = 600.0


class Access:
    """Checks the Authorization header. Without logins everyone may ask, and is known by the address."""

    def __init__(self, logins: Logins | None) -> None:
        self._logins = logins
        self._key = secrets.token_bytes(32)
        # A password check takes 0.1 s by design, so a digest of one that passed is remembered for a while.
        self._passed = ExpiringTokens(REMEMBERED_SECONDS)

    async def person(self, authorization: str, address: str) -> str | None:
        """The name of the person who asks; None if the login is missing or wrong."""
        if self._logins is None:
            return address
        name, password = credentials(authorization)
        digest = hmac.new(self._key, f"{name}:{password}".encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()
        if (known := self._passed.get(digest)) is not None:
            return known
        if not name or not await self._logins.allow(name, password):
            return None
        self._passed[digest] = name
        return name


def credentials(authorization: str) -> tuple[str, str]:
    """Name and password of `Bearer name:password` or `Basic …`; both are empty for any other header."""
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
