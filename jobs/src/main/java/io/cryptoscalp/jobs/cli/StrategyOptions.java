package io.cryptoscalp.jobs.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Strategies of trials and their settings. */
final class StrategyOptions {
  @Option(
      names = "--strategy",
      split = ",",
      paramLabel = "ID",
      description = "Strategies of every trial; default those of the trading job.")
  private List<String> strategies = new ArrayList<>();

  @Option(
      names = "--param",
      paramLabel = "KEY=VALUE",
      description =
          "A key of the trading job for all trials, e.g. strategy.cooldown=30s or venue.queue=log.")
  private List<String> params = new ArrayList<>();

  @Mixin private JarOptions jars = new JarOptions();

  /** Makes own strategies known and gives the settings: the configured ones, and those given. */
  Map<String, String> keys(Main main) throws IOException {
    var unused = jars.use(main);
    Map<String, String> keys = new TreeMap<>(main.settings().job(Settings.TRADING_PREFIX));
    for (String pair : params) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw new CliException(ExitCodes.USAGE, "--param wants key=value, not \"" + pair + "\".");
      }
      keys.put(pair.substring(0, equals).strip(), pair.substring(equals + 1).strip());
    }
    if (!strategies.isEmpty()) {
      keys.put("strategies", String.join(",", strategies));
    }
    return keys;
  }
}
