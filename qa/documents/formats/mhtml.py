"""Web pages saved with their pictures as one file: the page is read, the pictures are not."""

from email import message_from_bytes
from email.message import Message

from qa.documents.extracted import Extracted
from qa.documents.formats import html
from qa.errors import DocumentUnreadable


def extract(data: bytes, name: str) -> Extracted:
    """The text of the first page in the file."""
    message: Message = message_from_bytes(data)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            page = part.get_payload(decode=True)
            if isinstance(page, bytes):
                return html.extract(page, name)
    raise DocumentUnreadable("there is no page in it")
