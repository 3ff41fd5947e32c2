"""Mails: who wrote what to whom and when, the text, and the attachments that can be read, each a part."""

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from email.utils import parsedate_to_datetime

from qa.documents.extracted import Extracted, Part
from qa.documents.formats.html import extract_page
from qa.documents.formats.html_decoding import decode_html
from qa.documents.formats.markdown import Writer, one_line
from qa.documents.formats.table import format_of, parser_of
from qa.documents.text_decoder import decode
from qa.errors import DocumentUnreadable

_SHOWN = ("From", "To", "Cc", "Date")
# A mail within a mail within a mail is as deep as attachments are looked into.
_DEEPEST = 3
_MOST_ATTACHMENTS = 200
_MOST_PARTS = 2_000


def extract(data: bytes, name: str) -> Extracted:
    """The mail and its attachments; an attachment that cannot be read is named in the notes."""
    message = message_from_bytes(data, policy=policy.default)
    if sum(1 for _ in message.walk()) > _MOST_PARTS:
        raise DocumentUnreadable(f"the mail has more than {_MOST_PARTS:,} parts")
    return _extract(message, depth=0)


def _extract(message: EmailMessage | Message, *, depth: int) -> Extracted:
    writer = Writer()
    subject = _header(message, "Subject")
    writer.heading(subject, 1)
    about = [f"{name}: {value}" for name in _SHOWN if (value := _header(message, name))]
    if not about and not subject:
        raise DocumentUnreadable("it is no mail: it has no head")
    writer.paragraph("\n".join(about))
    writer.paragraph(_body(message))
    parts: list[Part] = []
    notes: list[str] = []
    text = writer.text
    for label, found in _attachments(message, depth, notes):
        start = len(text) + 1
        text += f"\n## {label}\n\n{found.text}"
        offset = len(text) - len(found.text)
        parts.append(Part(start, label))
        parts += (Part(offset + part.start, f"{label}, {part.name}") for part in found.parts)
        notes += (f"{label}: {note}" for note in found.notes)
    return Extracted(text, subject, _sender(message), _day(message), tuple(parts), tuple(notes))


def _header(message: Message, name: str) -> str:
    """A line of the head; one that does not name its encoding is read as a text that does not."""
    raw = next((str(value) for key, value in message.raw_items() if key.lower() == name.lower()), "")
    try:
        if not raw.isascii():
            return one_line(decode(raw.encode("utf-8", "surrogateescape")))
        return one_line(str(message.get(name, "")))
    except (DocumentUnreadable, ValueError, LookupError, AttributeError):
        return one_line(raw.encode("utf-8", "replace").decode())


def _sender(message: Message) -> str:
    """The name of the sender, or the address."""
    value = _header(message, "From")
    return value.partition("<")[0].strip(' "') or value.strip("<>")


def _day(message: Message) -> str:
    try:
        return parsedate_to_datetime(_header(message, "Date")).date().isoformat()
    except (ValueError, TypeError, IndexError):
        return ""


def _body(message: Message) -> str:
    """The text of the mail; that of its page where there is no plain text."""
    parts = list(_outer_parts(message)) if message.is_multipart() else [message]
    texts = [part for part in parts if not part.is_multipart() and not _is_attachment(part)]
    plain = [_plain(part) for part in texts if part.get_content_type() == "text/plain"]
    if any(text.strip() for text in plain):
        return "\n\n".join(plain)
    pages = [_payload(part) for part in texts if part.get_content_type() == "text/html"]
    return "\n\n".join(extract_page(decode_html(page), is_whole=True).text for page in pages if page.strip())


def _plain(part: Message) -> str:
    try:
        return decode(_payload(part))
    except DocumentUnreadable:
        return ""


def _payload(part: Message) -> bytes:
    try:
        payload = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        return b""
    return payload if isinstance(payload, bytes) else b""


def _is_attachment(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or bool(part.get_filename())


def _attachments(message: Message, depth: int, notes: list[str]) -> Iterator[tuple[str, Extracted]]:
    """The attachments that can be read, each with its name; why the others cannot goes to the notes."""
    found = [
        part for part in _outer_parts(message) if _is_attachment(part) or part.get_content_type() == "message/rfc822"
    ]
    for number, part in enumerate(found[:_MOST_ATTACHMENTS], start=1):
        label = one_line(part.get_filename() or "") or f"attachment {number}"
        try:
            if depth >= _DEEPEST:
                raise DocumentUnreadable("mails within mails are not read so deep")
            yield label, _attached(part, label, depth)
        except DocumentUnreadable as error:
            notes.append(f"{label}: {error}")


def _outer_parts(message: Message) -> Iterator[Message]:
    """The parts of a mail, but not those of a mail within it."""
    payload = message.get_payload()
    for part in payload if isinstance(payload, list) and message.get_content_type() != "message/rfc822" else ():
        if isinstance(part, Message):
            yield part
            yield from _outer_parts(part)


def _attached(part: Message, label: str, depth: int) -> Extracted:
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload()
        if isinstance(inner, list) and inner and isinstance(inner[0], Message):
            return _extract(inner[0], depth=depth + 1)
    data = _payload(part)
    kind = format_of(data, label)
    if kind is None:
        return Extracted(decode(data) + "\n")
    if kind.is_packed:
        raise DocumentUnreadable("archives in mails are not read; index it as a file")
    if kind.module == "mail":
        return _extract(message_from_bytes(data, policy=policy.default), depth=depth + 1)
    if kind.needs_ocr:
        raise DocumentUnreadable("pictures in mails are not read; index it as a file")
    found = parser_of(kind)(data, label)
    if found.scans and not found.text.strip():
        raise DocumentUnreadable(f"{'; '.join(found.notes)}; index it as a file")
    return found
