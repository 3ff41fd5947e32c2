"""Files that are pictures: PNG, JPEG, TIFF (perhaps of several pages) and WebP. Their text is read by OCR."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

from qa.documents.extracted import Extracted
from qa.errors import DocumentUnreadable

# More pages take hours; more dots than these no scanner of paper gives.
MOST_SCANS = 300
_MOST_PIXELS = 60_000_000
# Why a picture is no document.
NO_WORDS = "there is no text in the picture"
_KINDS = ("PNG", "JPEG", "TIFF", "WEBP")


def extract(data: bytes, name: str) -> Extracted:
    """How many pages the file has to be read by OCR. Raises `DocumentUnreadable`."""
    with opened_picture(data) as picture:
        return Extracted("", notes=("a picture, whose text has to be read by OCR",), scans=pages_of(picture))


@contextmanager
def opened_picture(data: bytes) -> Iterator[Any]:
    """The picture of Pillow. Raises `DocumentUnreadable` for one that is damaged, too large, or has too many pages."""
    from PIL import Image, UnidentifiedImageError

    warnings.simplefilter("ignore", Image.DecompressionBombWarning)
    try:
        with Image.open(BytesIO(data), formats=_KINDS) as picture:
            if pages_of(picture) > MOST_SCANS:
                raise DocumentUnreadable(f"{pages_of(picture):,} pages; the limit is {MOST_SCANS}. Split the file")
            yield picture
    except Image.DecompressionBombError:
        raise DocumentUnreadable("the picture is too large. Make it smaller") from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError):
        raise DocumentUnreadable("the picture is damaged or cut off. Save or download it again") from None


def pages_of(picture: Any) -> int:
    """How many pictures the file holds."""
    return int(getattr(picture, "n_frames", 1))


def page_of(picture: Any, number: int) -> Any:
    """A page, from 1, in colour on white, turned as the camera held it. Raises `DocumentUnreadable`."""
    from PIL import Image, ImageOps

    picture.seek(number - 1)
    across, down = picture.size
    if across * down > _MOST_PIXELS:
        raise DocumentUnreadable(f"{across:,} by {down:,} dots are too many. Make the picture smaller")
    upright = ImageOps.exif_transpose(picture)
    if upright.mode in ("RGBA", "LA", "PA", "P"):
        upright = upright.convert("RGBA")
        ground = Image.new("RGBA", upright.size, "white")
        return Image.alpha_composite(ground, upright).convert("RGB")
    return upright.convert("RGB")
