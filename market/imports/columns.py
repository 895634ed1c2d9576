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
        "专利权人 当前专利权人 权利人 申请人 申请专利权人 共有专利权人 第一专利权人"
        " patentee patentees assignee assignees owner owners coowners applicant"
        " applicants center"
    ),
    "inventors": "发明人 设计人 发明设计人 inventors inventor",
    "abstract": "摘要 专利摘要 摘要中文 中文摘要 abstract abstracttext",
    "summary_zh": "简介 技术简介 中文简介 summaryzh summary description",
    "summary_en": "英文简介 summaryen",
    "owner_shares": (
        "权属比例 权属份额 份额 持有比例 共有比例 所有权比例 专利权人份额 ownershares"
        " shares ownershipshares ownership sharesofowners"
    ),
    "claims_count": (
        "权利要求数 权利要求数量 权利要求项数 权项数 权利要求个数 claimscount claims"
        " numberofclaims claimcount"
    ),
    "cites": (
        "引证专利 引用专利 引证文献 引用文献 引证 引用的专利 cites citedpatents"
        " citations patentcitations references"
    ),
    "cited_by_count": (
        "被引次数 被引证次数 被引用次数 被引数 被引证数 citedbycount citedby"
        " timescited forwardcitations citedbypatentcount"
    ),
    "industries": (
        "国民经济行业 国民经济行业分类 行业 行业分类 所属行业 适用行业 industries"
        " industry gbt4754"
    ),
    "applications": (
        "应用领域 技术领域 适用领域 领域 应用场景 applications application"
        " fieldsofapplication technologyfield fieldofuse fieldsofuse"
    ),
    "readiness": (
        "技术就绪度 就绪度 技术成熟度 成熟度 技术就绪度等级 技术成熟度等级 trl"
        " readiness technologyreadiness technologyreadinesslevel readinesslevel"
    ),
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
    _check_stated(header, stated or {})
    places = guess_columns(header, stated or {})
    _check_found(header, places)
    return places


def guess_columns(header: Sequence[str], stated: Mapping[str, str]) -> dict[str, int]:
    """Return the position of each field's column, be it enough for a patent or not."""
    # Of two columns that look alike the first counts, as a person would read.
    places: dict[str, int] = {}
    for place, name in enumerate(header):
        if name in stated:
            places.setdefault(stated[name], place)
    for place, name in enumerate(header):
        field = _FIELD_OF.get(_plain(name))
        if field and name not in stated and field not in places:
            places[field] = place
    places.pop("", None)
    return places


def is_header(names: Sequence[str]) -> bool:
    """Say whether names can be those of columns: one a number, another a title.

    Examples
    --------
    >>> is_header(["专利号", "名称"]), is_header(["2024 年专利清单", ""])
    (True, False)
    """
    fields = {_FIELD_OF.get(_plain(name)) for name in names}
    return "title" in fields and not fields.isdisjoint(NUMBER_FIELDS)


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
