from math import factorial

import numpy as np
import pytest
from scipy.stats import t
from simpy import Environment

from simulation.desk import Budget, Desk, Request, serve_all
from simulation.draws import Draws, Purpose, exponential
from simulation.timetable import whole_minutes

SERVICE_MINUTES = 1_000
CUSTOMERS, WARM_UP, REPLICATIONS = 12_000, 2_000, 30


def request(office=0, rank=0.5, firm=0, minutes=60, refund_fen=0, env=None):
    served = (env or Environment()).event()
    return Request(office, rank, firm, 0, 0, minutes, served, refund_fen)


def erlang_wait(load, officers):
    """Mean wait in service times, by the formula of Erlang."""
    offered = load * officers
    tail = offered**officers / factorial(officers) / (1 - load)
    below = sum(offered**n / factorial(n) for n in range(officers))
    return tail / (below + tail) / (officers * (1 - load))


def mean_wait(load, officers, replication):
    draws = Draws(77, replication)
    gap = SERVICE_MINUTES / officers / load
    gaps = exponential(draws.row(Purpose.CANDIDATE_GAP, CUSTOMERS)) * gap
    works = exponential(draws.row(Purpose.WORK_NEGOTIATION, CUSTOMERS))
    arrivals = np.floor(np.cumsum(gaps) + 0.5).astype(int).tolist()
    desk, waits = Desk(offices=1, officers=officers), []
    for arrival, work in zip(arrivals, works.tolist(), strict=True):
        case = request(minutes=whole_minutes(work * SERVICE_MINUTES))
        begins_at, _ = desk.serve(arrival, case)
        waits.append(begins_at - arrival)
    return np.mean(waits[WARM_UP:]) / SERVICE_MINUTES


@pytest.mark.parametrize(("load", "officers"), [(0.6, 1), (0.7, 2), (0.75, 4)])
def test_waits_at_the_desk_are_those_of_queueing_theory(load, officers):
    waits = [mean_wait(load, officers, number) for number in range(REPLICATIONS)]

    error = np.std(waits, ddof=1) / REPLICATIONS**0.5
    half = t.ppf(0.9995, REPLICATIONS - 1) * error
    assert abs(np.mean(waits) - erlang_wait(load, officers)) < half


def test_one_officer_waits_as_the_single_server_formula_says():
    assert erlang_wait(0.6, 1) == pytest.approx(0.6 / 0.4)


def test_an_officer_serves_in_order_of_rank():
    env, desk = Environment(), Desk(offices=1, officers=1)
    late, soon = request(rank=0.9, env=env), request(rank=0.1, env=env)

    serve_all(desk, Budget(0), 1_440, [late, soon])

    assert soon.served.value.begins_at == 1_440
    assert late.served.value.begins_at == 1_500


def test_requests_sort_by_office_then_rank_then_firm():
    cases = [
        request(office=1, rank=0.1, firm=0),
        request(office=0, rank=0.9, firm=1),
        request(office=0, rank=0.2, firm=7),
        request(office=0, rank=0.2, firm=5),
    ]

    order = [(case.office, case.rank, case.firm) for case in sorted(cases)]

    assert order == [(0, 0.2, 5), (0, 0.2, 7), (0, 0.9, 1), (1, 0.1, 0)]


def test_the_order_in_which_requests_arrive_on_a_date_does_not_matter():
    def begins(order):
        env = Environment()
        cases = [request(rank=0.5, firm=firm, env=env) for firm in range(4)]
        serve_all(Desk(1, 2), Budget(0), 0, [cases[n] for n in order])
        return [case.served.value.begins_at for case in cases]

    assert begins([0, 1, 2, 3]) == begins([3, 1, 0, 2]) == [0, 0, 60, 60]


def test_a_request_goes_to_the_officer_who_is_free_first():
    desk = Desk(offices=1, officers=2)
    desk.serve(0, request(minutes=500))
    desk.serve(0, request(minutes=100))

    assert desk.serve(50, request(minutes=10)) == (100, 110)


def test_offices_do_not_wait_for_each_other():
    desk = Desk(offices=2, officers=1)
    desk.serve(0, request(office=0, minutes=500))

    assert desk.serve(0, request(office=1, minutes=5)) == (0, 5)


def test_a_budget_is_granted_first_come_first_served_until_it_is_spent():
    env, budget = Environment(), Budget(100, is_open=True)
    cases = [request(rank=n / 10, refund_fen=70, env=env) for n in range(3)]

    serve_all(Desk(1, 1), budget, 0, cases)

    assert [case.served.value.refund_fen for case in cases] == [70, 30, 0]


def test_a_budget_out_of_its_window_grants_nothing():
    budget = Budget(100, is_open=False)

    assert budget.grant(70) == 0
    assert not budget.is_promised


def test_firms_count_on_money_that_was_left_at_the_last_closing():
    budget = Budget(100, is_open=True)
    budget.grant(100)

    assert budget.is_promised
    budget.close()
    assert not budget.is_promised
