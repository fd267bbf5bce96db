package io.cryptoscalp.models.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.engine.barsim.BarBootstrap;
import io.cryptoscalp.engine.validation.PathDistribution;
import io.cryptoscalp.models.ModelException;
import java.util.Locale;

/**
 * What came of a trial that was run anew on resampled candles ({@code bootstrap.json}).
 *
 * @param runId the trial's run
 * @param dataHash digest of its candles
 * @param seed of the paths
 * @param blockBars mean length of a block, bars
 * @param neededBars what the strategy looks back plus how long nineteen of twenty positions are
 *     held, bars
 * @param barNs length of a bar, ns
 * @param trials trials that the best was chosen of on each path; 1 where the trial was given
 * @param result history and paths
 */
public record BootstrapReport(
    String runId,
    String dataHash,
    long seed,
    double blockBars,
    double neededBars,
    long barNs,
    int trials,
    BarBootstrap result) {
  private static final int FORMAT = 1;
  private static final double UNUSUAL = 0.05;

  /** True when blocks hold what the strategy looks at and how long it holds. */
  public boolean holdsItsHorizon() {
    return blockBars >= neededBars;
  }

  /** Share of the paths that lost. */
  public double lossShare() {
    return result.paths().lossProbability();
  }

  /** True when it earned, and most paths lose although blocks were long enough. */
  public boolean refuses() {
    return result.actual() > 1 && holdsItsHorizon() && lossShare() > 0.5;
  }

  /** Distribution and place of the result, one line. */
  public String text() {
    PathDistribution paths = result.paths();
    return String.format(
        Locale.ROOT,
        "%,d histories of its own candles in blocks of %.0f bars (%s), the strategy run anew on"
            + " each: %.2f %% in the median, 5 %% below %.2f %%, 5 %% above %.2f %%, worst %.2f"
            + " %%; %.0f %% lost, %.0f %% beat holding; history gave %.2f %%, which %.0f %% of them"
            + " reach, and %.0f %% are as far above holding as it was",
        paths.paths(),
        blockBars,
        length(blockBars * barNs),
        100 * (paths.finalAt(0.5) - 1),
        100 * (paths.finalAt(0.05) - 1),
        100 * (paths.finalAt(0.95) - 1),
        100 * (paths.finals()[0] - 1),
        100 * lossShare(),
        100 * result.beatsHolding(),
        100 * (result.actual() - 1),
        100 * result.chance(),
        100 * result.chanceOverHolding());
  }

  /** Whether it lives in the order of prices, one line. */
  public String answer() {
    if (result.actual() <= 1) {
      return "It did not earn: there is nothing that could live in the order of prices.";
    }
    if (lossShare() > 0.5) {
      return "It lives in the order of prices beyond a block: without it most histories lose."
          + (holdsItsHorizon()
              ? " Blocks hold what it looks at, so that order is one it cannot see: luck."
              : " Blocks are shorter than what it looks at and holds: longer ones (--block) tell"
                  + " whether that order is one it can see.");
    }
    if (Math.min(result.chance(), result.chanceOverHolding()) <= UNUSUAL) {
      return "Part of it lives in the order of prices beyond a block, by skill at such lengths or"
          + " by luck; the rest does not.";
    }
    return "It does not live in the order of prices beyond a block: history is an ordinary one"
        + " among the paths.";
  }

  private static String length(double ns) {
    double minutes = ns / 60e9;
    return minutes < 120
        ? String.format(Locale.ROOT, "%.0f min", minutes)
        : minutes < 2_880
            ? String.format(Locale.ROOT, "%.1f h", minutes / 60)
            : String.format(Locale.ROOT, "%.1f days", minutes / 1_440);
  }

  /** As a file. */
  public ObjectNode json() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("format", FORMAT).put("runId", runId).put("dataHash", dataHash);
    node.put("passed", !refuses()).put("text", text()).put("answer", answer());
    node.put("paths", result.paths().paths()).put("seed", seed).put("trials", trials);
    node.put("blockBars", blockBars).put("neededBars", neededBars).put("barNs", barNs);
    node.put("actual", result.actual()).put("actualDrawdown", result.actualDrawdown());
    node.put("held", result.held()).put("heldMedian", result.heldMedian());
    node.put("lossShare", lossShare()).put("beatsHolding", result.beatsHolding());
    node.put("chance", result.chance());
    node.put("chanceOverHolding", result.chanceOverHolding())
        .put("worst", result.paths().finals()[0]);
    for (double p : PathDistribution.fanQuantiles()) {
      String quantile = Long.toString(Math.round(100 * p));
      node.put("final-" + quantile, result.paths().finalAt(p));
      node.put("drawdown-" + quantile, result.paths().drawdownAt(p));
    }
    node.set("distribution", ReportJson.distribution(result.paths()));
    return node;
  }

  /**
   * Reads a file.
   *
   * @throws ModelException {@code BOOTSTRAP_FILE_INVALID}
   */
  public static BootstrapReport of(JsonNode node) {
    ReportJson in = new ReportJson("BOOTSTRAP_FILE_INVALID", node, FORMAT);
    return new BootstrapReport(
        in.text("runId"),
        in.text("dataHash"),
        (long) in.number("seed"),
        in.number("blockBars"),
        in.number("neededBars"),
        (long) in.number("barNs"),
        (int) in.number("trials"),
        new BarBootstrap(
            in.distribution("distribution"),
            in.number("actual"),
            in.number("actualDrawdown"),
            in.number("held"),
            in.number("heldMedian"),
            in.number("beatsHolding"),
            in.number("chance"),
            in.number("chanceOverHolding")));
  }
}
