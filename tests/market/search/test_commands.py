"""``flask search rebuild`` and ``check``."""

import shutil

import pytest
import sqlalchemy as sa
import tantivy

from market.search import index, schema, writing
from tests.market.factories import NOON


@pytest.fixture(autouse=True)
def _noon(monkeypatch):
    monkeypatch.setattr("market.clock.now_utc", lambda: NOON)


@pytest.fixture
def offered(make):
    office = make.office()
    member = make.user(office, "office_member")
    return lambda: make.offer(make.patent(office), office, member)


@pytest.fixture
def search(runner):
    return lambda name: runner.invoke(args=["search", name])


def test_a_rebuilt_index_is_the_database(offered, search):
    for _ in range(3):
        offered()

    built, checked = search("rebuild"), search("check")

    assert (built.exit_code, checked.exit_code) == (0, 0)
    assert "3 listings are in the index. 索引中共有 3 项" in built.output
    assert "Differences / 差异：0" in checked.output


def test_without_an_index_the_check_says_so(search):
    checked = search("check")

    assert checked.exit_code == 1
    assert "flask search rebuild" in checked.output
    assert "Traceback" not in checked.output


def test_every_kind_of_difference_is_printed(app, offered, search):
    for _ in range(4):
        offered()
    search("rebuild")
    with app.app_context():
        folder = index.current_folder(index.root())
        writer = writing.writer_of(index.opened(folder), writing.FEED_HEAP_BYTES)
        missing = tantivy.Query.term_query(schema.schema(), schema.ID, 1)
        writer.delete_documents_by_query(missing)
        for offer_id in (3, 77):
            document = tantivy.Document()
            document.add_unsigned(schema.ID, offer_id)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
    with app.extensions["engine"].begin() as connection:
        connection.execute(sa.text("UPDATE patent SET title = 'x' WHERE id = 2"))

    checked = search("check")

    assert checked.exit_code == 1
    for line in (
        "1 is not in the index / 不在索引中",
        "2 reads otherwise in the index / 与索引内容不一致 (the worker has",
        "3 is in the index twice",
        "77 is in the index and should not be",
    ):
        assert line in checked.output
    assert search("rebuild").exit_code == 0
    assert search("check").exit_code == 0


def test_beside_a_worker_nothing_is_rebuilt(app, offered, search):
    offered()
    with app.app_context(), index.only_writer(index.root()):
        refused = search("rebuild")

    assert refused.exit_code == 1
    assert "Another process writes the search index" in refused.output
    assert "另一进程" in refused.output


def test_leftovers_of_a_rebuild_that_was_killed_are_no_obstacle(app, offered, search):
    offered()
    search("rebuild")
    with app.app_context():
        root = index.root()
        shutil.copytree(index.current_folder(root), index.begin_folder(root))

    assert search("rebuild").exit_code == 0
    assert search("check").exit_code == 0
    assert len([each for each in root.iterdir() if each.is_dir()]) == 1
