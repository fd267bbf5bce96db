"""Run-length posteriors that the Java change-point detector is held to.

Usage: golden_changepoint.py OUT.json

The recursion of Adams and MacKay (2007) on the whole matrix of run lengths, in logs and without any
truncation, with the predictive density from scipy's Student t. The series: the annual flow of the Nile
at Aswan 1871 to 1970 (Cobb 1978, "The problem of the Nile", Biometrika 65), which falls in 1898/1899,
and a simulated one.
"""

import json
import sys

import numpy as np
from scipy.special import logsumexp
from scipy.stats import t

NILE = [
    1120, 1160, 963, 1210, 1160, 1160, 813, 1230, 1370, 1140, 995, 935, 1110, 994, 1020, 960, 1180, 799,
    958, 1140, 1100, 1210, 1150, 1250, 1260, 1220, 1030, 1100, 774, 840, 874, 694, 940, 833, 701, 916,
    692, 1020, 1050, 969, 831, 726, 456, 824, 702, 1120, 1100, 832, 764, 821, 768, 845, 864, 862, 698,
    845, 744, 796, 1040, 759, 781, 865, 845, 944, 984, 897, 822, 1010, 771, 676, 649, 846, 812, 742, 801,
    1040, 860, 874, 848, 890, 744, 749, 838, 1050, 918, 986, 797, 923, 975, 815, 1020, 906, 901, 1170,
    912, 746, 919, 718, 714, 740,
]  # fmt: skip


def posterior(series, mean_run_length, mean0, weight0, shape0, deviation0):
    """Adams and MacKay's log P(r_t, x_1..t), r = 0 for a change after the observation."""
    hazard = 1 / mean_run_length
    joint = np.array([0.0])
    mean, weight = np.array([mean0]), np.array([weight0])
    shape, rate = np.array([shape0]), np.array([shape0 * deviation0**2])
    steps = []
    for value in series:
        scale = np.sqrt(rate * (weight + 1) / (shape * weight))
        weighed = joint + t.logpdf(value, 2 * shape, loc=mean, scale=scale)
        joint = np.append(logsumexp(weighed) + np.log(hazard), weighed + np.log1p(-hazard))
        evidence = logsumexp(joint)
        steps.append((np.exp(joint - evidence), evidence))
        rate = np.append(shape0 * deviation0**2, rate + weight * (value - mean) ** 2 / (2 * (weight + 1)))
        mean = np.append(mean0, (weight * mean + value) / (weight + 1))
        weight = np.append(weight0, weight + 1)
        shape = np.append(shape0, shape + 0.5)
    return steps


def case(name, series, options, at):
    steps = posterior(series, *options)
    return {
        "name": name,
        "options": list(options),
        "series": list(series),
        "evidence": [evidence for _, evidence in steps],
        "at": at,
        "runLengths": [steps[i][0].tolist() for i in at],
    }


def main():
    rng = np.random.default_rng(5)
    simulated = np.concatenate(
        [rng.normal(0, 1, 70), rng.normal(2.5, 1, 60), rng.normal(2.5, 0.2, 50), rng.normal(-1, 3, 40)]
    )
    cases = [
        case("nile", [float(x) for x in NILE], (100, 1000.0, 1.0, 1.0, 150.0), [0, 27, 29, 34, 60, 99]),
        case("simulated", simulated.tolist(), (250, 0.0, 0.5, 2.0, 1.0), [1, 69, 71, 75, 131, 140, 190, 219]),
    ]
    with open(sys.argv[1], "w", encoding="utf-8") as out:
        json.dump({"origin": "bench/peers/changepoint/golden_changepoint.py, scipy 1.17.1", "cases": cases}, out)
        out.write("\n")
    for each in cases:
        lengths = [int(np.argmax(r)) for r in each["runLengths"]]
        print(each["name"], dict(zip(each["at"], lengths)))


main()
