package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.engine.barsim.BarStrategies;
import io.cryptoscalp.engine.barsim.BarStrategyProvider;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Options that say which strategy on bars is run. */
final class BarStrategyChoice {
  @Option(
      names = "--strategy",
      paramLabel = "ID",
      description =
          "What to run; backtest bars --list-strategies shows them (default: ${DEFAULT-VALUE}).")
  private String strategy = "sma-crossover";

  @Option(
      names = "--jar",
      paramLabel = "FILE",
      description =
          "A jar with strategies of your own (BarStrategyProvider); also in CRYPTOSCALP_PLUGINS.")
  private List<Path> jars = new ArrayList<>();

  /** The one that is chosen. */
  BarStrategyProvider provider() {
    return strategies().require(strategy);
  }

  /** The strategies that can be named. */
  BarStrategies strategies() {
    List<URL> urls = new ArrayList<>();
    List<Path> files = new ArrayList<>(jars);
    String plugins = System.getenv("CRYPTOSCALP_PLUGINS");
    if (plugins != null && !plugins.isBlank()) {
      for (String file : plugins.split(File.pathSeparator, -1)) {
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
}
