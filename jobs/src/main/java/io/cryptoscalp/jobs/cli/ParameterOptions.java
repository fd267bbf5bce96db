package io.cryptoscalp.jobs.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that set numbers of a strategy, and values of them to try. */
final class ParameterOptions {
  private static final int MOST_TRIALS = 100_000;

  @Option(
      names = "--param",
      split = ",",
      paramLabel = "NAME=VALUE",
      description = "Sets a parameter: --param fast=10,slow=40.")
  private List<String> parameters = new ArrayList<>();

  @Option(
      names = "--grid",
      paramLabel = "NAME=VALUE,...",
      description = "Tries values of a parameter: --grid fast=5,10,20; several make all pairs.")
  private List<String> grid = new ArrayList<>();

  /** Values that are the same in all trials. */
  Map<String, Double> fixed() {
    Map<String, Double> fixed = new LinkedHashMap<>();
    for (String text : parameters) {
      List<Double> values = values("--param", text);
      if (values.size() != 1) {
        throw usage("--param", text);
      }
      requireNew(fixed.put(name(text), values.get(0)), "--param", text);
    }
    return fixed;
  }

  /** Values to try, by name. */
  Map<String, List<Double>> axes() {
    Map<String, List<Double>> axes = new LinkedHashMap<>();
    long size = 1;
    for (String text : grid) {
      List<Double> values = values("--grid", text);
      requireNew(axes.put(name(text), values), "--grid", text);
      size *= values.size();
      if (size > MOST_TRIALS) {
        throw new CliException(
            ExitCodes.USAGE, "The grid has more than " + MOST_TRIALS + " trials.");
      }
    }
    return axes;
  }

  private static void requireNew(@Nullable Object before, String option, String text) {
    if (before != null) {
      throw new CliException(
          ExitCodes.USAGE, option + " names " + name(text) + " twice, in \"" + text + "\".");
    }
  }

  private static String name(String text) {
    return text.substring(0, text.indexOf('=')).strip();
  }

  private static List<Double> values(String option, String text) {
    int equals = text.indexOf('=');
    if (equals < 1) {
      throw usage(option, text);
    }
    List<Double> values = new ArrayList<>();
    for (String value : text.substring(equals + 1).split(",", -1)) {
      try {
        values.add(Double.parseDouble(value.strip()));
      } catch (NumberFormatException e) {
        throw usage(option, text);
      }
    }
    return values;
  }

  private static CliException usage(String option, String text) {
    return new CliException(
        ExitCodes.USAGE, option + " wants name=number, and \"" + text + "\" is not that.");
  }
}
