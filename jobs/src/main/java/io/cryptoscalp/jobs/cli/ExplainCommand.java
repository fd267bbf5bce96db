package io.cryptoscalp.jobs.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.models.explain.DecisionExplainer;
import io.cryptoscalp.models.explain.Explanation;
import io.cryptoscalp.models.registry.ModelFolder;
import io.cryptoscalp.models.registry.ModelRegistry;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Why was this order sent? */
@Command(
    name = "explain",
    description =
        "Recompute the decision behind an order from the stored vector and the registered model,"
            + " and take it apart by feature; exit code 8 when it does not come out as stored.")
final class ExplainCommand implements Callable<Integer> {
  /** Largest difference of a recomputed probability. */
  private static final double TOLERANCE = 1e-5;

  @ParentCommand private Main main = new Main();

  @Parameters(index = "0", paramLabel = "ORDER_ID", description = "Client order id.")
  private String orderId = "";

  @Option(
      names = "--top",
      paramLabel = "N",
      description = "Features to show (default: ${DEFAULT-VALUE}).")
  private int top = 10;

  @Option(
      names = "--registry",
      paramLabel = "ROOT",
      description = "Where models are kept, as in models list.")
  private String root = "";

  @Override
  public Integer call() {
    StoredDecision decision;
    try (Database database = Database.open(main)) {
      decision = StoredDecision.read(database.client(), orderId);
    }
    ObjectNode line = Json.object().put("order", orderId).put("instrument", decision.instrument());
    line.put("eventTimeNs", decision.eventTimeNs()).put("model", decision.model());
    main.say(orderId + ": " + decision.instrument() + " " + decision.order());
    ArrayNode models = line.putArray("models");
    double odds = 0;
    double weights = 0;
    boolean agrees = true;
    try (ModelRegistry registry = Registries.open(main, root)) {
      for (StoredDecision.Answer answer : decision.answers()) {
        double got = explained(registry, decision, answer, models.addObject());
        agrees &= Math.abs(got - answer.probability()) <= TOLERANCE;
        odds += answer.weight() * Math.log(got / (1 - got));
        weights += answer.weight();
      }
    }
    double together = 1 / (1 + Math.exp(-odds / weights));
    agrees &= Math.abs(together - decision.probability()) <= TOLERANCE;
    main.say(
        String.format(
            Locale.ROOT,
            "probability up: stored %.6f, recomputed %.6f: %s",
            decision.probability(),
            together,
            agrees ? "agrees" : "DOES NOT AGREE"));
    line.put("stored", decision.probability()).put("recomputed", together).put("agrees", agrees);
    main.emit(line);
    return agrees ? ExitCodes.OK : ExitCodes.UNSOUND;
  }

  private double explained(
      ModelRegistry registry,
      StoredDecision decision,
      StoredDecision.Answer answer,
      ObjectNode to) {
    ModelFolder folder = registry.folder(name(registry, answer), answer.version());
    try (DecisionExplainer explainer = DecisionExplainer.open(folder, Registries.trust(main))) {
      List<String> features = explainer.features();
      float[] row = new float[features.size()];
      for (int i = 0; i < row.length; i++) {
        Double value = decision.values().get(features.get(i));
        if (value == null) {
          throw new CliException(
              ExitCodes.CONFIGURATION, "FEATURE_NOT_STORED: feature=" + features.get(i));
        }
        row[i] = value.floatValue();
      }
      double got = explainer.probability(row);
      Explanation explanation = explainer.explain(row);
      to.put("model", answer.model()).put("version", answer.version());
      to.put("stored", answer.probability()).put("recomputed", got);
      to.put("weight", answer.weight()).put("method", explanation.method().name());
      to.put("base", explanation.base()).put("logOdds", explanation.logOdds());
      show(answer, got, explanation, row, to.putArray("terms"));
      return got;
    }
  }

  /** A fallback stands under a name of its own, beside its model's. */
  private static String name(ModelRegistry registry, StoredDecision.Answer answer) {
    String suffix = "-fallback";
    boolean own = registry.models().contains(answer.model());
    return own || !answer.model().endsWith(suffix)
        ? answer.model()
        : answer.model().substring(0, answer.model().length() - suffix.length());
  }

  private void show(
      StoredDecision.Answer answer,
      double got,
      Explanation explanation,
      float[] row,
      ArrayNode terms) {
    main.say(
        String.format(
            Locale.ROOT,
            "%s %s: stored %.6f, recomputed %.6f; log odds %+.4f = %+.4f and by feature (%s)",
            answer.model(),
            answer.version(),
            answer.probability(),
            got,
            explanation.logOdds(),
            explanation.base(),
            explanation.method()));
    for (int column : explanation.top(top)) {
      String feature = explanation.features().get(column);
      double part = explanation.contributions().get(column);
      main.say(String.format(Locale.ROOT, "  %+9.4f  %s = %s", part, feature, row[column]));
      terms.addObject().put("feature", feature).put("value", row[column]).put("logOdds", part);
    }
  }
}
