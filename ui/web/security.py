"""The guard between the network and the page: it checks hosts, origins, sizes and paths, and adds headers."""

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.access.logins import ADDRESS
from ui.texts.messages import in_every_language
from ui.texts.problems import REQUEST_PROBLEMS

LOOPBACK_HOSTS = frozenset({"127.0.0.1", "localhost", "::1"})

# Gradio needs the two 'unsafe-' words for its own scripts; nothing may be fetched from, or sent to, another host.
CONTENT_SECURITY_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; media-src 'self' blob:; font-src 'self' data:; connect-src 'self'; "
    "frame-src 'none'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}

# Gradio routes that this page does not use. `file=` and `proxy=` fetch foreign addresses through the server, which
# would circumvent the policy above; nothing is monitored or recorded. `upload` itself stays open: the page checks
# what it received.
CLOSED_PATHS = re.compile(
    r"^/(gradio_api/)*(file[=/]|proxy=|upload_|monitoring|profiling|run-history|runs|vibe-|undo-vibe|deep_link"
    r"|process_recording|stream/|custom_component|dev/|openapi\.json)",
    re.IGNORECASE,
)

UPLOAD_PATH = "/gradio_api/upload"


@dataclass(frozen=True, slots=True)
class Policy:
    """Which hosts are served and how large a request may be, in bytes.

    `any_address` also serves any host that is a bare address, for a server that listens beyond loopback.
    """

    hosts: frozenset[str] = LOOPBACK_HOSTS
    any_address: bool = False
    body_limit: int = 1_000_000
    upload_limit: int = 51_000_000  # one file of the largest size, and the form around it

    def limit(self, path: str) -> int:
        """The largest size of a request to `path`, in bytes."""
        return self.upload_limit if path == UPLOAD_PATH else self.body_limit

    def allows(self, host: str) -> bool:
        """Whether the Host header names this server. DNS can rebind a name, but not an address."""
        try:
            name = urlsplit(f"//{host}").hostname or ""
        except ValueError:
            return False
        return name in self.hosts or (self.any_address and is_address(name))


def is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


class Guard:
    """ASGI middleware around the whole application; a request that it refuses never reaches Gradio."""

    def __init__(self, app: ASGIApp, policy: Policy) -> None:
        self.app = app
        self.policy = policy

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            ADDRESS.set((scope.get("client") or ("",))[0])
            exchange = Exchange(receive, send, self.policy.limit(scope["path"]))
            refused = refuse(scope, self.policy)
            if refused is not None:
                await refused(scope, receive, exchange.send)
            else:
                await exchange.run(self.app, scope)
        else:  # the page has no web socket
            await send({"type": "websocket.close", "code": 1008})


def refuse(scope: Scope, policy: Policy) -> PlainTextResponse | None:
    """The response that refuses a request, or None if it may pass."""
    headers = Headers(scope=scope)
    host, origin = headers.get("host", ""), headers.get("origin")
    length = headers.get("content-length", "0")
    if len(headers.getlist("host")) != 1 or not policy.allows(host):
        return refusal("foreign_host", 421)
    if origin is not None and not same_site(origin, host):
        return refusal("foreign_site", 403)
    if origin is None and headers.get("sec-fetch-site") == "cross-site" and scope["method"] not in ("GET", "HEAD"):
        return refusal("foreign_site", 403)
    if CLOSED_PATHS.match(scope["path"]):
        return refusal("closed", 403)
    if not (length.isascii() and length.isdigit()):
        return refusal("bad_length", 400)
    if int(length) > policy.limit(scope["path"]):
        return too_large()
    return None


def same_site(origin: str, host: str) -> bool:
    """Whether a page at `origin` was served under this host and port."""
    return origin.lower() in (f"http://{host.lower()}", f"https://{host.lower()}")


def refusal(problem: str, status: int) -> PlainTextResponse:
    """The response that names a problem of a request in every language."""
    return PlainTextResponse(in_every_language(REQUEST_PROBLEMS[problem]), status)


def too_large() -> PlainTextResponse:
    return refusal("too_large", 413)


class Exchange:
    """A request and its response: counts the bytes received and adds the headers to the response."""

    def __init__(self, receive: Receive, send: Send, limit: int) -> None:
        self._receive = receive
        self._send = send
        self._left = limit
        self._started = False

    @property
    def _exceeded(self) -> bool:
        return self._left < 0

    async def run(self, app: ASGIApp, scope: Scope) -> None:
        """Let the application answer, or refuse the request once its body exceeds the limit."""
        try:
            await app(scope, self.receive, self._send_unless_exceeded)
        except Exception:
            if not self._exceeded:
                raise
        if self._exceeded and not self._started:
            await too_large()(scope, self._receive, self.send)

    async def receive(self) -> Message:
        message = await self._receive()
        if message["type"] == "http.request":
            self._left -= len(message.get("body", b""))
        return {"type": "http.disconnect"} if self._exceeded else message

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._started = True
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
        await self._send(message)

    async def _send_unless_exceeded(self, message: Message) -> None:
        if not self._exceeded:
            await self.send(message)
