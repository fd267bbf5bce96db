"""Holds a fitted model against hmmlearn on the series it was fitted to.

Usage: compare_hmm.py REGIME.json ROWS.csv

REGIME.json is the file of a fitted model; ROWS.csv what `regimes report --rows` writes: each interval's
observation with the filtered and smoothed probabilities of the states and the Viterbi state. Prints the
largest differences and ends with 1 when one exceeds 1e-6. Missing rows count for the chain alone: hmmlearn
gets a density of 1 for them.
"""

import csv
import json
import sys
import warnings

import numpy as np
from hmmlearn.hmm import GaussianHMM

TOLERANCE = 1e-6
MISSING = 1e9


class WithMissing(GaussianHMM):
    """Rows of MISSING tell nothing; hmmlearn takes no NaN."""

    def _compute_log_likelihood(self, rows):
        missing = (rows == MISSING).any(axis=1)
        result = super()._compute_log_likelihood(np.where(missing[:, None], 0.0, rows))
        result[missing] = 0
        return result


def model(file):
    k = len(file["initial"])
    d = len(file["means"]) // k
    hmm = WithMissing(n_components=k, covariance_type="full", init_params="", params="")
    hmm.n_features = d
    hmm.startprob_ = np.array(file["initial"])
    hmm.transmat_ = np.array(file["transition"]).reshape(k, k)
    hmm.means_ = np.array(file["means"]).reshape(k, d)
    hmm.covars_ = np.array(file["covariances"]).reshape(k, d, d)
    return hmm


def filtered(hmm, rows):
    """hmmlearn has no filter of its own: its densities, with the forward recursion."""
    densities = hmm._compute_log_likelihood(rows)
    result = np.empty_like(densities)
    before = None
    for t, row in enumerate(densities):
        prior = hmm.startprob_ if before is None else before @ hmm.transmat_
        weights = prior * np.exp(row - row.max())
        before = weights / weights.sum()
        result[t] = before
    return result


def main():
    warnings.simplefilter("ignore")
    with open(sys.argv[1]) as file:
        regime = json.load(file)
    with open(sys.argv[2]) as file:
        table = list(csv.DictReader(file))
    hmm = model(regime)
    k, d = hmm.n_components, hmm.n_features
    names = list(table[0])[1 : 1 + d]
    rows = np.array([[float(row[name] or MISSING) for name in names] for row in table])
    columns = lambda kind: np.array([[float(row[f"{kind}_{i}"]) for i in range(k)] for row in table])

    log_likelihood, posteriors = hmm.score_samples(rows)
    own = next(c for c in regime["candidates"] if c["states"] == k)["logLikelihood"]
    path = hmm.decode(rows)[1]
    differences = {
        "log-likelihood, relative": abs(log_likelihood - own) / abs(own),
        "smoothed": np.abs(posteriors - columns("smoothed")).max(),
        "filtered": np.abs(filtered(hmm, rows) - columns("live")).max(),
        "Viterbi, share that differs": np.mean(path != np.array([int(r["viterbi"]) for r in table])),
    }
    print(f"{regime['name']}: {len(rows)} rows, {k} states, log-likelihood {log_likelihood:.6f}")
    for name, value in differences.items():
        print(f"  {name}: {value:.3g}")
    sys.exit(int(any(value > TOLERANCE for value in differences.values())))


if __name__ == "__main__":
    main()
