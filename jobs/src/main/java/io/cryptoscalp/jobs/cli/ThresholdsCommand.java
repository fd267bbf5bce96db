package io.cryptoscalp.jobs.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.engine.regime.signal.Threshold;
import io.cryptoscalp.operators.regime.RegimeTopics;
import io.cryptoscalp.operators.regime.ThresholdJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Changes thresholds of the running regime job. */
@Command(
    name = "thresholds",
    description =
        "Change thresholds of the market patterns while the regime job runs; without arguments,"
            + " list them.")
final class ThresholdsCommand implements Callable<Integer> {
  @ParentCommand private Main main = new Main();

  @Parameters(index = "0..*", paramLabel = "KEY=VALUE", description = "New values.")
  private List<String> pairs = new ArrayList<>();

  @Override
  public Integer call() throws InterruptedException {
    if (pairs.isEmpty()) {
      list();
      return ExitCodes.OK;
    }
    Map<String, Double> changes = changes();
    byte[] message = ThresholdJson.encode(changes);
    ControlTopic topic = ControlTopic.require(main, message);
    topic.send(RegimeTopics.PARAMETERS, "thresholds", message);
    main.say("Told the regime job: " + changes);
    ObjectNode told = Json.object();
    changes.forEach(told::put);
    main.emit(told);
    return ExitCodes.OK;
  }

  private void list() {
    for (Threshold threshold : Threshold.values()) {
      main.say(
          String.format(
              Locale.ROOT,
              "%-24s%-12s%s (%s to %s)",
              threshold.key(),
              threshold.standard(),
              threshold.meaning(),
              threshold.least(),
              threshold.most()));
      main.emit(
          Json.object()
              .put("key", threshold.key())
              .put("default", threshold.standard())
              .put("least", threshold.least())
              .put("most", threshold.most())
              .put("meaning", threshold.meaning()));
    }
  }

  /** The changes, each checked here so that a slip of the pen is told at once. */
  private Map<String, Double> changes() {
    Map<String, Double> changes = new TreeMap<>();
    for (String pair : pairs) {
      int equals = pair.indexOf('=');
      Threshold threshold = equals < 1 ? null : Threshold.ofKey(pair.substring(0, equals));
      if (threshold == null) {
        throw new CliException(ExitCodes.USAGE, "THRESHOLD_UNKNOWN: \"" + pair + "\"");
      }
      try {
        double value = Double.parseDouble(pair.substring(equals + 1));
        threshold.check(value);
        changes.put(threshold.key(), value);
      } catch (NumberFormatException e) {
        throw new CliException(ExitCodes.USAGE, "\"" + pair + "\" is not KEY=NUMBER.", e);
      } catch (IllegalArgumentException e) {
        throw new CliException(ExitCodes.USAGE, String.valueOf(e.getMessage()), e);
      }
    }
    return changes;
  }
}
