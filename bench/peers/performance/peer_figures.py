"""The figures of engine.performance as QuantStats and empyrical have them; neither is our code."""

import warnings

import empyrical
import numpy as np
import pandas as pd
import quantstats.stats as qs

DAYS = 365


def figures(returns, benchmark=None):
    """Figures by the key of io.cryptoscalp.engine.performance.Metric.

    returns, benchmark: series of daily simple returns over UTC days.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return _figures(returns, benchmark)


def _figures(r, benchmark):
    result = {
        "total-return": qs.comp(r),
        "cagr": qs.cagr(r, periods=DAYS),
        "volatility": qs.volatility(r, periods=DAYS),
        "sharpe": qs.sharpe(r, periods=DAYS),
        "smart-sharpe": qs.smart_sharpe(r, periods=DAYS),
        "probabilistic-sharpe": qs.probabilistic_sharpe_ratio(r),
        "sortino": qs.sortino(r, periods=DAYS),
        "calmar": qs.calmar(r, periods=DAYS),
        "omega": qs.omega(r, periods=DAYS),
        "gain-to-pain": qs.gain_to_pain_ratio(r),
        "max-drawdown": qs.max_drawdown(r),
        "time-in-drawdown": float((qs.to_drawdown_series(r) < 0).mean()),
        "ulcer-index": qs.ulcer_index(r),
        "recovery-factor": qs.recovery_factor(r),
        "value-at-risk": empyrical.value_at_risk(r.to_numpy(), cutoff=0.05),
        "expected-shortfall": empyrical.conditional_value_at_risk(r.to_numpy(), cutoff=0.05),
        "normal-value-at-risk": qs.value_at_risk(r),
        "normal-expected-shortfall": qs.cvar(r),
        "tail-ratio": qs.tail_ratio(r),
        "skewness": qs.skew(r),
        "kurtosis": qs.kurtosis(r),
        "win-rate": qs.win_rate(r),
        "win-rate-days": qs.win_rate(r),
        "win-rate-months": qs.win_rate(r, aggregate="ME"),
        "best-period": qs.best(r),
        "worst-period": qs.worst(r),
        "best-month": qs.best(r, aggregate="ME"),
        "worst-month": qs.worst(r, aggregate="ME"),
        "payoff-ratio": qs.payoff_ratio(r),
        "profit-factor": qs.profit_factor(r),
        "consecutive-wins": float(qs.consecutive_wins(r)),
        "consecutive-losses": float(qs.consecutive_losses(r)),
        "stability": empyrical.stability_of_timeseries(r),
    }
    if benchmark is not None:
        greeks = qs.greeks(r, benchmark, periods=DAYS)
        result["alpha"] = greeks["alpha"]
        result["beta"] = greeks["beta"]
        result["correlation"] = r.corr(benchmark)
        result["information-ratio"] = qs.information_ratio(r, benchmark)
        result["tracking-error"] = float((r - benchmark).std() * np.sqrt(DAYS))
    return {key: float(value) for key, value in result.items()}


def daily(values, first="2021-01-01"):
    """A series over consecutive UTC days."""
    return pd.Series(values, index=pd.date_range(first, periods=len(values), freq="D"))
