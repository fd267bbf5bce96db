"""Results of hmmlearn that the Java models are held to.

Usage: golden_hmm.py OUT.json [KLINES_1H.json.gz]

Each case is a start model and a series (simulated from another model by a seeded generator, or daily
log returns of recorded hourly candles, of which only the results are written), with what hmmlearn's
GaussianHMM makes of them: log-likelihood, posteriors, Viterbi path, the model after one iteration and
after convergence. All priors of hmmlearn are switched off, so that both sides compute plain maximum
likelihood.
"""

import gzip
import json
import sys
import warnings

import numpy as np
from hmmlearn.hmm import GaussianHMM

ITERATIONS = 3000


def model(start, iterations=1, tolerance=-np.inf):
    hmm = GaussianHMM(
        n_components=len(start["initial"]),
        covariance_type="full",
        min_covar=0,
        means_prior=0,
        means_weight=0,
        covars_prior=0,
        covars_weight=0,
        algorithm="viterbi",
        n_iter=iterations,
        tol=tolerance,
        params="stmc",
        init_params="",
    )
    hmm.startprob_ = np.array(start["initial"])
    hmm.transmat_ = np.array(start["transition"])
    hmm.means_ = np.array(start["means"])
    hmm.covars_ = np.array(start["covariances"])
    hmm.n_features = hmm.means_.shape[1]
    return hmm


def parameters(hmm):
    return {
        "initial": hmm.startprob_.tolist(),
        "transition": hmm.transmat_.tolist(),
        "means": hmm.means_.tolist(),
        "covariances": hmm.covars_.tolist(),
    }


def random_model(rng, k, d, spread, stay):
    transition = rng.dirichlet(np.ones(k), size=k) * (1 - stay) + stay * np.eye(k)
    covariances = []
    for _ in range(k):
        a = rng.normal(size=(d, d))
        covariances.append((a @ a.T / d + 0.3 * np.eye(d)) * rng.uniform(0.3, 3))
    return {
        "initial": rng.dirichlet(np.ones(k)).tolist(),
        "transition": (transition / transition.sum(axis=1, keepdims=True)).tolist(),
        "means": (spread * rng.normal(size=(k, d))).tolist(),
        "covariances": np.array(covariances).tolist(),
    }


def simulate(rng, truth, length):
    k = len(truth["initial"])
    state = rng.choice(k, p=truth["initial"])
    rows = []
    for _ in range(length):
        rows.append(rng.multivariate_normal(truth["means"][state], truth["covariances"][state]))
        state = rng.choice(k, p=truth["transition"][state])
    return np.array(rows)


def results(start, rows, lengths):
    fixed = model(start)
    log_likelihood, posteriors = fixed.score_samples(rows, lengths)
    path_log, path = fixed.decode(rows, lengths)
    once = model(start)
    once.fit(rows, lengths)
    converged = model(start, ITERATIONS, 1e-11)
    converged.fit(rows, lengths)
    scaled = converged.covars_ / np.outer(rows.std(axis=0), rows.std(axis=0))
    assert np.linalg.eigvalsh(scaled).min() > 1e-3, "the case is degenerate"
    return {
        "lengths": lengths,
        "start": start,
        "logLikelihood": log_likelihood,
        "posteriors": np.asarray(posteriors).tolist(),
        "path": path.tolist(),
        "pathLogProbability": path_log,
        "once": parameters(once),
        "converged": parameters(converged),
        "convergedLogLikelihood": converged.score(rows, lengths),
        "convergedIterations": converged.monitor_.iter,
    }


def simulated(name, seed, k, d, lengths, spread, stay):
    rng = np.random.default_rng(seed)
    truth = random_model(rng, k, d, spread, stay)
    rows = np.concatenate([simulate(rng, truth, length) for length in lengths])
    start = random_model(rng, k, d, spread, 0.5)
    # A start far from the truth can run into a state of one row, where the likelihood has no bound.
    start["means"] = (np.array(truth["means"]) + 0.4 * rng.normal(size=(k, d))).tolist()
    case = {"name": name, "rows": rows.tolist()}
    case.update(results(start, rows, lengths))
    return case


def daily_returns(path, before):
    """Log returns of the last hourly close of each UTC day that has candles."""
    closes = {}
    with gzip.open(path) as file:
        for row in json.load(file):
            if row[0] < before:
                closes[row[0] // 86_400_000] = row[4]
    series = np.array([closes[day] for day in sorted(closes)])
    return np.diff(np.log(series)).reshape(-1, 1)


def recorded(path):
    before = 1_546_300_800_000  # 2019-01-01
    rows = daily_returns(path, before)
    deviations = [0.01, 0.03, 0.06]
    start = {
        "initial": [0.3, 0.4, 0.3],
        "transition": [[0.9, 0.05, 0.05], [0.05, 0.9, 0.05], [0.05, 0.05, 0.9]],
        "means": [[0.0], [0.002], [-0.002]],
        "covariances": [[[s * s]] for s in deviations],
    }
    case = {"name": "btc-daily", "recordedBefore": before}
    case.update(results(start, rows, [len(rows)]))
    return case


def main():
    warnings.simplefilter("ignore")
    cases = [
        simulated("two-states", 1, 2, 1, [150], 2.0, 0.8),
        simulated("three-states-two-features", 2, 3, 2, [110, 1, 90], 2.0, 0.7),
        simulated("six-states", 3, 6, 1, [200], 3.0, 0.8),
        simulated("four-states-eight-features", 4, 4, 8, [240], 1.0, 0.85),
    ]
    if len(sys.argv) > 2:
        cases.append(recorded(sys.argv[2]))
    with open(sys.argv[1], "w", encoding="utf-8") as out:
        json.dump({"origin": "bench/peers/hmm/golden_hmm.py, hmmlearn 0.3.3", "cases": cases}, out)
        out.write("\n")
    for case in cases:
        print(case["name"], case["logLikelihood"], case["convergedLogLikelihood"], case["convergedIterations"])


main()
