"""The child that draws pages: it is given a file and what to mark, and gives back a picture, as the text of a cell.

Run as `python -m qa.documents.page_process LIMITS`; it is started through cell.py only.
"""

import base64
import json

from qa.documents.extracted import Extracted
from qa.documents.formats.pdf_picture import draw
from qa.documents.parser_process import main
from qa.types import Part

KIND = "page"


def picture(data: bytes, wanted: str) -> Extracted:
    """The picture of a page as JSON; `wanted` says, as JSON too, which page and what is to be marked on it."""
    asked = json.loads(wanted)
    places = [(start, end) for start, end in asked["places"]]
    parts = tuple(map(Part.from_json, asked["parts"]))
    drawn = draw(data, asked["text"], places, page=asked["page"], width=asked["width"], parts=parts)
    return Extracted(
        json.dumps(
            {
                "png": base64.b64encode(drawn.png).decode("ascii"),
                "page": drawn.page,
                "pages": drawn.pages,
                "marks": drawn.marks,
            }
        )
    )


if __name__ == "__main__":
    main({KIND: picture})
