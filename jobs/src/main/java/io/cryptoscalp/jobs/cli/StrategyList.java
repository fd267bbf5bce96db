package io.cryptoscalp.jobs.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.engine.strategy.NamedProvider;
import io.cryptoscalp.engine.strategy.StrategyParameter;
import java.util.Collection;
import java.util.Locale;

/** Shows what strategies can be run. */
final class StrategyList {
  private StrategyList() {}

  /** Tells strategies with their parameters. */
  static void tell(Main main, Collection<? extends NamedProvider> strategies) {
    strategies.forEach(strategy -> tell(main, strategy));
  }

  private static void tell(Main main, NamedProvider strategy) {
    main.say(strategy.id() + ": " + strategy.title());
    ObjectNode node = Json.object().put("strategy", strategy.id());
    ArrayNode parameters = node.put("title", strategy.title()).putArray("parameters");
    for (StrategyParameter parameter : strategy.parameters()) {
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
    main.emit(node);
  }
}
