package io.cryptoscalp.models.evaluation.forecast;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.models.evaluation.Chart;
import io.cryptoscalp.models.evaluation.ReportSection;
import io.cryptoscalp.models.evaluation.TradingFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A walk-forward of a forecaster of quantiles as a part of the report. */
public final class QuantileReport {
  private static final double BPS = 1e4;
  private static final double PERCENT = 100;
  private static final long MINUTE_NS = 60_000_000_000L;

  private QuantileReport() {}

  /** The part of the report. */
  public static ReportSection section(QuantileRun run) {
    return new ReportSection(
        run.family(),
        "Quantiles of returns",
        json(run),
        conclusion(run),
        List.of(losses(run), intervals(run), directions(run), trading(run)),
        List.of(chart(run)));
  }

  private static String conclusion(QuantileRun run) {
    List<String> better = new ArrayList<>();
    List<String> paying = new ArrayList<>();
    for (HorizonFigures horizon : run.horizons()) {
      if (horizon.hasSkill()) {
        better.add(minutes(horizon));
      }
      TradingFigures trading = horizon.trading();
      if (trading.trades() > 0 && trading.meanNet() > 2 * trading.meanNetError()) {
        paying.add(minutes(horizon));
      }
    }
    String loss =
        better.isEmpty()
            ? "Over no horizon is the pinball loss two errors below that of the naive forecast:"
                + " there is no skill."
            : "Pinball loss two errors below that of the naive forecast over "
                + String.join(", ", better)
                + " min.";
    return loss
        + (paying.isEmpty()
            ? " Trading the direction earned nothing after costs that lies two errors above nothing."
            : " Trading the direction earned after costs over "
                + String.join(", ", paying)
                + " min.");
  }

  private static String minutes(HorizonFigures horizon) {
    long ns = horizon.horizonNs();
    return ns % MINUTE_NS == 0
        ? Long.toString(ns / MINUTE_NS)
        : String.format(Locale.ROOT, "%.2f", (double) ns / MINUTE_NS);
  }

  private static ReportSection.Table losses(QuantileRun run) {
    List<List<String>> rows = new ArrayList<>();
    for (HorizonFigures horizon : run.horizons()) {
      rows.add(
          List.of(
              minutes(horizon),
              Integer.toString(horizon.rows()),
              text("%.4f", BPS * horizon.pinball()),
              text("%.4f", BPS * horizon.naivePinball()),
              text("%+.4f", BPS * horizon.gain()),
              text("%.4f", BPS * horizon.gainError()),
              text("%+.2f", PERCENT * horizon.gain() / horizon.naivePinball()),
              horizon.hasSkill() ? "SKILL" : "NO_SKILL"));
    }
    return new ReportSection.Table(
        "Pinball loss, bps of the price, mean over the levels; naive: the quantiles of all returns"
            + " that were learnt from. Errors are over stretches of time.",
        List.of("horizon min", "returns", "loss", "naive", "gain", "error", "gain %", "verdict"),
        rows);
  }

  private static ReportSection.Table intervals(QuantileRun run) {
    List<List<String>> rows = new ArrayList<>();
    for (HorizonFigures horizon : run.horizons()) {
      for (HorizonFigures.Interval interval : horizon.intervals()) {
        rows.add(
            List.of(
                minutes(horizon),
                text("%.0f", PERCENT * interval.nominal()),
                text("%.1f", PERCENT * interval.coverage()),
                text("%.1f", PERCENT * interval.coverageError()),
                text("%.1f", PERCENT * interval.naiveCoverage()),
                text("%.1f", BPS * interval.width()),
                text("%.1f", BPS * interval.naiveWidth())));
      }
    }
    return new ReportSection.Table(
        "Share of returns inside the conformal intervals, and their mean width.",
        List.of(
            "horizon min",
            "nominal %",
            "covered %",
            "error %",
            "naive covered %",
            "width bps",
            "naive width bps"),
        rows);
  }

  private static ReportSection.Table directions(QuantileRun run) {
    List<List<String>> rows = new ArrayList<>();
    for (HorizonFigures horizon : run.horizons()) {
      var metrics = horizon.direction();
      rows.add(
          List.of(
              minutes(horizon),
              text("%.5f", metrics.basic().logLoss()),
              text("%+.5f", metrics.gain()),
              text("%.5f", metrics.gainError()),
              text("%.5f", metrics.basic().brier()),
              text("%.4f", metrics.basic().auc()),
              text("%.4f", metrics.aucError()),
              text("%.4f", metrics.mcc()),
              metrics.hasSkill() ? "SKILL" : "NO_SKILL"));
    }
    return new ReportSection.Table(
        "Direction: the chance of a rise that the quantiles imply, linear between them, against the"
            + " base rate.",
        List.of(
            "horizon min",
            "log loss",
            "gain",
            "error",
            "Brier",
            "AUC",
            "AUC error",
            "MCC",
            "verdict"),
        rows);
  }

  private static ReportSection.Table trading(QuantileRun run) {
    List<List<String>> rows = new ArrayList<>();
    for (HorizonFigures horizon : run.horizons()) {
      TradingFigures trading = horizon.trading();
      boolean any = trading.trades() > 0;
      rows.add(
          List.of(
              minutes(horizon),
              Integer.toString(trading.trades()),
              Integer.toString(trading.longs()),
              text("%.2f", PERCENT * trading.gross()),
              text("%.2f", PERCENT * trading.net()),
              any ? text("%.2f", BPS * trading.meanNet()) : "-",
              any ? text("%.2f", BPS * trading.meanNetError()) : "-",
              any ? text("%.3f", trading.hitRate()) : "-",
              any ? text("%.1f", trading.sharpe()) : "-",
              text("%.2f", PERCENT * trading.maxDrawdown()),
              verdict(trading)));
    }
    return new ReportSection.Table(
        "Trading the direction after fees, spread and slippage: in at the decision, out at the"
            + " horizon, thresholds chosen on the validation part.",
        List.of(
            "horizon min",
            "trades",
            "long",
            "gross %",
            "net %",
            "net bps a trade",
            "error",
            "hit rate",
            "Sharpe",
            "max drawdown %",
            "verdict"),
        rows);
  }

  private static String verdict(TradingFigures trading) {
    if (trading.trades() == 0) {
      return "NO_TRADES";
    }
    double bound = 2 * trading.meanNetError();
    return trading.meanNet() > bound ? "PROFIT" : trading.meanNet() < -bound ? "LOSS" : "UNPROVEN";
  }

  private static String chart(QuantileRun run) {
    Chart chart =
        new Chart("Share of returns below each quantile", "level").withDiagonal().withDots();
    for (HorizonFigures horizon : run.horizons()) {
      chart.line(minutes(horizon) + " min", horizon.levels(), horizon.below());
    }
    return chart.svg();
  }

  private static ObjectNode json(QuantileRun run) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("data_hash", run.dataHash());
    ObjectNode options = root.putObject("options");
    run.options().forEach(options::put);
    ArrayNode levels = root.putArray("levels");
    for (double level : run.levels()) {
      levels.add(level);
    }
    ArrayNode horizons = root.putArray("horizons");
    for (HorizonFigures horizon : run.horizons()) {
      horizon(horizons.addObject(), horizon);
    }
    return root;
  }

  private static void horizon(ObjectNode of, HorizonFigures horizon) {
    of.put("horizon_ns", horizon.horizonNs()).put("returns", horizon.rows());
    of.put("pinball", horizon.pinball()).put("naive_pinball", horizon.naivePinball());
    number(of, "pinball_gain_error", horizon.gainError());
    of.put("verdict", horizon.hasSkill() ? "SKILL" : "NO_SKILL");
    ArrayNode below = of.putArray("share_below");
    for (double share : horizon.below()) {
      below.add(share);
    }
    ArrayNode intervals = of.putArray("intervals");
    for (HorizonFigures.Interval interval : horizon.intervals()) {
      ObjectNode to = intervals.addObject();
      to.put("nominal", interval.nominal()).put("coverage", interval.coverage());
      number(to, "coverage_error", interval.coverageError());
      to.put("naive_coverage", interval.naiveCoverage());
      to.put("width", interval.width()).put("naive_width", interval.naiveWidth());
    }
    ObjectNode direction = of.putObject("direction");
    horizon.direction().basic().byName("").forEach((name, value) -> number(direction, name, value));
    number(direction, "log_loss_gain", horizon.direction().gain());
    number(direction, "log_loss_gain_error", horizon.direction().gainError());
    number(direction, "auc_clustered_error", horizon.direction().aucError());
    number(direction, "mcc", horizon.direction().mcc());
    TradingFigures trading = horizon.trading();
    ObjectNode traded = of.putObject("trading");
    traded.put("trades", trading.trades()).put("longs", trading.longs());
    traded.put("gross", trading.gross()).put("net", trading.net());
    number(traded, "mean_net", trading.meanNet());
    number(traded, "mean_net_error", trading.meanNetError());
    number(traded, "hit_rate", trading.hitRate());
    number(traded, "sharpe", trading.sharpe());
    traded.put("max_drawdown", trading.maxDrawdown()).put("verdict", verdict(trading));
  }

  /** JSON knows no NaN: what is not known is left out. */
  private static void number(ObjectNode to, String name, double value) {
    if (Double.isFinite(value)) {
      to.put(name, value);
    }
  }

  private static String text(String format, double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, format, value) : "-";
  }
}
