"""What the sample PDFs say, taken from the sample corpus, and what of it must be found again."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
Kind = Literal["heading", "paragraph", "table", "note"]


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph, a table by its rows, or a note at the foot of the page, with its number."""

    kind: Kind
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """A text by its blocks, and what its pages say at their heads."""

    name: str
    language: str
    blocks: tuple[Block, ...]
    head: str = ""


@dataclass(slots=True)
class Sample:
    """A PDF, who made it and how it is laid out, with what it says."""

    content: Content
    producer: str
    layout: str
    data: bytes
    furniture: tuple[str, ...] = field(default_factory=tuple)


TABLES = {
    "zh": (
        ("城市", "2021年人数", "2022年人数", "备注"),
        ("长沙", "1,204", "", "含县区"),
        ("株洲", "", "876", ""),
        ("湘潭", "432", "511", "截至六月底的数字，其后各季度的数字另行公布"),
        ("衡阳", "98", "", ""),
        ("合计", "1,734", "1,387", ""),
    ),
    "en": (
        ("City", "Persons 2021", "Persons 2022", "Remark"),
        ("Changsha", "1,204", "", "with counties"),
        ("Zhuzhou", "", "876", ""),
        ("Xiangtan", "432", "511", "as of the end of June; later quarters are told elsewhere"),
        ("Hengyang", "98", "", ""),
        ("Total", "1,734", "1,387", ""),
    ),
}


def contents() -> list[Content]:
    """The texts of the corpus, in order."""
    found = []
    for file in sorted(CORPUS.glob("*/*.md")):
        blocks = []
        for part in re.split(r"\n\s*\n", file.read_text("utf-8").strip()):
            lines = [line.strip() for line in part.split("\n")]
            if lines[0].startswith("#"):
                blocks.append(Block("heading", lines[0].lstrip("# ")))
                lines = lines[1:]
            blocks += [Block("paragraph", line) for line in lines if line and not line.startswith("|")]
        found.append(Content(file.stem, file.parent.name, tuple(blocks)))
    return found


def longer(contents: list[Content], times: int = 3) -> Content:
    """Several texts of one language as one, for pages enough."""
    first = contents[0]
    return Content(f"{first.name}+", first.language, tuple(block for one in contents[:times] for block in one.blocks))


def with_table(content: Content, *, at: int = 3) -> Content:
    """A text with a table in it."""
    table = Block("table", rows=TABLES[content.language])
    return Content(content.name, content.language, (*content.blocks[:at], table, *content.blocks[at:]))


def with_notes(content: Content) -> Content:
    """A text with a note to every third of its paragraphs."""
    blocks: list[Block] = []
    number = 0
    is_chinese = content.language == "zh"
    for at, block in enumerate(content.blocks):
        if block.kind == "paragraph" and len(block.text) > 60 and at % 3 == 0:
            number += 1
            blocks.append(Block("paragraph", f"{block.text}[[{number}]]"))
            said = block.text[2:14].replace(" ", "") if is_chinese else " ".join(block.text.split()[2:6])
            blocks.append(
                Block("note", f"{number} {f'附录说明“{said}”。' if is_chinese else f'An appendix tells of {said}.'}")
            )
        else:
            blocks.append(block)
    return Content(content.name, content.language, tuple(blocks))


def with_head(content: Content) -> Content:
    """A text whose pages have a running head and a page number at their feet."""
    head = "监督工作参考资料" if content.language == "zh" else "Papers on Supervision"
    return Content(content.name, content.language, content.blocks, head)


_HAN = re.compile(r"\s*[(（][^()（）]*[\u4e00-\u9fff][^()（）]*[)）]|[\u3000-\u9fff\uff00-\uffef]+")
NOTE_MARK = re.compile(r"\[\[(\d+)\]\]")


def plain(text: str) -> str:
    """A paragraph as it is printed, with the number of its note."""
    return NOTE_MARK.sub(r"\1", text)


def latin(content: Content) -> Content:
    """An English text without the Chinese in it, for programs whose fonts do not have it."""
    blocks = (Block(block.kind, _HAN.sub("", block.text), block.rows) for block in content.blocks)
    return Content(
        content.name, content.language, tuple(block for block in blocks if block.text or block.rows), content.head
    )
