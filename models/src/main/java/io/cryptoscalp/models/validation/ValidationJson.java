package io.cryptoscalp.models.validation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.engine.performance.RunRecord;
import io.cryptoscalp.engine.validation.Capacity;
import io.cryptoscalp.engine.validation.ExecutionStress;
import io.cryptoscalp.engine.validation.PathDistribution;
import io.cryptoscalp.engine.validation.SensitivitySurface;
import io.cryptoscalp.engine.validation.WalkForwardWindows;
import org.jspecify.annotations.Nullable;

/** A validation as a file; figures that are no finite number are null. */
public final class ValidationJson {
  /** Format that is written. */
  public static final int FORMAT = 1;

  private ValidationJson() {}

  /** Everything that was found, with verdict and words. */
  public static ObjectNode of(Validation validation) {
    RunRecord run = validation.run();
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("format", FORMAT)
        .put("runId", run.runId())
        .put("strategy", run.strategy())
        .put("dataHash", run.dataHash())
        .put("passed", validation.passed())
        .put("refusals", validation.refusals())
        .put("trials", validation.trials().runs().size())
        .put("periodNs", validation.trials().periodNs());
    ArrayNode findings = node.putArray("findings");
    for (Finding finding : validation.findings()) {
      findings
          .addObject()
          .put("code", finding.code().name())
          .put("refuses", finding.refuses())
          .put("text", finding.text());
    }
    ObjectNode figures = node.putObject("figures");
    validation.figures().forEach((key, value) -> put(figures, key, value));
    walks(node.putArray("walkForward"), validation);
    CombinatorialPaths combinatorial = validation.combinatorial();
    if (combinatorial != null) {
      array(node, "combinatorialSharpes", combinatorial.annualSharpes());
    }
    stress(node.putArray("stress"), validation);
    reruns(node, validation.reruns());
    surface(node, validation.surface());
    capacity(node, validation.capacity(), run.meanEquity());
    ObjectNode paths = node.putObject("monteCarlo");
    validation.paths().forEach((name, each) -> paths(paths.putObject(name), each));
    return node;
  }

  private static void walks(ArrayNode to, Validation validation) {
    for (WalkForward walk : validation.walkForward()) {
      ObjectNode node = to.addObject().put("kind", walk.anchored() ? "anchored" : "rolling");
      ArrayNode windows = node.putArray("windows");
      for (int w = 0; w < walk.windows().size(); w++) {
        WalkForwardWindows.Window window = walk.windows().get(w);
        ObjectNode each =
            windows
                .addObject()
                .put("trainFromNs", window.trainFromNs())
                .put("trainToNs", window.trainToNs())
                .put("testFromNs", window.testFromNs())
                .put("testToNs", window.testToNs())
                .put("run", validation.trials().runs().get(walk.chosen()[w]).runId());
        put(each, "train", walk.trainReturns()[w]);
        put(each, "test", walk.testReturns()[w]);
      }
    }
  }

  private static void stress(ArrayNode to, Validation validation) {
    double year = Math.sqrt(validation.trials().periodsPerYear());
    for (ExecutionStress.Outcome outcome : validation.stress()) {
      ObjectNode node =
          to.addObject()
              .put("slippage", outcome.stress().slippage())
              .put("latency", outcome.stress().latency());
      put(node, "return", outcome.wealth() - 1);
      put(node, "sharpe", outcome.sharpe() * year);
    }
  }

  /** What was run anew, and so stands in place of what is reckoned from trades. */
  private static void reruns(ObjectNode to, Reruns reruns) {
    StressReport stress = reruns.stress();
    BootstrapReport bootstrap = reruns.bootstrap();
    to.put("stressBy", stress == null ? "trades" : "rerun");
    to.put("candlesBy", bootstrap == null ? "positions" : "rerun");
    to.put("walkForwardBy", reruns.walkForward() == null ? "joined trials" : "own windows");
    if (stress != null) {
      ArrayNode cases = to.putArray("stressCases");
      stress.cases().forEach(each -> StressReport.put(cases.addObject(), each));
    }
    if (bootstrap != null) {
      to.set("bootstrap", bootstrap.json());
    }
  }

  private static void surface(ObjectNode to, @Nullable SensitivitySurface surface) {
    if (surface == null) {
      return;
    }
    ObjectNode node = to.putObject("surface");
    ArrayNode axes = node.putArray("axes");
    for (SensitivitySurface.Axis axis : surface.axes()) {
      array(axes.addObject().put("name", axis.name()), "values", axis.values());
    }
    array(node, "sharpes", surface.values());
    node.put("peak", surface.peak()).put("plateau", surface.plateau());
  }

  private static void capacity(ObjectNode to, @Nullable Capacity capacity, double equity) {
    if (capacity == null) {
      return;
    }
    ObjectNode node = to.putObject("capacity");
    put(node, "equity", capacity.capacity() * equity);
    array(node, "multiples", capacity.multiples());
    array(node, "sharpes", capacity.sharpes());
  }

  private static void paths(ObjectNode to, PathDistribution paths) {
    to.put("paths", paths.paths());
    for (double p : PathDistribution.fanQuantiles()) {
      String quantile = Long.toString(Math.round(100 * p));
      put(to, "final-" + quantile, paths.finalAt(p));
      put(to, "drawdown-" + quantile, paths.drawdownAt(p));
    }
    put(to, "lossProbability", paths.lossProbability());
  }

  private static void array(ObjectNode to, String name, double[] values) {
    ArrayNode array = to.putArray(name);
    for (double value : values) {
      if (Double.isFinite(value)) {
        array.add(value);
      } else {
        array.addNull();
      }
    }
  }

  private static void put(ObjectNode to, String key, double value) {
    if (Double.isFinite(value)) {
      to.put(key, value);
    } else {
      to.putNull(key);
    }
  }
}
