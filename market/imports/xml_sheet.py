"""Read XML of patent offices: each document becomes a row of our own fields.

A weekly file of the USPTO is many documents one after another; it is read like one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from market.catalogue.cells import LIMITS
from market.catalogue.faults import Fault, RowFault, Words
from market.imports import epo, uspto
from market.imports.sheets import FileUnreadable, Format, Record, Sheet

Values = Mapping[str, str]
Reader = Callable[[Element], Iterator[Values]]

HEADER = (
    "grant_publication_number",
    "publication_number",
    "application_number",
    "kind",
    "title",
    "title_en",
    "abstract",
    "ipc",
    "filed_on",
    "granted_on",
    "patentee",
    "inventors",
    "claims_count",
    "cites",
)
_READERS: Mapping[str, tuple[Format, Reader]] = {
    "us-patent-grant": (Format.USPTO_GRANT, uspto.patents),
    "us-patent-application": (Format.USPTO_APPLICATION, uspto.patents),
    "world-patent-data": (Format.EPO_OPS, epo.patents),
    "exchange-documents": (Format.EPO_OPS, epo.patents),
}
_START = re.compile(rb"<\?xml\s[^>]{0,200}\?>")
_BEGINS = re.compile(rb"(?:\xef\xbb\xbf)?\s*<[?!a-zA-Z]")
_WIDE_BEGINNINGS = (b"\xff\xfe<\x00", b"\xfe\xff\x00<")
# Some sources declare each drawing as an entity.
MOST_NAMED = 60


def is_xml(content: bytes) -> bool:
    """Say whether a file is XML, well formed or not."""
    return bool(_BEGINS.match(content)) or content.startswith(_WIDE_BEGINNINGS)


def read_documents(content: bytes) -> Sheet:
    """Read every patent of an XML file.

    Raises
    ------
    FileUnreadable
        When its first document is of no known kind, or nothing of it is XML.
    """
    records: list[Record] = []
    faults: list[RowFault] = []
    format_: Format | None = None
    for number, piece in enumerate(_pieces(content), start=1):
        try:
            root = _parsed(piece)
            format_, read = _reader_of(root)
        except FileUnreadable as unreadable:
            if number == 1:
                raise
            faults.append(_broken(len(records) + len(faults) + 1, unreadable))
            continue
        for values in read(root):
            row = len(records) + len(faults) + 1
            records.append(_record(row, values, faults))
    if not records and not faults:
        raise FileUnreadable(
            "文件中没有专利。请核对导出的内容。",
            "The file holds no patent. Check what was exported.",
        )
    return Sheet(list(HEADER), records, faults, format=format_ or Format.EPO_OPS)


def _pieces(content: bytes) -> list[bytes]:
    starts = [found.start() for found in _START.finditer(content)]
    if len(starts) < 2:  # one document, with a declaration or without
        return [content]
    return [
        content[start:end]
        for start, end in zip(starts, [*starts[1:], len(content)], strict=True)
    ]


def _parsed(piece: bytes) -> Element:
    try:
        root: Element = fromstring(piece)
    except DefusedXmlException as error:
        raise FileUnreadable(
            "XML 中声明了实体，出于安全没有读取。请导出不含实体声明的文件。",
            "The XML declares entities, so for safety it was not read. "
            "Export it without them.",
        ) from error
    except (ParseError, ValueError, LookupError) as error:
        raise FileUnreadable(
            f"XML 不完整或有语法错误（{error}）。请重新下载该文件。",
            f"The XML is incomplete or malformed ({error}). Download it again.",
        ) from error
    return root


def _reader_of(root: Element) -> tuple[Format, Reader]:
    name = root.tag.rpartition("}")[2]
    if name in _READERS:
        return _READERS[name]
    if name == "class-scheme":
        raise FileUnreadable(
            "这是分类表（CPC/IPC 分类体系），其中没有专利。请导入专利的著录项目文件。",
            "This is a classification scheme: it holds no patents. "
            "Import a file of patents' bibliographic data.",
        )
    raise FileUnreadable(
        f"不认识的 XML：根元素是“{name[:MOST_NAMED]}”。"
        "可读取美国专利商标局的授权或公布文件，以及欧洲专利局 OPS 的著录项目文件。",
        f"The XML is of no known kind: its root is {name[:MOST_NAMED]}. Grants and "
        "applications of the USPTO and biblio of the EPO's OPS can be read.",
    )


def _record(row: int, values: Values, faults: list[RowFault]) -> Record:
    told = dict(values)
    kept = _fitting(told.get("ipc", ""))
    if kept != told.get("ipc", ""):
        faults.append(_notice(row, "ipc", told["ipc"], _CLASSES_CUT))
        told["ipc"] = kept
    if kept.endswith("(CPC)"):
        faults.append(_notice(row, "ipc", kept, _CPC_ALONE))
    return Record(row, [told.get(name, "") for name in HEADER])


def _fitting(classes: str) -> str:
    """Return as many of the classes as their column takes."""
    kept = ""
    for symbol in classes.split("; "):
        longer = f"{kept}; {symbol}" if kept else symbol
        if len(longer) > LIMITS["ipc"]:
            break
        kept = longer
    return kept


def _notice(row: int, column: str, value: str, fault: Fault) -> RowFault:
    return RowFault(
        row=row, column=column, value=value[:120], fault=fault, refuses=False
    )


def _broken(row: int, unreadable: FileUnreadable) -> RowFault:
    fault = Fault(
        Words(
            f"第 {row} 个文档不能读取：{unreadable.zh.rstrip('。')}",
            f"Document {row} cannot be read: {unreadable.en.rstrip('.')}",
        ),
        Words("请单独重新下载这一件", "Download this one again by itself"),
    )
    return RowFault(row=row, column="", value="", fault=fault)


_CLASSES_CUT = Fault(
    Words("分类号过多，只保留前面的", "More classes than fit: the first stay"),
    Words(
        "无须处理；可在页面上改为最重要的",
        "Nothing need be done; the page takes the main ones",
    ),
)
_CPC_ALONE = Fault(
    Words(
        "没有国际分类号，改用联合专利分类号并标明（CPC）",
        "There is no IPC: classes of the CPC stand in its place, marked (CPC)",
    ),
    Words("可在页面上补填国际分类号", "The IPC can be typed on the patent's page"),
)
