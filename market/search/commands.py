"""``flask search``: build the index anew, hold it against the database."""

from __future__ import annotations

import sys

import click
from flask.cli import AppGroup
from tqdm import tqdm

from market import clock
from market.errors import MarketError
from market.search import index as on_disk
from market.search.change_log import pending
from market.search.check import Difference, Fault, differences
from market.search.writing import rebuild

FAULTS = {
    Fault.MISSING: "is not in the index / 不在索引中",
    Fault.SURPLUS: "is in the index and should not be / 不应在索引中",
    Fault.DIFFERENT: "reads otherwise in the index / 与索引内容不一致",
    Fault.TWICE: "is in the index twice / 在索引中重复",
}
WAITING = " (the worker has still to read this change / 后台程序尚未处理该变更)"

search_commands = AppGroup("search", help="The search index.")


@search_commands.command("rebuild")
def rebuild_index() -> None:
    """Build the index anew beside the old one, and let it take its place.

    The site goes on searching the old one. The worker must not run: it would write
    the index that goes away.
    """
    root = on_disk.root()
    try:
        with on_disk.only_writer(root), tqdm(unit=" listings") as bar:

            def told(done: int, total: int) -> None:
                bar.total = total
                bar.update(done - bar.n)

            listed = rebuild(root, day=clock.today(), told=told)
    except on_disk.IndexBusy as error:
        raise _refusal(error) from error
    click.echo(f"{listed} listings are in the index. 索引中共有 {listed} 项许可方案。")


@search_commands.command("check")
def check_index() -> None:
    """Compare every listing of the database with the index; exit 1 on a difference."""
    waiting = {offer_id for _row_id, offer_id in pending()}
    try:
        searcher = on_disk.searcher()
    except on_disk.SearchNotReady as error:
        raise _refusal(error) from error
    count = 0
    for found in differences(searcher, day=clock.today()):
        click.echo(_line(found, is_waiting=found.offer_id in waiting))
        count += 1
    click.echo(f"Differences / 差异：{count}")
    sys.exit(1 if count else 0)


def _line(found: Difference, *, is_waiting: bool) -> str:
    return (
        f"Offer / 许可方案 {found.offer_id} {FAULTS[found.fault]}"
        f"{WAITING if is_waiting else ''}"
    )


def _refusal(error: MarketError) -> click.ClickException:
    return click.ClickException(f"{error.en}\n{error.zh}")
