"""The tables of a case's file: consents, interests, publicity, decisions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from market.approval.overview import Case
from market.approval.steps import steps_from
from market.attachments import Attachment

__all__ = ["TABLES", "Table"]

PathOf: TypeAlias = Callable[[Attachment | None], str]
Rows: TypeAlias = Iterator[Sequence[object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of a case: where it stands, what it is, its columns, its rows."""

    path: str
    zh: str
    en: str
    header: tuple[str, ...]
    rows: Callable[[Case, PathOf], Rows]


def _consents(case: Case, path_of: PathOf) -> Rows:
    for one in case.consents:
        yield (
            one.owner.name,
            one.purpose.value,
            "yes" if one.consents else "no",
            one.stated_on.isoformat(),
            one.note,
            path_of(one.attachment),
            one.recorded_by.name,
            one.recorded_at.isoformat(),
        )


def _interests(case: Case, _path_of: PathOf) -> Rows:
    for one in case.statements:
        yield (
            one.person,
            one.part,
            "yes" if one.has_interest else "no",
            one.text,
            one.recorded_by.name,
            one.recorded_at.isoformat(),
        )


def _publicities(case: Case, path_of: PathOf) -> Rows:
    for one in case.publicities:
        yield (
            one.version_number,
            one.starts_on.isoformat(),
            one.ends_on.isoformat(),
            one.place,
            path_of(one.attachment),
            one.result.value if one.result else "",
            one.result_text,
            one.closed_at.isoformat() if one.closed_at else "",
        )


def _objections(case: Case, path_of: PathOf) -> Rows:
    for publicity in case.publicities:
        for one in publicity.objections:
            yield (
                publicity.version_number,
                one.objector,
                one.received_on.isoformat(),
                one.text,
                path_of(one.attachment),
            )


def _rounds(case: Case, _path_of: PathOf) -> Rows:
    for sent in case.rounds:
        yield (
            sent.number,
            sent.version_number,
            sent.state.value,
            sent.sent_by.name,
            sent.sent_at.isoformat(),
            sent.finished_at.isoformat() if sent.finished_at else "",
        )


def _decisions(case: Case, path_of: PathOf) -> Rows:
    for sent in case.rounds:
        steps = steps_from(sent.steps)
        for made in sent.decisions:
            yield (
                sent.number,
                sent.version_number,
                steps[made.position].position,
                steps[made.position].title_zh,
                made.decision.value,
                made.opinion,
                made.minutes_number,
                path_of(made.attachment),
                made.decided_by.name,
                made.decided_at.isoformat(),
            )


def _addons(case: Case, _path_of: PathOf) -> Rows:
    for one in case.addons:
        yield (
            one.kind.value,
            one.title_zh,
            one.title_en,
            one.text_zh,
            one.text_en,
            "" if one.price_fen is None else one.price_fen,
            one.person_days or "",
            one.contact,
            one.created_at.isoformat(),
            one.retired_at.isoformat() if one.retired_at else "",
        )


TABLES = (
    Table(
        path="consents.csv",
        zh="共有人意见",
        en="Statements of co-owners",
        header=(
            "共有人 Co-owner",
            "事项 To what",
            "同意 Consents",
            "日期 Stated on",
            "说明 Note",
            "附件 File",
            "登记人 Recorded by",
            "登记时间 Recorded at",
        ),
        rows=_consents,
    ),
    Table(
        path="interests.csv",
        zh="利益冲突说明",
        en="Statements of interest",
        header=(
            "姓名 Person",
            "身份 Part",
            "有无利益 Interest",
            "内容 Which",
            "登记人 Recorded by",
            "登记时间 Recorded at",
        ),
        rows=_interests,
    ),
    Table(
        path="publicity.csv",
        zh="公示",
        en="Publicity",
        header=(
            "条款版本 Version",
            "开始 First day",
            "结束 Last day",
            "地点 Where",
            "附件 File",
            "结果 Result",
            "说明 In words",
            "结束登记 Closed at",
        ),
        rows=_publicities,
    ),
    Table(
        path="objections.csv",
        zh="异议",
        en="Objections",
        header=(
            "条款版本 Version",
            "异议人 From whom",
            "收到 Received on",
            "内容 What",
            "附件 File",
        ),
        rows=_objections,
    ),
    Table(
        path="rounds.csv",
        zh="送审",
        en="Rounds of approval",
        header=(
            "轮次 Round",
            "条款版本 Version",
            "结果 State",
            "送审人 Sent by",
            "送审时间 Sent at",
            "结束时间 Ended at",
        ),
        rows=_rounds,
    ),
    Table(
        path="decisions.csv",
        zh="审批意见",
        en="Decisions",
        header=(
            "轮次 Round",
            "条款版本 Version",
            "位置 Position",
            "步骤 Step",
            "决定 Decision",
            "意见 Opinion",
            "纪要号 Minutes",
            "附件 File",
            "审批人 By",
            "时间 At",
        ),
        rows=_decisions,
    ),
    Table(
        path="addons.csv",
        zh="配套服务（另行签约，不属许可费）",
        en="Help beside the licence (contracts of their own, not in the fee)",
        header=(
            "种类 Kind",
            "名称 Title in Chinese",
            "英文名称 Title in English",
            "内容 Text in Chinese",
            "英文内容 Text in English",
            "价格（分） Price in fen",
            "人天 Person-days",
            "联系 Contact",
            "添加时间 Added at",
            "撤下时间 Taken off at",
        ),
        rows=_addons,
    ),
)
