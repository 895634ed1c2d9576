import csv
import json

import pytest

from simulation.__main__ import main


class Full:
    def write(self, text):
        raise OSError(28, "No space left on device")


def run(*arguments):
    return main(["run", *arguments])


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def test_it_prints_json_alone_on_standard_output(capsys):
    status = run(
        "national", "--against", "staged", "--firms", "120", "--replications", "2",
        "--json",
    )  # fmt: skip

    out, err = capsys.readouterr()
    printed = json.loads(out)
    assert status == 0
    assert list(printed)[:4] == ["schema_version", "manifest", "levels", "differences"]
    assert "2/2" in err


def test_the_same_seed_prints_the_same_bytes(capsys):
    printed = []
    for workers in ("1", "2"):
        run(
            "national", "--against", "free", "--firms", "100", "--replications", "4",
            "--workers", workers, "--seed", "6", "--json", "--out", f"out{workers}",
        )  # fmt: skip
        printed.append(capsys.readouterr().out)

    assert printed[0] == printed[1]


def test_it_takes_several_reforms_and_single_settings(capsys):
    run(
        "national", "--against", "staged", "free", "--set", "population.firms=60",
        "--set", "population.months=12", "--set", "policy.reached=30",
        "--replications", "2", "--json",
    )  # fmt: skip

    manifest = json.loads(capsys.readouterr().out)["manifest"]
    assert [one["name"] for one in manifest["scenarios"]] == [
        "national",
        "staged",
        "free",
    ]
    assert manifest["scenarios"][2]["population"]["firms"] == 60
    assert manifest["scenarios"][1]["reached"] == 30


def test_what_is_set_by_hand_wins_over_the_sample(capsys):
    run(
        "national", "--firms", "100", "--set", "population.offices=3",
        "--replications", "1", "--json",
    )  # fmt: skip

    manifest = json.loads(capsys.readouterr().out)["manifest"]
    assert manifest["scenarios"][0]["population"] == {
        "firms": 100,
        "patents": 233,
        "offices": 3,
        "months": 60,
    }


def test_results_are_written_to_a_folder_named_by_the_run(tmp_path, capsys):
    run("free", "--firms", "50", "--replications", "2", "--json")

    (folder,) = (tmp_path / "runs").iterdir()
    written = (folder / "summary.json").read_text(encoding="utf-8")
    assert written == capsys.readouterr().out
    with (folder / "levels.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    assert rows[0]["metric"] == "uptake"


def test_without_json_it_prints_tables_for_people(capsys):
    run("national", "--against", "free", "--firms", "100", "--replications", "2")

    out = capsys.readouterr().out
    assert "micro" in out
    assert "financing" in out
    assert "free" in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere.toml"], "nowhere.toml"),
        (["national", "--firms", "0"], "--firms 0"),
        (["national", "--set", "population.firms=-1"], "population.firms"),
        (["national", "--set", "population.firm=9"], "population.firms"),
        (["national", "--set", "policy.reached=many"], "policy.reached"),
        (["national", "--set", "nothing"], "section.key=value"),
        (["national", "--replications", "0"], "replications"),
        (["national", "--seed", "-4"], "seed"),
        (["national", "--workers", "0"], "workers"),
    ],
)
def test_bad_input_ends_with_status_2_and_a_message_in_both_languages(
    arguments, said, capsys
):
    status = run(*arguments)

    out, err = capsys.readouterr()
    assert status == 2
    assert out == ""
    assert said in err
    assert any("\u4e00" <= character <= "\u9fff" for character in err)


def test_a_folder_that_cannot_be_written_ends_with_status_2(tmp_path, capsys):
    (tmp_path / "taken").write_text("a file", encoding="utf-8")

    status = run(
        "free", "--firms", "20", "--replications", "1", "--out", "taken"
    )  # fmt: skip

    assert status == 2
    err = capsys.readouterr().err
    assert "taken" in err
    assert "rep" not in err  # It said so before the run, not after it.


def test_a_refused_run_leaves_no_folder_and_no_bar(tmp_path, capsys):
    assert run("national", "--replications", "0", "--out", "mine") == 2

    assert "rep/s" not in capsys.readouterr().err
    assert not (tmp_path / "mine" / "summary.json").exists()


@pytest.mark.parametrize(("stream", "status"), [(None, 0), (Full(), 2)])
def test_an_output_that_cannot_be_written_still_leaves_the_files(
    tmp_path, monkeypatch, capsys, stream, status
):
    monkeypatch.setattr("sys.stdout", stream)

    assert run("free", "--firms", "20", "--replications", "1", "--out", "o") == status

    assert (tmp_path / "o" / "summary.json").exists()
    assert ("standard output" in capsys.readouterr().err) == (status == 2)
