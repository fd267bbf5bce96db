package io.cryptoscalp.jobs.backtest;

import com.fasterxml.jackson.databind.JsonNode;
import io.cryptoscalp.engine.backtest.Foresight;
import io.cryptoscalp.engine.backtest.Foresight.Entry;
import io.cryptoscalp.engine.backtest.Foresight.Horizon;
import io.cryptoscalp.engine.backtest.Foresight.Verdict;
import io.cryptoscalp.engine.performance.RunRecord.Curve;
import io.cryptoscalp.operators.results.ResultTable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a run on the turned-over market tells about a trial: whether its entries know the recording
 * ({@link Foresight}), and whether it looks at the market at all.
 *
 * @param horizons how its entries did, by length
 * @param entries orders that opened something, on the recording
 * @param turnedEntries the same on the turned-over market
 * @param same share of its decisions that it takes at the same moments on both, 0 to 1
 * @param sameSide share of the entries at the same moments that have the same side, 0 to 1
 * @param together entries at the same moments
 */
public record TurnedOver(
    List<Horizon> horizons,
    int entries,
    int turnedEntries,
    double same,
    double sameSide,
    int together) {
  private static final double MOSTLY = 0.9;
  private static final int SOME = 5;

  /**
   * True when it decides the same whatever the market does: by a clock, or by data of its own. That
   * is no lookahead unless its entries are right as well.
   */
  public boolean ignoresMarket() {
    return together >= SOME && same >= MOSTLY && sameSide >= MOSTLY;
  }

  /** The horizon over which it is surest that entries know what comes; empty when none says so. */
  public Optional<Horizon> foresight() {
    Horizon surest = null;
    for (Horizon horizon : horizons) {
      boolean more = surest == null || horizon.deviations() > surest.deviations();
      surest = horizon.verdict() != Verdict.NONE && more ? horizon : surest;
    }
    return Optional.ofNullable(surest);
  }

  /** Of rows of a trial on the recording and on the turned-over one. */
  static TurnedOver of(
      String trial,
      Map<ResultTable, List<JsonNode>> recorded,
      Map<ResultTable, List<JsonNode>> turned) {
    List<Entry> entries = entries(trial, recorded);
    List<Entry> others = entries(trial, turned);
    Set<String> moments = moments(trial, recorded);
    Set<String> otherMoments = moments(trial, turned);
    int most = Math.max(moments.size(), otherMoments.size());
    moments.retainAll(otherMoments);
    Map<String, Boolean> sides = new TreeMap<>();
    others.forEach(entry -> sides.put(entry.instrument() + entry.timeNs(), entry.buys()));
    int together = 0;
    int sameSide = 0;
    for (Entry entry : entries) {
      Boolean side = sides.get(entry.instrument() + entry.timeNs());
      together += side != null ? 1 : 0;
      sameSide += side != null && side == entry.buys() ? 1 : 0;
    }
    return new TurnedOver(
        Foresight.judge(
            new Foresight.Run(entries, prices(recorded)),
            new Foresight.Run(others, prices(turned))),
        entries.size(),
        others.size(),
        most == 0 ? 0 : (double) moments.size() / most,
        together == 0 ? 0 : (double) sameSide / together,
        together);
  }

  private static List<JsonNode> rows(Map<ResultTable, List<JsonNode>> of, ResultTable table) {
    return of.getOrDefault(table, List.of());
  }

  private static List<Entry> entries(String trial, Map<ResultTable, List<JsonNode>> of) {
    List<Entry> entries = new ArrayList<>();
    for (JsonNode row : rows(of, ResultTable.BACKTEST_ORDERS)) {
      boolean opens =
          row.path("kind").asText().equals("NEW")
              && !row.path("reduce_only").asBoolean()
              && row.path("parent_id").asText().isEmpty();
      if (opens && row.path("trial").asText().equals(trial)) {
        entries.add(
            new Entry(
                row.path("instrument").asText(),
                row.path("receive_time_ns").asLong(),
                row.path("side").asText().equals("BUY")));
      }
    }
    return entries;
  }

  /** When something was wanted, whatever became of it. */
  private static Set<String> moments(String trial, Map<ResultTable, List<JsonNode>> of) {
    Set<String> moments = new HashSet<>();
    for (JsonNode row : rows(of, ResultTable.BACKTEST_DECISIONS)) {
      boolean wanted = !row.path("intent_id").asText().isEmpty();
      if (wanted && row.path("trial").asText().equals(trial)) {
        moments.add(
            row.path("strategy").asText()
                + ' '
                + row.path("instrument").asText()
                + ' '
                + row.path("receive_time_ns").asText());
      }
    }
    return moments;
  }

  private static SortedMap<String, Curve> prices(Map<ResultTable, List<JsonNode>> of) {
    SortedMap<String, List<JsonNode>> byInstrument = new TreeMap<>();
    for (JsonNode row : rows(of, ResultTable.BACKTEST_PRICES)) {
      byInstrument
          .computeIfAbsent(row.path("instrument").asText(), id -> new ArrayList<>())
          .add(row);
    }
    SortedMap<String, Curve> curves = new TreeMap<>();
    byInstrument.forEach(
        (id, rows) ->
            curves.put(
                id,
                new Curve(
                    rows.stream().mapToLong(row -> row.path("time_ns").asLong()).toArray(),
                    rows.stream().mapToDouble(row -> row.path("price").asDouble()).toArray())));
    return curves;
  }
}
