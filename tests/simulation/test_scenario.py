import pytest

from pricing.canonical import terms_sha256
from pricing.patterns import PATTERNS
from simulation.errors import ScenarioUnreadable
from simulation.scenario import load, resized, shipped
from simulation.scenario_files import SHIPPED

REFORMS = ("staged", "size_tiered", "pay_later", "free")


def written(tmp_path, text, name="mine.toml"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def fault_of(path, **settings):
    with pytest.raises(ScenarioUnreadable) as caught:
        load(path, {key.replace("__", "."): value for key, value in settings.items()})
    return caught.value.faults[0]


def test_the_shipped_scenarios_are_a_baseline_and_four_reforms():
    listed = shipped()

    assert [entry["name"] for entry in listed] == ["national", *REFORMS]
    assert all(entry["title_zh"] and entry["title_en"] for entry in listed)


def test_the_national_baseline_has_the_size_of_the_programme():
    population = load("national").parameters.population

    assert (population.offices, population.firms, population.months) == (
        1_000,
        10_000,
        60,
    )


@pytest.mark.parametrize("name", ["national", *REFORMS])
def test_every_default_has_a_unit_and_a_source_or_the_word_assumption(name):
    for key, origin in load(name).provenance.items():
        assert origin.unit, key
        assert origin.source, key


def test_every_number_of_the_baseline_lies_in_its_plausible_range():
    assert load("national").warnings == ()


def test_reforms_differ_from_the_baseline_in_terms_or_listing_only():
    base = load("national").parameters.model_dump()

    for name in REFORMS:
        reform = load(name).parameters.model_dump()
        changed = {group for group in base if base[group] != reform[group]}
        assert changed == {"offers"}


def test_a_file_may_extend_a_shipped_scenario_and_hold_only_what_differs(tmp_path):
    path = written(
        tmp_path, 'extends = "national.toml"\n[population]\nfirms = 300\nmonths = 24\n'
    )

    scenario = load(path)

    assert scenario.parameters.population.firms == 300
    assert scenario.parameters.population.offices == 1_000
    assert scenario.provenance["population.firms"].source == "assumption"


def test_a_file_may_extend_a_file_beside_it(tmp_path):
    written(tmp_path, 'extends = "staged"\n[policy]\nreached = 7\n', "parent.toml")
    path = written(tmp_path, 'extends = "parent.toml"\nname = "child"\n')

    scenario = load(path)

    assert (scenario.name, scenario.parameters.policy.reached) == ("child", 7)
    assert scenario.posted == load("staged").posted


def test_a_file_without_a_name_is_called_by_its_own_not_by_its_parents(tmp_path):
    scenario = load(written(tmp_path, 'extends = "national.toml"\n', "cheaper.toml"))

    assert (scenario.name, scenario.title_zh) == ("cheaper", "cheaper")
    assert scenario.notes_zh == load("national").notes_zh


@pytest.mark.parametrize("name", PATTERNS)
def test_terms_may_be_named_by_pattern(tmp_path, name):
    path = written(
        tmp_path,
        'extends = "national.toml"\n[offers]\nlisted_share = 1.0\n'
        f'[terms.posted]\npattern = "{name}"\n',
    )

    posted = load(path).posted

    assert posted.mode == "posted"
    assert posted.ends_on.year > 2032


def test_the_hash_follows_what_can_change_an_outcome():
    base = load("national")

    assert load("national").sha256 == base.sha256
    assert load("national", {"policy.reached": 9}).sha256 != base.sha256
    assert load("staged").sha256 != base.sha256


def test_the_hash_does_not_follow_titles(tmp_path):
    path = written(tmp_path, 'extends = "national.toml"\nname = "other"\n')

    assert load(path).sha256 == load("national").sha256


def test_a_price_factor_scales_amounts_and_leaves_the_terms_otherwise():
    halved = load("staged", {"offers.price_factor": 0.5}).posted
    whole = load("staged").posted

    amounts = [stage.fees[0].amount_fen for stage in halved.stages]
    assert [2 * fen for fen in amounts] == [
        stage.fees[0].amount_fen for stage in whole.stages
    ]
    assert terms_sha256(halved) != terms_sha256(whole)


def test_a_sample_keeps_the_proportions_of_the_whole():
    sample = resized(load("national"), 1_000).parameters

    assert sample.population.offices == 100
    assert sample.population.patents == 2_333
    assert sample.policy.reached == 1_000


def test_the_licence_runs_for_the_stated_months():
    months = [stage.months for stage in load("staged").posted.stages]

    assert sum(months) == 60


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("population.firms", -3, "1 to 1,000,000"),
        ("population.firms", "many", "1 to 1,000,000"),
        ("population.firms", 2.5, "1 to 1,000,000"),
        ("population.firms", True, "1 to 1,000,000"),
        ("search.cost_yuan", 3000.5, "whole yuan"),
        ("search.cost_yuan", 3000.0, "whole yuan"),
        ("search.cost_yuan", "3000.00", "whole yuan"),
        ("firms.revenue_yuan", [1, 2, 3, 4.5], "whole yuan"),
        ("negotiation.breakdown", 1.5, "0 to 1"),
        ("negotiation.breakdown", float("nan"), "0 to 1"),
        ("firms.size_share", [0.5, 0.5], "4 x"),
        ("firms.size_share", [0.5, 0.5, 0.5, 0.5], "the sum must be 1"),
        ("search.bound_per_year", 0.01, "at least"),
        ("licence.months", 12, "at least 13"),
        ("policy.reachd", 5, "policy.reached"),
        ("calendar.starts_on", "soon", "2000-01-01 to 2100-01-01"),
        ("calendar.starts_on", "9999-01-01", "2000-01-01 to 2100-01-01"),
    ],
)
def test_a_bad_value_is_named_with_key_and_allowed_range(key, value, said):
    fault = fault_of("national", **{key: value})

    assert fault.file == "national.toml"
    assert fault.key.startswith(key)
    assert said in fault.mend_en
    assert fault.message_zh
    assert fault.mend_zh


@pytest.mark.parametrize(
    ("text", "key", "said"),
    [
        ("this is no toml", "TOML", "no valid TOML"),
        ('extends = "mine.toml"', "extends", "extends itself"),
        ('extends = "nowhere.toml"', "file", "no such scenario"),
        ("extends = 3", "extends", "no line of text"),
        ('extends = "national"\nname = ""', "name", "no line of text"),
        ('extends = "national"\ntitle_zh = ["a"]', "title_zh", "no line of text"),
        ('extends = "national"\nname = "a\\nb"', "name", "no line of text"),
        ('name = "whole"', "population.firms", "missing"),
        ('extends = "national"\nfirms = 3', "firms", "no section"),
        (
            'extends = "national"\n[terms.posted]\npattern = "gift"',
            "terms",
            "unreadable",
        ),
        ('extends = "national"\n[terms.posted]\njson = "{}"', "terms", "unreadable"),
        (
            'extends = "national"\n[terms.negotiated]\npattern = "free"',
            "terms.negotiated",
            "no fixed sum",
        ),
        ('extends = "national"\n[terms.other]\njson = ""', "terms.other", "no such"),
        (
            'extends = "national"\n[policy]\nreached = { value = 3, unit = "months" }',
            "policy.reached.unit",
            "unit",
        ),
        (
            'extends = "national"\n[policy]\nreached = { worth = 3 }',
            "policy.reached",
            "wrong",
        ),
    ],
)
def test_a_bad_file_is_named_with_the_place(tmp_path, text, key, said):
    fault = fault_of(written(tmp_path, text))

    assert fault.key.startswith(key)
    assert said in fault.message_en


def test_an_open_licence_cannot_be_the_form_of_a_negotiated_one(tmp_path):
    text = (SHIPPED / "national.toml").read_text(encoding="utf-8")
    opened = text.replace('"ordinary", "mode": "negotiated"', '"open"')
    fault = fault_of(written(tmp_path, opened))

    assert fault.key == "terms.negotiated.lane"


def test_all_faults_are_named_at_once():
    with pytest.raises(ScenarioUnreadable) as caught:
        load("national", {"population.firms": 0, "population.months": 0})

    assert len(caught.value.faults) == 2


def test_an_allowed_but_unusual_value_is_a_warning():
    scenario = load("national", {"offices.officers": 50})

    assert len(scenario.warnings) == 1
    assert "offices.officers" in scenario.warnings[0]
