package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.engine.barsim.BarStrategies;
import io.cryptoscalp.engine.barsim.BarStrategyProvider;
import io.cryptoscalp.jobs.barsim.BarTrial;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** Options that say which strategies are run with which parameters. */
final class BarStrategyOptions {
  private static final int MOST_TRIALS = 100_000;

  @Option(
      names = "--strategy",
      paramLabel = "ID",
      description = "What to run; --list-strategies shows them.")
  private String strategy = "sma-crossover";

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

  @Option(
      names = "--jar",
      paramLabel = "FILE",
      description =
          "A jar with strategies of your own (BarStrategyProvider); also in CRYPTOSCALP_PLUGINS.")
  private List<Path> jars = new ArrayList<>();

  /** The strategies that can be named. */
  BarStrategies strategies() {
    List<URL> urls = new ArrayList<>();
    List<Path> files = new ArrayList<>(jars);
    String plugins = System.getenv("CRYPTOSCALP_PLUGINS");
    if (plugins != null && !plugins.isBlank()) {
      for (String file : plugins.split(java.io.File.pathSeparator, -1)) {
        files.add(Path.of(file));
      }
    }
    for (Path file : files) {
      if (!Files.exists(file)) {
        throw new CliException(ExitCodes.CONFIGURATION, "PLUGIN_MISSING: file=" + file);
      }
      try {
        urls.add(file.toUri().toURL());
      } catch (MalformedURLException e) {
        throw new CliException(ExitCodes.CONFIGURATION, "PLUGIN_MISSING: file=" + file, e);
      }
    }
    // Open as long as the process: strategies load their classes while they run.
    return BarStrategies.find(
        new URLClassLoader(urls.toArray(new URL[0]), BarStrategies.class.getClassLoader()));
  }

  /** The trials asked for. */
  List<BarTrial> trials() {
    BarStrategyProvider provider = strategies().require(strategy);
    Map<String, Double> fixed = new LinkedHashMap<>();
    for (String text : parameters) {
      List<Double> values = values("--param", text);
      if (values.size() != 1) {
        throw usage("--param", text);
      }
      fixed.put(name(text), values.get(0));
    }
    Map<String, List<Double>> axes = new LinkedHashMap<>();
    long size = 1;
    for (String text : grid) {
      List<Double> values = values("--grid", text);
      axes.put(name(text), values);
      size *= values.size();
    }
    if (size > MOST_TRIALS) {
      throw new CliException(
          ExitCodes.USAGE,
          "The grid has " + size + " trials, and " + MOST_TRIALS + " is the most.");
    }
    return BarTrial.grid(provider, fixed, axes);
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
