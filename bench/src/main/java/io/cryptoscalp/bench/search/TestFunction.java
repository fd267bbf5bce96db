package io.cryptoscalp.bench.search;

import io.cryptoscalp.engine.search.Parameter;
import io.cryptoscalp.engine.search.SearchSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * A function with a known minimum or front. {@code bench/peers/search/samplers.py} has the same.
 *
 * @param name its name
 * @param space its parameters
 * @param reference losses beyond the worst of the front, of functions with several; else empty
 * @param losses of the values of its parameters
 */
record TestFunction(String name, SearchSpace space, double[] reference, Losses losses) {
  private static final double[][] HARTMANN_A = {
    {10, 3, 17, 3.5, 1.7, 8},
    {0.05, 10, 17, 0.1, 8, 14},
    {3, 3.5, 1.7, 10, 17, 8},
    {17, 8, 0.05, 10, 0.1, 14}
  };
  private static final double[][] HARTMANN_P = {
    {0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886},
    {0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991},
    {0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.6650},
    {0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381}
  };
  private static final double[] HARTMANN_C = {1.0, 1.2, 3.0, 3.2};

  /** What a trial comes to. */
  interface Losses {
    double[] of(SortedMap<String, String> settings);
  }

  private interface Plain {
    double of(double[] x);
  }

  private interface Front {
    double[] of(double[] x);
  }

  /** Functions of one loss. */
  static List<TestFunction> single() {
    return List.of(
        plain("sphere", 5, -3, 6, TestFunction::sphere),
        plain("rosenbrock", 5, -3, 6, TestFunction::rosenbrock),
        plain("rastrigin", 5, -3, 6, TestFunction::rastrigin),
        branin(),
        plain("hartmann6", 6, 0, 1, TestFunction::hartmann),
        conditional());
  }

  /** Functions of several losses. */
  static List<TestFunction> several() {
    return List.of(
        front("zdt1", 30, 2, x -> zdt(x, 1)),
        front("zdt2", 30, 2, x -> zdt(x, 2)),
        front("zdt3", 30, 2, x -> zdt(x, 3)),
        front("dtlz2", 12, 3, TestFunction::dtlz2));
  }

  private static SearchSpace box(double[] low, double[] high) {
    Parameter[] parameters = new Parameter[low.length];
    for (int i = 0; i < low.length; i++) {
      parameters[i] = new Parameter.Real("x" + i, low[i], high[i], false, 0);
    }
    return SearchSpace.of(parameters);
  }

  private static double[] values(Map<String, String> settings, int size) {
    double[] x = new double[size];
    for (int i = 0; i < size; i++) {
      x[i] = Double.parseDouble(settings.getOrDefault("x" + i, ""));
    }
    return x;
  }

  private static double[] filled(int size, double value) {
    double[] all = new double[size];
    Arrays.fill(all, value);
    return all;
  }

  private static TestFunction plain(String name, int size, double low, double high, Plain f) {
    return new TestFunction(
        name,
        box(filled(size, low), filled(size, high)),
        new double[0],
        settings -> new double[] {f.of(values(settings, size))});
  }

  private static TestFunction front(String name, int size, int losses, Front f) {
    return new TestFunction(
        name,
        box(filled(size, 0), filled(size, 1)),
        filled(losses, 1.1),
        settings -> f.of(values(settings, size)));
  }

  private static double sphere(double[] x) {
    double sum = 0;
    for (double v : x) {
      sum += v * v;
    }
    return sum;
  }

  private static double rosenbrock(double[] x) {
    double sum = 0;
    for (int i = 0; i + 1 < x.length; i++) {
      double bend = x[i + 1] - x[i] * x[i];
      sum += 100 * bend * bend + (1 - x[i]) * (1 - x[i]);
    }
    return sum;
  }

  private static double rastrigin(double[] x) {
    double sum = 10.0 * x.length;
    for (double v : x) {
      sum += v * v - 10 * Math.cos(2 * Math.PI * v);
    }
    return sum;
  }

  /** Least 0.397887, at three places. */
  private static TestFunction branin() {
    return new TestFunction(
        "branin",
        box(new double[] {-5, 0}, new double[] {10, 15}),
        new double[0],
        settings -> {
          double[] x = values(settings, 2);
          double bend = x[1] - 5.1 / (4 * Math.PI * Math.PI) * x[0] * x[0] + 5 / Math.PI * x[0] - 6;
          return new double[] {bend * bend + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x[0]) + 10};
        });
  }

  /** Least -3.32237. */
  private static double hartmann(double[] x) {
    double sum = 0;
    for (int i = 0; i < HARTMANN_C.length; i++) {
      double inner = 0;
      for (int j = 0; j < x.length; j++) {
        double off = x[j] - HARTMANN_P[i][j];
        inner += HARTMANN_A[i][j] * off * off;
      }
      sum -= HARTMANN_C[i] * Math.exp(-inner);
    }
    return sum;
  }

  /** A choice of which each case has parameters of its own; least 0, in case a. */
  private static TestFunction conditional() {
    List<SearchSpace.Entry> entries = new ArrayList<>();
    entries.add(new SearchSpace.Entry(new Parameter.Choice("kind", List.of("a", "b", "c")), null));
    SearchSpace.Condition a = new SearchSpace.Condition("kind", List.of("a"));
    entries.add(new SearchSpace.Entry(new Parameter.Real("rate", 1e-4, 1, true, 0), a));
    entries.add(new SearchSpace.Entry(new Parameter.Whole("count", 1, 20, false, 1), a));
    SearchSpace.Condition b = new SearchSpace.Condition("kind", List.of("b"));
    entries.add(new SearchSpace.Entry(new Parameter.Real("level", -5, 5, false, 0), b));
    return new TestFunction(
        "conditional",
        new SearchSpace(entries),
        new double[0],
        settings ->
            new double[] {
              switch (settings.getOrDefault("kind", "c")) {
                case "a" -> {
                  double rate = Math.log10(number(settings, "rate")) + 2;
                  double count = (number(settings, "count") - 7) / 5;
                  yield rate * rate + count * count;
                }
                case "b" -> {
                  double level = number(settings, "level") - 1;
                  yield 0.5 + level * level / 4;
                }
                default -> 1.5;
              }
            });
  }

  private static double number(Map<String, String> settings, String key) {
    return Double.parseDouble(settings.getOrDefault(key, ""));
  }

  private static double[] zdt(double[] x, int which) {
    double sum = 0;
    for (int i = 1; i < x.length; i++) {
      sum += x[i];
    }
    double g = 1 + 9 * sum / (x.length - 1);
    double share = x[0] / g;
    double h =
        switch (which) {
          case 1 -> 1 - Math.sqrt(share);
          case 2 -> 1 - share * share;
          default -> 1 - Math.sqrt(share) - share * Math.sin(10 * Math.PI * x[0]);
        };
    return new double[] {x[0], g * h};
  }

  private static double[] dtlz2(double[] x) {
    double g = 0;
    for (int i = 2; i < x.length; i++) {
      g += (x[i] - 0.5) * (x[i] - 0.5);
    }
    double a = x[0] * Math.PI / 2;
    double b = x[1] * Math.PI / 2;
    return new double[] {
      (1 + g) * Math.cos(a) * Math.cos(b),
      (1 + g) * Math.cos(a) * Math.sin(b),
      (1 + g) * Math.sin(a)
    };
  }
}
