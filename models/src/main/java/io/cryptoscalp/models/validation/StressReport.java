package io.cryptoscalp.models.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.models.ModelException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A trial that was run anew under worse execution, deciding by what it then met ({@code
 * stress.json}).
 *
 * @param runId the trial's run
 * @param dataHash digest of its data
 * @param cases the trial as it was first
 */
public record StressReport(String runId, String dataHash, List<Case> cases) {
  private static final int FORMAT = 1;

  /** How bad a case is. */
  public enum Step {
    /** The trial as it was. */
    AS_RUN,
    /** What every market takes: the way to the venue, a place in the queue. */
    MARKET,
    /** The first that is worse than assumed. */
    FIRST,
    /** Worse than that; told, not judged. */
    FURTHER
  }

  /**
   * The trial under one execution.
   *
   * @param id what was made worse, and how much
   * @param step how bad that is
   * @param totalReturn after costs
   * @param sharpe annual; NaN where nothing moved
   * @param drawdown largest fall from a high, 0 to 1
   * @param orders orders sent
   * @param trades round trips
   * @param fees paid, account currency
   */
  public record Case(
      String id,
      Step step,
      double totalReturn,
      double sharpe,
      double drawdown,
      long orders,
      long trades,
      double fees) {}

  /** Copies and checks. */
  public StressReport {
    cases = List.copyOf(cases);
    if (cases.isEmpty() || cases.get(0).step() != Step.AS_RUN) {
      throw new ModelException(
          "STRESS_FILE_INVALID", "run=" + runId + " cause=no case as it was run");
    }
  }

  /** The trial as it was. */
  public Case asRun() {
    return cases.get(0);
  }

  /** Cases of a step that leave nothing of what it earned; none where it did not earn. */
  public List<Case> deadly(Step step) {
    return asRun().totalReturn() <= 0
        ? List.of()
        : cases.stream().filter(c -> c.step() == step && c.totalReturn() <= 0).toList();
  }

  /** The least return of a step; NaN without a case of it. */
  public double worst(Step step) {
    return cases.stream()
        .filter(c -> c.step() == step)
        .mapToDouble(Case::totalReturn)
        .min()
        .orElse(Double.NaN);
  }

  /** The code that refuses it; null when it survives. */
  public Finding.@Nullable Code code() {
    return !deadly(Step.MARKET).isEmpty()
        ? Finding.Code.FREE_FILLS
        : !deadly(Step.FIRST).isEmpty() ? Finding.Code.FRAGILE : null;
  }

  /** What became of it, one line. */
  public String text() {
    Step judged = deadly(Step.MARKET).isEmpty() ? Step.FIRST : Step.MARKET;
    List<String> dead = new ArrayList<>();
    for (Case each : deadly(judged)) {
      dead.add(String.format(Locale.ROOT, "%s (%.2f %%)", each.id(), 100 * each.totalReturn()));
    }
    String earned = String.format(Locale.ROOT, "%.2f %%", 100 * asRun().totalReturn());
    if (asRun().totalReturn() <= 0) {
      return "it returned " + earned + " as it was run: there is nothing that could be lost";
    }
    return dead.isEmpty()
        ? "the " + earned + " it returned outlive every first step of worse execution"
        : "of the "
            + earned
            + " it returned nothing is left when run anew under "
            + String.join(", ", dead);
  }

  /** As a file. */
  public ObjectNode json() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    Finding.Code code = code();
    node.put("format", FORMAT).put("runId", runId).put("dataHash", dataHash);
    node.put("passed", code == null).put("code", code == null ? "" : code.name());
    node.put("text", text());
    ArrayNode list = node.putArray("cases");
    cases.forEach(each -> put(list.addObject(), each));
    return node;
  }

  static void put(ObjectNode node, Case each) {
    node.put("case", each.id()).put("step", each.step().name()).put("return", each.totalReturn());
    if (Double.isFinite(each.sharpe())) {
      node.put("sharpe", each.sharpe());
    } else {
      node.putNull("sharpe");
    }
    node.put("drawdown", each.drawdown()).put("orders", each.orders());
    node.put("trades", each.trades()).put("fees", each.fees());
  }

  /**
   * Reads a file.
   *
   * @throws ModelException {@code STRESS_FILE_INVALID}
   */
  public static StressReport of(JsonNode node) {
    ReportJson in = new ReportJson("STRESS_FILE_INVALID", node, FORMAT);
    List<Case> cases = new ArrayList<>();
    for (ReportJson each : in.list("cases")) {
      cases.add(
          new Case(
              each.text("case"),
              each.word(Step.class, "step"),
              each.number("return"),
              each.numberOrNone("sharpe"),
              each.number("drawdown"),
              (long) each.number("orders"),
              (long) each.number("trades"),
              each.number("fees")));
    }
    return new StressReport(in.text("runId"), in.text("dataHash"), cases);
  }
}
