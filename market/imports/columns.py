"""Which column of a file holds what: guessed by name, or stated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from market.imports.sheets import FileUnreadable
from pricing.half_width import half_width

NUMBER_FIELDS = (
    "number",
    "grant_publication_number",
    "publication_number",
    "application_number",
)
DATE_FIELDS = ("filed_on", "granted_on", "expires_on")

# Spellings are compared without case, spaces and punctuation.
SPELLINGS: dict[str, str] = {
    "number": (
        "专利号 专利号码 专利编号 授权专利号 专利申请号 申请专利号 专利号申请号"
        " 申请号专利号 号码 number patentnumber patentno patent grantnumber zlnumber"
    ),
    "grant_publication_number": (
        "授权公告号 公告号 授权公告号码 grantpublicationnumber grantpublicationno"
    ),
    "publication_number": (
        "公开号 公开公告号 公布号 申请公布号 申请公开号 publicationno"
        " publicationnumber pubno"
    ),
    "application_number": (
        "申请号 申请号码 applicationno applicationnumber applicationsn"
        " applicationserialnumber serialnumber appno"
    ),
    "title": (
        "名称 专利名称 发明名称 标题 题名 成果名称 title patenttitle inventiontitle"
        " titlezh 中文名称"
    ),
    "title_en": "英文名称 英文标题 titleen englishtitle",
    "kind": ("专利类型 类型 专利种类 种类 kind type patenttype patentkind kindcode"),
    "status": ("法律状态 状态 当前法律状态 专利状态 status legalstatus patentstatus"),
    "filed_on": "申请日 申请日期 filingdate filedon applicationdate filed",
    "granted_on": (
        "授权公告日 授权日 授权日期 授权公告日期 公告日 grantdate grantedon"
        " issuedate dateofgrant"
    ),
    "expires_on": (
        "到期日 届满日 失效日 有效期至 专利到期日 expirydate expirationdate expireson"
        " patentexpirationdate expiry expires"
    ),
    "ipc": (
        "ipc ipc分类号 分类号 主分类号 ipc主分类号 国际分类号 ipcsubclasses"
        " ipcclass ipcclassification"
    ),
    "patentee": (
        "专利权人 当前专利权人 权利人 申请人 申请专利权人 patentee assignee owner"
        " applicant center"
    ),
    "inventors": "发明人 设计人 发明设计人 inventors inventor",
    "abstract": "摘要 abstract",
    "summary_zh": "简介 技术简介 中文简介 summaryzh summary description",
    "summary_en": "英文简介 summaryen",
    "source_reference": (
        "案卷号 内部编号 编号 案号 casenumber caseno docketnumber reference"
        " sourcereference"
    ),
}
_FIELD_OF = {
    name: field for field, names in SPELLINGS.items() for name in names.split()
}


class MapRefused(FileUnreadable):
    """A stated mapping names a column or a field that there is not."""


def map_columns(
    header: Sequence[str], stated: Mapping[str, str] | None = None
) -> dict[str, int]:
    """Return the position of each field's column.

    Parameters
    ----------
    header : sequence of str
        Names of the columns.
    stated : mapping, optional
        Field by column's name; it stands above every guess. An empty field leaves
        the column out.

    Raises
    ------
    FileUnreadable
        When no column holds a number or a title.
    """
    stated = stated or {}
    _check_stated(header, stated)
    places = {
        stated[name]: place for place, name in enumerate(header) if name in stated
    }
    for place, name in enumerate(header):
        field = _FIELD_OF.get(_plain(name))
        # Of two columns that look alike the first counts, as a person would read.
        if field and name not in stated and field not in places:
            places[field] = place
    places.pop("", None)
    _check_found(header, places)
    return places


def _plain(name: str) -> str:
    narrow = half_width(name).casefold()
    return "".join(letter for letter in narrow if letter.isalnum())


def _check_stated(header: Sequence[str], stated: Mapping[str, str]) -> None:
    for name, field in stated.items():
        if name not in header:
            raise MapRefused(
                f"文件中没有“{name}”列。文件的列有：{'、'.join(header)}。",
                f"The file has no column {name}. Its columns: {', '.join(header)}.",
            )
        if field and field not in SPELLINGS:
            raise MapRefused(
                f"没有“{field}”这个字段。可用的字段：{'、'.join(SPELLINGS)}。",
                f"There is no field {field}. Fields: {', '.join(SPELLINGS)}.",
            )


def _check_found(header: Sequence[str], places: Mapping[str, int]) -> None:
    columns_zh, columns_en = "、".join(header)[:300], ", ".join(header)[:300]
    if not any(field in places for field in NUMBER_FIELDS):
        raise FileUnreadable(
            f"表头中找不到专利号、公开号或申请号列（读到：{columns_zh}）。"
            "请在第一行写明列名，如“专利号”。",
            "No column of the header is a patent, publication or application number "
            f"(read: {columns_en}). Name the columns in the first row.",
        )
    if "title" not in places:
        raise FileUnreadable(
            f"表头中找不到名称列（读到：{columns_zh}）。请把该列命名为“名称”。",
            f"No column of the header is a title (read: {columns_en}). "
            'Name it "Title".',
        )
