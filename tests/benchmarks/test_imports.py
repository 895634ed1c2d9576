import pytest

from benchmarks import imports


def test_the_command_brings_in_every_row_of_a_made_up_file(tmp_path):
    file = imports._csv(tmp_path / "portfolio.csv", 20)

    assert imports.imported_s(tmp_path, file, 20) > 0
    with pytest.raises(imports.NotImported, match="'0 added"):
        imports.imported_s(tmp_path, file, 21, is_again=True)
