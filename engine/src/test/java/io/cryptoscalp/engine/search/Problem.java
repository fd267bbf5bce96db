package io.cryptoscalp.engine.search;

import java.util.ArrayList;
import java.util.List;

/** Functions with known minima, and a loop that searches them. */
interface Problem {
  /** Losses at values, not at unit coordinates. */
  double[] losses(double[] x);

  /** Minimum 0 at 0. */
  static Problem sphere() {
    return x -> {
      double sum = 0;
      for (double v : x) {
        sum += v * v;
      }
      return new double[] {sum};
    };
  }

  /** Minimum 0 at 1, along a bent valley. */
  static Problem rosenbrock() {
    return x -> {
      double sum = 0;
      for (int i = 0; i + 1 < x.length; i++) {
        double bend = x[i + 1] - x[i] * x[i];
        sum += 100 * bend * bend + (1 - x[i]) * (1 - x[i]);
      }
      return new double[] {sum};
    };
  }

  /** Minimum 0 at 0, and many others. */
  static Problem rastrigin() {
    return x -> {
      double sum = 10.0 * x.length;
      for (double v : x) {
        sum += v * v - 10 * StrictMath.cos(2 * Math.PI * v);
      }
      return new double[] {sum};
    };
  }

  /** Front f2 = 1 - sqrt(f1), f1 from 0 to 1 (Zitzler, Deb and Thiele, 2000). */
  static Problem zdt1() {
    return x -> {
      double sum = 0;
      for (int i = 1; i < x.length; i++) {
        sum += x[i];
      }
      double g = 1 + 9 * sum / (x.length - 1);
      return new double[] {x[0], g * (1 - Math.sqrt(x[0] / g))};
    };
  }

  /** A space of continuous parameters of one range. */
  static SearchSpace space(int size, double low, double high) {
    Parameter[] parameters = new Parameter[size];
    for (int i = 0; i < size; i++) {
      parameters[i] = new Parameter.Real("x" + i, low, high, false, 0);
    }
    return SearchSpace.of(parameters);
  }

  /** Runs generations until so many trials are done. */
  static List<Observation> search(
      Sampler sampler, Problem problem, double low, double high, int trials, int batch) {
    List<Observation> done = new ArrayList<>();
    while (done.size() < trials) {
      List<Observation> generation = tried(sampler.ask(batch), problem, low, high);
      sampler.tell(generation);
      done.addAll(generation);
    }
    return done;
  }

  /** What becomes of candidates. */
  static List<Observation> tried(List<Candidate> asked, Problem problem, double low, double high) {
    List<Observation> generation = new ArrayList<>();
    for (Candidate candidate : asked) {
      double[] x = new double[candidate.point().length];
      for (int i = 0; i < x.length; i++) {
        x[i] = low + (high - low) * candidate.point()[i];
      }
      generation.add(Observation.of(candidate, problem.losses(x)));
    }
    return generation;
  }

  /** Smallest first loss. */
  static double best(List<Observation> trials) {
    double best = Double.POSITIVE_INFINITY;
    for (Observation trial : trials) {
      best = Math.min(best, trial.losses()[0]);
    }
    return best;
  }
}
