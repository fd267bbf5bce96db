package io.cryptoscalp.jobs.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.engine.strategy.StrategyParameter;
import java.util.List;
import java.util.Locale;

/** Shows what strategies can be run. */
final class StrategyList {
  private StrategyList() {}

  /** Says a strategy with its parameters, and gives the same as JSON. */
  static ObjectNode of(Main main, String id, String title, List<StrategyParameter> known) {
    main.say(id + ": " + title);
    ObjectNode node = Json.object().put("strategy", id);
    ArrayNode parameters = node.put("title", title).putArray("parameters");
    for (StrategyParameter parameter : known) {
      main.say(
          String.format(
              Locale.ROOT,
              "  %-10s %-8s %s",
              parameter.name(),
              parameter.whole()
                  ? Long.toString((long) parameter.standard())
                  : Double.toString(parameter.standard()),
              parameter.title()));
      parameters.addPOJO(parameter);
    }
    return node;
  }
}
