"""The parts of an office file by their relations, and what it says of itself."""

import posixpath
import re
from dataclasses import dataclass

from qa.documents.formats.xml_tree import Element, attribute, below, local, parse_xml
from qa.documents.formats.zip_check import Package

_PROPERTIES = "docProps/core.xml"
# A title that a program has made of a file's name, or that came with a template.
_NO_TITLE = re.compile(
    r"^(microsoft (word|powerpoint)\b.*|powerpoint presentation|ppt演示文稿|untitled.*|document\d*|.+\.\w{3,4})$", re.I
)


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part refers to: the last word of its kind, such as "footnotes", and the name of the part."""

    kind: str
    target: str


def relations(package: Package, part: str) -> dict[str, Relation]:
    """The relations of a part by their ids; those that lead outside of the package are left out."""
    folder, name = posixpath.split(part)
    where = f"{folder}/_rels/{name}.rels".lstrip("/")
    if where not in package.names:
        return {}
    found = {}
    for relation in below(parse_xml(package.read(where)), "Relationship"):
        if attribute(relation, "TargetMode") != "External":
            target = attribute(relation, "Target")
            target = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
            kind = attribute(relation, "Type").rpartition("/")[2]
            found[attribute(relation, "Id")] = Relation(kind, target.lstrip("/"))
    return found


def related(package: Package, part: str, kind: str) -> Element | None:
    """The root of the first part of a kind that a part refers to; None if there is none."""
    for relation in relations(package, part).values():
        if relation.kind == kind and relation.target in package.names:
            return parse_xml(package.read(relation.target))
    return None


def title_of(package: Package) -> str:
    """The title in the file's properties, if a person seems to have put it there."""
    if _PROPERTIES not in package.names:
        return ""
    titles = (each.text or "" for each in parse_xml(package.read(_PROPERTIES)) if local(each) == "title")
    title = " ".join(next(titles, "").split())
    return "" if _NO_TITLE.match(title) else title
