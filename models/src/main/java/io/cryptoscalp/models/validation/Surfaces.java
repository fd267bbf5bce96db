package io.cryptoscalp.models.validation;

import io.cryptoscalp.engine.performance.RunRecord;
import io.cryptoscalp.engine.validation.SensitivitySurface;
import io.cryptoscalp.models.promotion.Evidence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes a surface of trials that lie on a grid of parameters. */
final class Surfaces {
  private static final int MOST_POINTS = 10_000;
  private static final Pattern NUMBER =
      Pattern.compile("([-+]?[0-9]*\\.?[0-9]+(?:[eE][-+]?[0-9]+)?)(ns|us|ms|s|m|h|d)?");

  private Surfaces() {}

  /**
   * The annual Sharpe ratios over the parameters in which trials differ.
   *
   * @return null when a parameter is no number, a point has two trials, or more than half of the
   *     grid has none
   */
  static @Nullable SensitivitySurface of(AlignedReturns trials) {
    List<SensitivitySurface.Axis> axes = axes(trials.runs());
    long points = axes == null || axes.isEmpty() ? 0 : 1;
    for (SensitivitySurface.Axis axis : axes == null ? List.<SensitivitySurface.Axis>of() : axes) {
      points = Math.min(MOST_POINTS + 1L, points * axis.values().length);
    }
    if (axes == null || points == 0 || points > MOST_POINTS || 2L * trials.runs().size() < points) {
      return null;
    }
    double[] values = new double[(int) points];
    Arrays.fill(values, Double.NaN);
    int[] all = new int[trials.periods()];
    Arrays.setAll(all, i -> i);
    for (int r = 0; r < trials.runs().size(); r++) {
      int point = point(axes, trials.runs().get(r));
      if (!Double.isNaN(values[point])) {
        return null;
      }
      values[point] = trials.sharpe(r, all) * Math.sqrt(trials.periodsPerYear());
    }
    return new SensitivitySurface(axes, values);
  }

  /** Where a run is on the grid. */
  static int point(List<SensitivitySurface.Axis> axes, RunRecord run) {
    int point = 0;
    for (SensitivitySurface.Axis axis : axes) {
      double value = number(run.configuration().getOrDefault(Evidence.PARAMETER + axis.name(), ""));
      point = point * axis.values().length + Arrays.binarySearch(axis.values(), value);
    }
    return point;
  }

  private static @Nullable List<SensitivitySurface.Axis> axes(List<RunRecord> runs) {
    SortedMap<String, TreeSet<String>> texts = new TreeMap<>();
    for (RunRecord run : runs) {
      run.configuration()
          .forEach(
              (key, value) -> {
                if (key.startsWith(Evidence.PARAMETER)) {
                  texts.computeIfAbsent(key, each -> new TreeSet<>()).add(value);
                }
              });
    }
    List<SensitivitySurface.Axis> axes = new ArrayList<>();
    for (String key : texts.keySet()) {
      if (runs.stream().anyMatch(run -> !run.configuration().containsKey(key))) {
        return null;
      }
      double[] values =
          texts.get(key).stream().mapToDouble(Surfaces::number).sorted().distinct().toArray();
      if (values.length < 2) {
        continue;
      }
      if (Double.isNaN(values[values.length - 1])) {
        return null;
      }
      axes.add(new SensitivitySurface.Axis(key.substring(Evidence.PARAMETER.length()), values));
    }
    return axes;
  }

  /** A number; of one with a unit of time its seconds; NaN for words. */
  private static double number(String text) {
    Matcher matcher = NUMBER.matcher(text.strip());
    if (!matcher.matches()) {
      return Double.NaN;
    }
    double value = Double.parseDouble(matcher.group(1));
    String unit = matcher.group(2);
    return switch (unit == null ? "" : unit) {
      case "ns" -> value * 1e-9;
      case "us" -> value * 1e-6;
      case "ms" -> value * 1e-3;
      case "m" -> value * 60;
      case "h" -> value * 3_600;
      case "d" -> value * 86_400;
      default -> value;
    };
  }
}
