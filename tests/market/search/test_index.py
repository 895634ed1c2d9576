"""Who reads the index sees the newest commit; one process alone writes it."""

from datetime import date

import pytest
import tantivy

from market.db import transaction
from market.search import index, schema, writing
from market.search.index import IndexBusy, Reader, SearchNotReady

TODAY = date(2026, 11, 23)


@pytest.fixture
def root(tmp_path):
    return tmp_path / "search-index"


def write(folder, *ids):
    writer = writing.writer_of(index.opened(folder), writing.FEED_HEAP_BYTES)
    for each in ids:
        document = tantivy.Document()
        document.add_unsigned(schema.ID, each)
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()


def counted(reader):
    return index.count_of(reader.searcher(), tantivy.Query.all_query())


def test_without_an_index_the_search_says_so(root):
    with pytest.raises(SearchNotReady) as refused:
        Reader(root).searcher()

    assert "flask worker" in refused.value.en
    assert "检索索引正在建立" in refused.value.zh


def test_an_index_of_another_version_is_none(root):
    other = root / "listings-0.1"
    write(other, 1)
    index.switch(root, other)

    with pytest.raises(SearchNotReady):
        Reader(root).searcher()


def test_a_damaged_index_is_none(root):
    folder = index.begin_folder(root)
    write(folder, 1)
    index.switch(root, folder)
    (folder / index.META).write_text("{")

    with pytest.raises(SearchNotReady):
        Reader(root).searcher()


def test_a_reader_sees_each_commit_and_each_new_index(root):
    reader = Reader(root)
    first = index.begin_folder(root)
    write(first, 1)
    index.switch(root, first)
    assert counted(reader) == 1

    write(first, 2)
    assert counted(reader) == 2

    second = index.begin_folder(root)
    write(second, 1, 2, 3)
    assert counted(reader) == 2
    before = reader.searcher()
    index.switch(root, second)
    assert counted(reader) == 3
    assert not first.exists()
    assert index.count_of(before, tantivy.Query.all_query()) == 2


def test_an_index_that_appears_later_is_found(root):
    reader = Reader(root)
    with pytest.raises(SearchNotReady):
        reader.searcher()
    folder = index.begin_folder(root)
    write(folder, 1)
    index.switch(root, folder)

    assert counted(reader) == 1


def test_a_second_writer_is_refused_in_plain_words(root):
    with (
        index.only_writer(root),
        pytest.raises(IndexBusy, match="flask worker"),
        index.only_writer(root),
    ):
        pass

    with index.only_writer(root):
        pass


def test_what_is_taken_out_is_gone(app, make, indexed):
    office = make.office()
    make.offer(make.patent(office), office, make.user(office, "office_member"))
    indexed()

    with app.app_context():
        folder = index.current_folder(index.root())
        writer = writing.writer_of(index.opened(folder), writing.FEED_HEAP_BYTES)
        for _ in range(3):
            writing.put(writer, [1], day=TODAY)
        assert index.searcher().num_docs == 1
        writing.put(writer, [1], day=date(2099, 1, 1))
        assert index.searcher().num_docs == 0
        with transaction():  # Nothing is left open.
            pass
