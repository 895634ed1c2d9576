"""The plain engine: one SimPy process for each firm, told as a story.

A firm looks, chooses, obtains a licence in one of two lanes, tries it, goes on or
stops, and looks again when it has stopped. The clock wakes everyone by phases of grid
dates. This engine is written to be read; what it does is what the model means.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import Any

from simpy import Environment, Event

from simulation.census import Census, State
from simulation.choice import Plan
from simulation.desk import Budget, Desk, Request, Served, serve_all
from simulation.draws import Draws, Purpose, exponential, lognormal_of_mean_one
from simulation.lanes import Lane
from simulation.ledger import Attempt, Ledger, ledger_of
from simulation.parameters import Parameters
from simulation.population import FEN_PER_YUAN
from simulation.prospects import Market
from simulation.searches import Searches
from simulation.timetable import MINUTES_PER_MONTH, Phase, Timetable, whole_minutes

Story = Generator[Event, Any, None]
Outcome = Generator[Event, Any, bool]
NEGOTIATION, FILING = 0, 1
DESK_DRAWS = (
    (Purpose.DESK_RANK_NEGOTIATION, Purpose.WORK_NEGOTIATION, "case_minutes"),
    (Purpose.DESK_RANK_FILING, Purpose.WORK_FILING, "filing_minutes"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What one run leaves behind."""

    ledger: Ledger
    census: Census


def run(market: Market, draws: Draws, step_minutes: int) -> Run:
    """Run one scenario of one replication from minute 0 to its horizon.

    Parameters
    ----------
    market : Market
        The scenario with its firms, patents and prices.
    draws : Draws
        The random numbers of the replication.
    step_minutes : int
        Distance of grid dates [min].
    """
    story = _Story(market, draws, step_minutes)
    story.env.run()
    return Run(ledger=ledger_of(story.attempts), census=story.census)


class _Story:
    """Everyone in one run, and the processes that they live."""

    def __init__(self, market: Market, draws: Draws, step_minutes: int) -> None:
        self.parameters: Parameters = market.parameters
        self.market, self.draws = market, draws
        self.horizon = self.parameters.population.months * MINUTES_PER_MONTH
        self.env = Environment()
        self.timetable = Timetable(self.env, step_minutes)
        self.searches = Searches(
            market, draws, step_minutes=step_minutes, horizon=self.horizon
        )
        self.desk = Desk(
            self.parameters.population.offices, self.parameters.offices.officers
        )
        policy = self.parameters.policy
        self.budget = Budget(round(policy.subsidy_budget_yuan * FEN_PER_YUAN))
        self.census = Census(len(market.firms))
        self.requests: list[Request] = []
        self.attempts: list[Attempt] = []
        self.env.process(self._clock())
        for firm in range(len(market.firms)):
            self.env.process(self._firm(firm))

    def _clock(self) -> Story:
        """Walk the grid dates, phase by phase, until the last licence is settled."""
        settling = self.market.course.failure_month + 1
        last = self.horizon + settling * MINUTES_PER_MONTH
        for date in range(0, last, self.timetable.step_minutes):
            yield self.env.timeout(date - self.env.now)
            for phase in Phase:
                yield from self.timetable.open(date, phase)
                self._act(phase, date)

    def _act(self, phase: Phase, date: int) -> None:
        """Do what no single firm does: serve the desks, close the date."""
        if phase is Phase.POLICY:
            policy, month = self.parameters.policy, date / MINUTES_PER_MONTH
            window = (policy.subsidy_from_month, policy.subsidy_to_month)
            self.budget.is_open = window[0] <= month < window[1]
        if phase is Phase.DESK:
            serve_all(self.desk, self.budget, date, self.requests)
            self.requests.clear()
        if phase is Phase.CLOSE:
            self.budget.close()
            if date < self.horizon:
                self.census.close(date)

    def _firm(self, firm: int) -> Story:
        """Live the life of a firm: look whenever it is free and its time has come."""
        for occasion, date in self.searches.candidates(firm):
            if date <= self.env.now:
                continue  # A busy firm does not look; the slot stays used.
            yield self.timetable.at(date, Phase.SEARCH)
            if not self.searches.looks(firm, occasion, self.census.acquired_share):
                continue
            attempt = self._look(firm, occasion)
            plan = self.searches.plan(
                firm, occasion, is_subsidised=self.budget.is_promised
            )
            if plan is None:
                continue
            self._choose(attempt, plan)
            if (yield from self._obtain(attempt, plan)):
                yield from self._use(attempt, plan)
            self.census.enter(firm, State.LOOKING)

    def _look(self, firm: int, occasion: int) -> Attempt:
        search = self.parameters.search
        cost_fen = round(search.examined * search.cost_yuan * FEN_PER_YUAN)
        attempt = Attempt(firm, occasion, int(self.env.now), cost_fen)
        self.attempts.append(attempt)
        return attempt

    def _choose(self, attempt: Attempt, plan: Plan) -> None:
        attempt.patent, attempt.office = plan.patent, plan.office
        attempt.lane, attempt.document = int(plan.lane), plan.document

    def _obtain(self, attempt: Attempt, plan: Plan) -> Outcome:
        """Get the licence: at once by notice, or after talks that may break down."""
        if plan.lane is Lane.ORDINARY and not (yield from self._negotiate(attempt)):
            return False
        if plan.lane is Lane.OPEN:
            notice_yuan = self.parameters.offers.notice_cost_yuan
            attempt.negotiation_fen = round(notice_yuan * FEN_PER_YUAN)
        attempt.licensed_at = int(self.env.now)
        attempt.risk_fen, attempt.profit_fen = plan.risk_fen, plan.profit_fen
        self.census.acquire(attempt.firm)
        self.env.process(self._file(attempt, plan))
        return True

    def _negotiate(self, attempt: Attempt) -> Outcome:
        """Wait for an officer, talk, pay for every month of talks, and maybe fail."""
        self.census.enter(attempt.firm, State.NEGOTIATING)
        served: Served = yield self._ask(attempt, NEGOTIATION)
        talks = self.parameters.negotiation
        drawn = self._drawn(Purpose.NEGOTIATION_TIME, attempt)
        stretch = float(lognormal_of_mean_one(drawn, talks.months_log_sd))
        months = talks.months * stretch
        attempt.talks_from = served.begins_at
        attempt.talks_to = max(
            served.ends_at, served.begins_at + whole_minutes(months * MINUTES_PER_MONTH)
        )
        attempt.negotiation_fen = round(
            months * talks.cost_yuan_per_month * FEN_PER_YUAN
        )
        broken = self._drawn(Purpose.BREAKDOWN, attempt) < talks.breakdown
        attempt.is_broken = int(broken)
        date = self.timetable.first_date(attempt.talks_to)
        if date >= self.horizon:
            return False  # Talks go on past the end of the run: no licence in it.
        yield self.timetable.at(date, Phase.COMPLETION)
        return not broken

    def _file(self, attempt: Attempt, plan: Plan) -> Story:
        """File the licence at the office's desk, and claim the refund, if any."""
        served: Served = yield self._ask(attempt, FILING, plan.refund_fen)
        attempt.filing_from, attempt.filing_to = served.begins_at, served.ends_at
        attempt.refund_fen = served.refund_fen

    def _use(self, attempt: Attempt, plan: Plan) -> Story:
        """Try the technology, learn, go on or stop at each gate, and produce."""
        technology, course = self.parameters.technology, self.market.course
        is_used = not self._stays_unused(attempt, plan)
        attempt.is_used = int(is_used)
        attempt.works = int(self._drawn(Purpose.TECHNOLOGY_WORKS, attempt) < plan.works)
        if is_used:
            attempt.own_cost_fen += round(technology.trial_cost_yuan * FEN_PER_YUAN)
        self.census.enter(attempt.firm, State.TRIAL if is_used else State.UNUSED)
        yield self._gate(attempt, course.trial_months)
        trial = self._news(attempt, Purpose.NEWS_TRIAL, technology.trial_accuracy)
        attempt.trial_news = int(trial)
        if not is_used or not plan.goes_on_after_trial[trial]:
            attempt.stopped_month = course.trial_months
            return
        yield from self._pilot(attempt, plan, trial)

    def _pilot(self, attempt: Attempt, plan: Plan, trial: bool) -> Story:
        technology, course = self.parameters.technology, self.market.course
        attempt.piloted_at = int(self.env.now)
        attempt.own_cost_fen += round(technology.pilot_cost_yuan * FEN_PER_YUAN)
        self.census.enter(attempt.firm, State.PILOT)
        yield self._gate(attempt, course.production_month)
        pilot = self._news(attempt, Purpose.NEWS_PILOT, technology.pilot_accuracy)
        attempt.pilot_news = int(pilot)
        if not plan.goes_on_after_pilot[trial][pilot]:
            attempt.stopped_month = course.production_month
            return
        yield from self._produce(attempt, plan)

    def _produce(self, attempt: Attempt, plan: Plan) -> Story:
        course = self.market.course
        attempt.produced_at = int(self.env.now)
        attempt.own_cost_fen += plan.build_fen
        self.census.enter(attempt.firm, State.PRODUCTION)
        lasts = course.licence_months if attempt.works else course.failure_month
        attempt.stopped_month = lasts
        yield self._gate(attempt, lasts)

    def _gate(self, attempt: Attempt, months: int) -> Event:
        due = attempt.licensed_at + months * MINUTES_PER_MONTH
        return self.timetable.at(self.timetable.first_date(due), Phase.COMPLETION)

    def _stays_unused(self, attempt: Attempt, plan: Plan) -> bool:
        """Return whether a licence that a campaign pushed is never put to use."""
        if plan.lane is not Lane.OPEN or not self.market.firms.is_reached[attempt.firm]:
            return False
        drawn = self._drawn(Purpose.LICENCE_UNUSED, attempt)
        return drawn < self.parameters.offers.unused_share

    def _news(self, attempt: Attempt, purpose: Purpose, accuracy: float) -> bool:
        """Return whether a test looks good; it is right as often as its accuracy."""
        is_right = self._drawn(purpose, attempt) < accuracy
        return is_right == bool(attempt.works)

    def _ask(self, attempt: Attempt, stage: int, refund_fen: int = 0) -> Event:
        """Bring a request to the office's desk; return when it will be known."""
        rank, work, minutes = DESK_DRAWS[stage]
        offices = self.parameters.offices
        mean = getattr(offices, minutes) / offices.working_share
        request = Request(
            office=attempt.office,
            rank=self._drawn(rank, attempt),
            firm=attempt.firm,
            occasion=attempt.occasion,
            stage=stage,
            minutes=whole_minutes(
                mean * float(exponential(self._drawn(work, attempt)))
            ),
            served=self.env.event(),
            refund_fen=refund_fen,
        )
        self.requests.append(request)
        return request.served

    def _drawn(self, purpose: Purpose, attempt: Attempt) -> float:
        return self.draws.one(purpose, attempt.firm, attempt.occasion)
