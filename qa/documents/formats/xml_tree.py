"""The XML of office files, parsed without entities, document types or a look at anything outside."""

from typing import Any

from lxml import etree

from qa.errors import DocumentUnreadable

Element = Any


def parse_xml(data: bytes) -> Element:
    """The root of an XML file. Raises `DocumentUnreadable` where it is broken, or declares entities."""
    plain = data.replace(b"\0", b"")
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise DocumentUnreadable("it declares a document type of its own, which no office program writes")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        reason = "it is nested too deeply" if "depth" in str(error.msg) else f"it is damaged: {error.msg}"
        raise DocumentUnreadable(reason) from None


def local(element: Element) -> str:
    """The name of an element without its name space."""
    name = element.tag
    return name.rpartition("}")[2] if isinstance(name, str) else ""


def attribute(element: Element, name: str) -> str:
    """An attribute by its name without a name space; empty if it is not there."""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def children(element: Element, *names: str) -> list[Element]:
    """The child elements of these names, in order."""
    return [child for child in element if local(child) in names]


def child(element: Element, name: str) -> Element | None:
    """The first child element of a name."""
    return next((each for each in element if local(each) == name), None)


def below(element: Element, *names: str) -> list[Element]:
    """All elements of these names anywhere below, in order."""
    return [each for each in element.iterdescendants() if local(each) in names]
