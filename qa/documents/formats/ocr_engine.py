"""Lines of text in a picture, read by the models of rapidocr (the extra `ocr`), with the place of each character."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from statistics import median
from typing import Any

# The models look at pictures of at most so many dots in length; a page of A4 has 170 dots an inch then.
LONGEST_SIDE = 2_000
# Below this a line is a stain rather than text: the engine's own bar.
_TEXT = 0.5
# A ruling line is longer than any stroke of a character and not thicker than this, in dots, and so dark (0 is black).
_SHORTEST_LINE, _THICKEST_LINE, _DARK = 60, 12, 160
# A character is at most so many times as wide as is usual in its line; what is more is a gap, and a word and a figure
# with such a gap between them, in widths of a character, have a space there.
_WIDEST, _SPACE = 1.25, 0.05
HOW_TO_INSTALL = "pip install 'wenju[ocr]'"

Point = tuple[float, float]
_SETTINGS = {
    "Global.return_word_box": True,
    "Global.log_level": "critical",
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
}


@dataclass(frozen=True, slots=True)
class Character:
    """A character and how sure the engine is of it (0..1); `ends` are where it begins and ends, as shares of the line.

    A space between words has no ends.
    """

    text: str
    sure: float
    ends: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A line by its corners in dots: upper left, upper right, lower right, lower left, as it is read."""

    characters: tuple[Character, ...]
    corners: tuple[Point, Point, Point, Point]


def is_installed() -> bool:
    """Whether the extra `ocr` is there."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


def read_lines(pixels: Any) -> list[ReadLine]:
    """The lines of a picture from top to bottom; `pixels` has blue, green and red of each dot."""
    from rapidocr.main import RapidOCRError
    from rapidocr.utils.process_img import map_boxes_to_original

    engine = _engine()
    prepared, steps = engine.preprocess_img(pixels)
    try:
        crops, found = engine.detect_and_crop(prepared, steps)
        is_upside_down = _is_upside_down(engine, crops)
        if is_upside_down:
            crops = [crop[::-1, ::-1] for crop in crops]
        read = engine.recognize_txt(crops)
    except RapidOCRError:  # there is no text in it
        return []
    boxes = map_boxes_to_original(found.boxes, steps, *pixels.shape[:2])
    lines = zip(boxes, read.txts, read.scores, read.word_results, strict=True)
    return [
        ReadLine(characters(text, _middles(info), info.confs), _corners(box, is_upside_down))
        for box, text, score, info in lines
        if text.strip() and score >= _TEXT
    ]


def ruling_lines(pixels: Any) -> list[tuple[int, int, int, int]]:
    """The straight lines of a picture, those of tables, each by left, top, right and bottom in dots."""
    import cv2
    import numpy

    dark = (cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY) < _DARK).astype(numpy.uint8)
    found = []
    for shape in ((_SHORTEST_LINE, 1), (1, _SHORTEST_LINE)):
        drawn = cv2.morphologyEx(dark, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, shape))
        _, _, boxes, _ = cv2.connectedComponentsWithStats(drawn)
        for left, top, across, down in boxes[1:, :4].tolist():
            if min(across, down) <= _THICKEST_LINE:
                found.append((left, top, left + across, top + down))
    return found


def _is_upside_down(engine: Any, crops: list[Any]) -> bool:
    """Whether most lines of the page are; the engine takes a single one for it now and then, and reads nonsense."""
    _, seen = engine.cls_and_rotate(list(crops))
    return 2 * sum("180" in label for label, _ in seen.cls_res) > len(crops)


@cache
def _engine() -> Any:
    import onnxruntime
    from rapidocr import RapidOCR

    onnxruntime.disable_telemetry_events()
    return RapidOCR(params=_SETTINGS)


def _corners(box: Any, is_upside_down: bool) -> tuple[Point, Point, Point, Point]:
    """The corners in the order in which the engine reads: it turns a tall crop by a quarter, and some by a half."""
    points = [(float(x), float(y)) for x, y in box]
    across, down = _distance(points[0], points[1]), _distance(points[0], points[3])
    turn = (1 if down >= 1.5 * across else 0) + (2 if is_upside_down else 0)
    first, second, third, fourth = (points[(turn + number) % 4] for number in range(4))
    return first, second, third, fourth


def _distance(one: Point, other: Point) -> float:
    return float(((one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2) ** 0.5)


def _middles(info: Any) -> list[float]:
    """The middle of each character but of spaces, as a share of the line."""
    return [(column + 0.5) / info.line_txt_len for columns in info.word_cols for column in columns]


def characters(text: str, middles: Sequence[float], sure: Sequence[float]) -> tuple[Character, ...]:
    """The characters of a line, from the middles of those that are no spaces and how sure the engine is of all."""
    places = [at for at, character in enumerate(text) if not character.isspace()]
    if len(sure) != len(text):
        sure = [0.0] * len(text)
    ends = _ends(places, middles) if len(places) == len(middles) else {}
    found: list[Character] = []
    for at, character in enumerate(text):
        own = Character(character, sure[at], ends.get(at))
        if found and _lacks_space(found[-1], own):
            found.append(Character(" ", 1.0, None))
        found.append(own)
    return tuple(found)


def _lacks_space(before: Character, following: Character) -> bool:
    """Whether a word and a figure stand apart though the engine gives no space, as it does now and then."""
    if before.ends is None or following.ends is None or not (before.text + following.text).isascii():
        return False
    is_border = before.text.isdigit() and following.text.isalpha() or before.text.isalpha() and following.text.isdigit()
    width = before.ends[1] - before.ends[0]
    return is_border and following.ends[0] - before.ends[1] > _SPACE * width


def _ends(places: Sequence[int], middles: Sequence[float]) -> dict[int, tuple[float, float]]:
    """Where each character begins and ends: halfway to its neighbour, unless there is a space or a gap between."""
    steps = [
        other - one
        for (one, other), (at, following) in zip(
            zip(middles, middles[1:], strict=False), zip(places, places[1:], strict=False), strict=True
        )
        if following == at + 1
    ]
    usual = median(steps) if steps else 1.0
    found = {}
    for number, (at, middle) in enumerate(zip(places, middles, strict=True)):
        before = middle - middles[number - 1] if number and places[number - 1] == at - 1 else usual
        after = middles[number + 1] - middle if places[number + 1 : number + 2] == [at + 1] else usual
        half = _WIDEST * usual / 2
        found[at] = max(0.0, middle - min(before / 2, half)), min(1.0, middle + min(after / 2, half))
    return found
