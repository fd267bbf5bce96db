package io.cryptoscalp.jobs.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.models.explain.AnswerParts;
import io.cryptoscalp.models.registry.ModelRegistry;
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
        "Recompute the decision behind an order from what its models were given and the registered"
            + " versions, and take it apart by feature; exit code 8 when it does not come out as"
            + " stored.")
final class ExplainCommand implements Callable<Integer> {
  @ParentCommand private Main main = new Main();

  @Parameters(index = "0", paramLabel = "ORDER_ID", description = "Client order id.")
  private String orderId = "";

  @Option(
      names = "--top",
      paramLabel = "N",
      description = "Features to show (default: ${DEFAULT-VALUE}).")
  private int top = 10;

  @Option(
      names = "--runs",
      paramLabel = "N",
      description =
          "Runs of a model that its explanation may take, in place of those it took in the stream;"
              + " its terms are then not compared.")
  private int runs;

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
    RecomputedDecision again;
    try (ModelRegistry registry = Registries.open(main, root)) {
      again = RecomputedDecision.of(decision, registry, Registries.trust(main), Math.max(0, runs));
    }
    boolean agrees = again.findings().isEmpty();
    ObjectNode line = Json.object().put("order", orderId).put("instrument", decision.instrument());
    line.put("eventTimeNs", decision.eventTimeNs()).put("sequence", decision.sequence());
    line.put("model", decision.model()).put("stored", decision.probability());
    line.put("recomputed", again.probability()).put("agrees", agrees);
    ArrayNode findings = line.putArray("findings");
    again.findings().forEach(findings::add);
    main.say(orderId + ": " + decision.instrument() + " " + decision.order());
    main.say(
        format(
            "probability up: stored %.6f, recomputed %.6f: %s",
            decision.probability(), again.probability(), agrees ? "agrees" : "DOES NOT AGREE"));
    again.findings().forEach(main::say);
    say(decision.model(), again.parts(), line.putObject("decision"));
    ArrayNode models = line.putArray("models");
    for (RecomputedDecision.Answer answer : again.answers()) {
      say(answer, models.addObject(), decision.answers().size() > 1);
    }
    main.emit(line);
    return agrees ? ExitCodes.OK : ExitCodes.UNSOUND;
  }

  private void say(RecomputedDecision.Answer answer, ObjectNode to, boolean several) {
    StoredAnswer stored = answer.stored();
    StoredAnswer.Terms terms = stored.terms();
    String known =
        terms == null
            ? "not explained then"
            : terms.code().isEmpty() ? "explained then" : terms.code();
    to.put("model", stored.model()).put("version", stored.version()).put("share", stored.share());
    to.put("stored", stored.probability()).put("recomputed", answer.probability());
    to.put("then", terms == null ? "" : terms.code());
    main.say(
        format(
            "%s %s, share %.4f: stored %.6f, recomputed %.6f; %s",
            stored.model(),
            stored.version(),
            stored.share(),
            stored.probability(),
            answer.probability(),
            known));
    if (several) {
      say(stored.model(), answer.parts(), to);
    } else {
      write(answer.parts(), to);
    }
  }

  private void say(String who, AnswerParts parts, ObjectNode to) {
    AnswerParts.Top shown = parts.top(top);
    main.say(
        format(
            "%s: log odds %+.6f = %+.6f and by feature (%s)",
            who, parts.logOdds(), parts.base(), parts.method()));
    for (int i = 0; i < shown.features().size(); i++) {
      main.say(
          format(
              "  %+10.6f  %s = %s",
              shown.contributions().get(i), shown.features().get(i), shown.values().get(i)));
    }
    int others = parts.features().size() - shown.features().size();
    if (others > 0) {
      main.say(format("  %+10.6f  %d others", shown.rest(), others));
    }
    main.say(format("  %+10.6f  left over by the arithmetic", shown.gap()));
    write(parts, to);
  }

  private void write(AnswerParts parts, ObjectNode to) {
    AnswerParts.Top shown = parts.top(top);
    to.put("method", parts.method()).put("base", parts.base()).put("logOdds", parts.logOdds());
    to.put("rest", shown.rest()).put("gap", shown.gap());
    ArrayNode terms = to.putArray("terms");
    for (int i = 0; i < shown.features().size(); i++) {
      terms
          .addObject()
          .put("feature", shown.features().get(i))
          .put("value", shown.values().get(i))
          .put("logOdds", shown.contributions().get(i));
    }
  }

  private static String format(String text, Object... values) {
    return String.format(Locale.ROOT, text, values);
  }
}
