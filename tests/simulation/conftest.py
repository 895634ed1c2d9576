import pytest

from simulation.draws import Draws
from simulation.population import draw_firms, draw_patents
from simulation.prospects import Market
from simulation.reference import run
from simulation.scenario import load, sample_settings
from simulation.timetable import STEPS


@pytest.fixture
def make_scenario():
    def make(name="national", firms=200, **settings):
        whole = load(name).parameters
        keyed = {key.replace("__", "."): value for key, value in settings.items()}
        return load(name, {**sample_settings(whole, firms), **keyed})

    return make


@pytest.fixture
def make_market(make_scenario):
    def make(name="national", firms=200, seed=1, **settings):
        scenario = make_scenario(name, firms, **settings)
        draws = Draws(seed, 0)
        population = draw_firms(scenario.parameters, draws)
        patents = draw_patents(scenario.parameters, draws)
        return Market(scenario, population, patents), draws

    return make


@pytest.fixture
def make_run(make_market):
    def make(name="national", firms=200, step="week", **settings):
        market, draws = make_market(name, firms, **settings)
        return market, run(market, draws, STEPS[step])

    return make
