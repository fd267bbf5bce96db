"""Runs samplers of Optuna, pycma and pymoo on the functions of bench/run samplers.

    bench/run samplers > ours.csv
    python samplers.py ours.csv [SEEDS]

Prints a table of both: median and quartiles over seeds. Ends with 1 when a function is not the
same on both sides.
"""

import logging
import math
import sys
import warnings

import cma
import numpy as np
import optuna
from pymoo.algorithms.moo.nsga2 import NSGA2
from pymoo.algorithms.soo.nonconvex.ga import GA
from pymoo.core.callback import Callback
from pymoo.core.problem import ElementwiseProblem
from pymoo.indicators.hv import HV
from pymoo.optimize import minimize
from pymoo.util.nds.non_dominated_sorting import NonDominatedSorting

FEW, MANY, FRONT = 200, 2000, 10000

HARTMANN_A = np.array([
    [10, 3, 17, 3.5, 1.7, 8], [0.05, 10, 17, 0.1, 8, 14], [3, 3.5, 1.7, 10, 17, 8], [17, 8, 0.05, 10, 0.1, 14]])
HARTMANN_P = np.array([
    [0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886], [0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991],
    [0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.6650], [0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381]])
HARTMANN_C = np.array([1.0, 1.2, 3.0, 3.2])


def sphere(x):
    return float(np.sum(x * x))


def rosenbrock(x):
    return float(np.sum(100 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2))


def rastrigin(x):
    return float(10 * len(x) + np.sum(x * x - 10 * np.cos(2 * np.pi * x)))


def branin(x):
    bend = x[1] - 5.1 / (4 * np.pi**2) * x[0] ** 2 + 5 / np.pi * x[0] - 6
    return float(bend**2 + 10 * (1 - 1 / (8 * np.pi)) * np.cos(x[0]) + 10)


def hartmann6(x):
    return float(-np.sum(HARTMANN_C * np.exp(-np.sum(HARTMANN_A * (x - HARTMANN_P) ** 2, axis=1))))


def conditional(kind, rate=None, count=None, level=None):
    if kind == "a":
        return (math.log10(rate) + 2) ** 2 + ((count - 7) / 5) ** 2
    return 0.5 + (level - 1) ** 2 / 4 if kind == "b" else 1.5


def zdt(which):
    def losses(x):
        g = 1 + 9 * np.sum(x[1:]) / (len(x) - 1)
        share = x[0] / g
        h = {1: 1 - math.sqrt(share), 2: 1 - share**2,
             3: 1 - math.sqrt(share) - share * math.sin(10 * math.pi * x[0])}[which]
        return [x[0], g * h]
    return losses


def dtlz2(x):
    g = np.sum((x[2:] - 0.5) ** 2)
    a, b = x[0] * np.pi / 2, x[1] * np.pi / 2
    return [(1 + g) * np.cos(a) * np.cos(b), (1 + g) * np.cos(a) * np.sin(b), (1 + g) * np.sin(a)]


BOXES = {
    "sphere": (sphere, [-3] * 5, [6] * 5),
    "rosenbrock": (rosenbrock, [-3] * 5, [6] * 5),
    "rastrigin": (rastrigin, [-3] * 5, [6] * 5),
    "branin": (branin, [-5, 0], [10, 15]),
    "hartmann6": (hartmann6, [0] * 6, [1] * 6),
}
FRONTS = {"zdt1": (zdt(1), 30, 2), "zdt2": (zdt(2), 30, 2), "zdt3": (zdt(3), 30, 2), "dtlz2": (dtlz2, 12, 3)}


def at(name, place):
    """Losses where every parameter is at the same share of its range."""
    if name in BOXES:
        f, low, high = BOXES[name]
        return [f(np.array(low) + place * (np.array(high) - np.array(low)))]
    if name in FRONTS:
        f, size, _ = FRONTS[name]
        return f(np.full(size, place))
    kind = "abc"[min(2, int(place * 3))]
    return [conditional(kind, 10 ** (-4 + 4 * place), 1 + int(place * 20), -5 + 10 * place)]


def optuna_best(name, sampler):
    def objective(trial):
        if name == "conditional":
            kind = trial.suggest_categorical("kind", ["a", "b", "c"])
            if kind == "a":
                return conditional(kind, trial.suggest_float("rate", 1e-4, 1, log=True),
                                   trial.suggest_int("count", 1, 20))
            return conditional(kind, level=trial.suggest_float("level", -5, 5) if kind == "b" else None)
        f, low, high = BOXES[name]
        return f(np.array([trial.suggest_float(f"x{i}", low[i], high[i]) for i in range(len(low))]))

    study = optuna.create_study(sampler=sampler)
    study.optimize(objective, n_trials=FEW)
    return study.best_value


def cma_best(name, seed, trials):
    f, low, high = BOXES[name]
    low, high = np.array(low, float), np.array(high, float)
    best, used, restart = math.inf, 0, 0
    random = np.random.default_rng(seed)
    while used < trials:
        start = np.full(len(low), 0.5) if restart == 0 else random.uniform(size=len(low))
        size = int(4 + 3 * math.log(len(low))) * 2**restart
        es = cma.CMAEvolutionStrategy(start, 0.3, {"bounds": [0, 1], "seed": seed * 100 + restart + 1,
                                                   "popsize": size, "verbose": -9})
        while not es.stop() and used < trials:
            points = es.ask()
            values = [f(low + np.array(p) * (high - low)) for p in points]
            best = min([best] + values[: trials - used])
            used += len(points)
            es.tell(points, values)
        restart += 1
    return best


class Kept(Callback):
    """All losses that were tried."""

    def __init__(self):
        super().__init__()
        self.all = []

    def notify(self, algorithm):
        self.all.append(algorithm.off.get("F") if algorithm.off is not None else algorithm.pop.get("F"))


class Elementwise(ElementwiseProblem):
    def __init__(self, f, low, high, losses):
        super().__init__(n_var=len(low), n_obj=losses, xl=np.array(low, float), xu=np.array(high, float))
        self.f = f

    def _evaluate(self, x, out, *args, **kwargs):
        out["F"] = self.f(x)


def genetic_best(name, seed):
    f, low, high = BOXES[name]
    found = minimize(Elementwise(f, low, high, 1), GA(pop_size=40), ("n_eval", MANY), seed=seed + 1)
    return float(found.F[0])


def front_volume(name, seed):
    f, size, losses = FRONTS[name]
    kept = Kept()
    minimize(Elementwise(f, [0] * size, [1] * size, losses), NSGA2(pop_size=100), ("n_eval", FRONT),
             seed=seed + 1, callback=kept)
    every = np.vstack(kept.all)[:FRONT]
    front = every[NonDominatedSorting().do(every, only_non_dominated_front=True)]
    return float(HV(ref_point=np.full(losses, 1.1))(front))


def peers(name):
    if name in FRONTS:
        return {("nsga2", FRONT): ("pymoo", lambda s: front_volume(name, s))}
    runs = {
        ("random", FEW): ("optuna", lambda s: optuna_best(name, optuna.samplers.RandomSampler(seed=s))),
        ("halton", FEW): ("optuna", lambda s: optuna_best(
            name, optuna.samplers.QMCSampler(qmc_type="halton", scramble=True, seed=s))),
        ("tpe", FEW): ("optuna", lambda s: optuna_best(
            name, optuna.samplers.TPESampler(multivariate=True, group=name == "conditional", seed=s))),
        ("tpe-apart", FEW): ("optuna", lambda s: optuna_best(name, optuna.samplers.TPESampler(multivariate=False, seed=s))),
    }
    if name in BOXES:
        runs[("cma-es", FEW)] = ("pycma", lambda s: cma_best(name, s, FEW))
        runs[("cma-es", MANY)] = ("pycma", lambda s: cma_best(name, s, MANY))
        runs[("genetic", MANY)] = ("pymoo", lambda s: genetic_best(name, s))
    return runs


def main():
    optuna.logging.set_verbosity(logging.ERROR)
    warnings.filterwarnings("ignore")
    seeds = int(sys.argv[2]) if len(sys.argv) > 2 else 15
    differs = False
    results = []
    for line in open(sys.argv[1]):
        words = line.strip().split(",")
        if words[0] == "check":
            theirs = at(words[1], float(words[2]))
            ours = [float(w) for w in words[3:]]
            if not np.allclose(ours, theirs, rtol=1e-9, atol=1e-9):
                differs = True
                print(f"differs: {words[1]} at {words[2]}: {ours} and {theirs}")
        elif words[0] == "result":
            results.append(words[1:])
    if differs:
        sys.exit(1)
    print("| function | sampler | trials | ours: quarter, median, three quarters | peer | peer: the same |")
    print("|---|---|---|---|---|---|")
    for name, sampler, trials, _, low, middle, high in results:
        peer = peers(name).get((sampler, int(trials)))
        row = f"| {name} | {sampler} | {trials} | {low}, **{middle}**, {high} |"
        if peer is None:
            print(row + " - | - |", flush=True)
            continue
        a, b, c = np.quantile([peer[1](s) for s in range(seeds)], [0.25, 0.5, 0.75])
        print(f"{row} {peer[0]} | {a:.6g}, **{b:.6g}**, {c:.6g} |", flush=True)


if __name__ == "__main__":
    main()
