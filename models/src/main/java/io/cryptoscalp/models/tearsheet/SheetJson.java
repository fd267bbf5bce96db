package io.cryptoscalp.models.tearsheet;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.engine.performance.CalendarReturns;
import io.cryptoscalp.engine.performance.Metric;
import io.cryptoscalp.engine.performance.RunRecord;
import io.cryptoscalp.engine.performance.TradeMetric;
import io.cryptoscalp.engine.validation.PathDistribution;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A tear sheet for machines; figures that are no finite number are null. */
public final class SheetJson {
  private SheetJson() {}

  /** All figures by their keys, with run, groups, months, crises and Monte Carlo quantiles. */
  public static ObjectNode of(SheetData data) {
    RunRecord run = data.run();
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("runId", run.runId())
        .put("strategy", run.strategy())
        .put("kind", run.kind().name())
        .put("dataHash", run.dataHash())
        .put("currency", run.currency())
        .put("fromNs", run.fromNs())
        .put("toNs", run.toNs())
        .put("startEquity", run.startEquity())
        .put("period", data.period())
        .put("periods", data.series().size())
        .put("periodsPerYear", data.series().periodsPerYear());
    ObjectNode configuration = node.putObject("configuration");
    run.configuration().forEach(configuration::put);
    metrics(node.putObject("metrics"), data.metrics());
    if (!data.benchmarkMetrics().isEmpty()) {
      metrics(node.putObject("benchmark"), data.benchmarkMetrics());
    }
    trades(node.putObject("trades"), data.tradeMetrics());
    ObjectNode groups = node.putObject("groups");
    data.groups()
        .forEach(
            (name, members) -> {
              ObjectNode group = groups.putObject(name);
              members.forEach((member, figures) -> trades(group.putObject(member), figures));
            });
    months(node.putArray("months"), data);
    crises(node.putArray("crises"), data);
    ObjectNode monteCarlo = node.putObject("monteCarlo");
    paths(monteCarlo, "resampledReturns", data.resampled());
    paths(monteCarlo, "shuffledTrades", data.shuffled());
    return node;
  }

  private static void metrics(ObjectNode to, Map<Metric, Double> figures) {
    figures.forEach((metric, value) -> put(to, metric.key(), value));
  }

  private static void trades(ObjectNode to, Map<TradeMetric, Double> figures) {
    figures.forEach((metric, value) -> put(to, metric.key(), value));
  }

  private static void put(ObjectNode to, String key, double value) {
    if (Double.isFinite(value)) {
      to.put(key, value);
    } else {
      to.putNull(key);
    }
  }

  private static void months(ArrayNode to, SheetData data) {
    for (CalendarReturns.Unit month : data.calendar().months()) {
      to.addObject()
          .put("year", month.year())
          .put("month", month.month())
          .put("return", month.value());
    }
  }

  private static void crises(ArrayNode to, SheetData data) {
    for (Crises.Passed crisis : data.crises()) {
      ObjectNode node =
          to.addObject()
              .put("name", crisis.name())
              .put("from", crisis.from())
              .put("to", crisis.to());
      put(node, "return", crisis.value());
      put(node, "drawdown", crisis.drawdown());
      put(node, "benchmark", crisis.benchmark());
    }
  }

  private static void paths(ObjectNode to, String name, @Nullable PathDistribution paths) {
    if (paths == null) {
      return;
    }
    ObjectNode node = to.putObject(name);
    node.put("paths", paths.paths());
    for (double p : PathDistribution.fanQuantiles()) {
      String quantile = Long.toString(Math.round(100 * p));
      put(node, "final-" + quantile, paths.finalAt(p));
      put(node, "drawdown-" + quantile, paths.drawdownAt(p));
    }
    put(node, "lossProbability", paths.lossProbability());
  }
}
