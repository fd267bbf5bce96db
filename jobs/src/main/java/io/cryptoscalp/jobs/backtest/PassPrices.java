package io.cryptoscalp.jobs.backtest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cryptoscalp.engine.performance.RunRecord.Curve;
import io.cryptoscalp.engine.performance.RunRecord.Prices;
import io.cryptoscalp.operators.results.ResultTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Prices of the instruments of a pass on its grid.
 *
 * @param curves by instrument
 */
public record PassPrices(List<Prices> curves) {
  /** None. */
  public static final PassPrices NONE = new PassPrices(List.of());

  private static final ObjectMapper JSON = new ObjectMapper();

  static PassPrices read(RowPartFiles files) throws IOException {
    record Points(List<Long> times, List<Double> prices) {}

    Map<String, Points> byInstrument = new TreeMap<>();
    files.read(
        ResultTable.BACKTEST_PRICES,
        line -> {
          JsonNode row = JSON.readTree(line);
          Points points =
              byInstrument.computeIfAbsent(
                  row.path("instrument").asText(),
                  id -> new Points(new ArrayList<>(), new ArrayList<>()));
          points.times().add(row.path("time_ns").asLong());
          points.prices().add(row.path("price").asDouble());
        });
    List<Prices> curves = new ArrayList<>();
    byInstrument.forEach(
        (instrument, points) ->
            curves.add(
                new Prices(
                    instrument,
                    new Curve(
                        points.times().stream().mapToLong(Long::longValue).toArray(),
                        points.prices().stream().mapToDouble(Double::doubleValue).toArray()))));
    return new PassPrices(List.copyOf(curves));
  }

  /** Those of instruments between two times, both inclusive; without what had no price there. */
  public List<Prices> of(List<String> instruments, long fromNs, long toNs) {
    List<Prices> chosen = new ArrayList<>();
    for (Prices prices : curves) {
      Curve all = prices.closes();
      int from = place(all.timeNs(), fromNs);
      int to = place(all.timeNs(), toNs + 1);
      if (instruments.contains(prices.instrument()) && from < to) {
        chosen.add(
            new Prices(
                prices.instrument(),
                new Curve(
                    Arrays.copyOfRange(all.timeNs(), from, to),
                    Arrays.copyOfRange(all.value(), from, to))));
      }
    }
    return chosen;
  }

  private static int place(long[] times, long timeNs) {
    int found = Arrays.binarySearch(times, timeNs);
    return found < 0 ? -found - 1 : found;
  }

  /**
   * Value over time of 1 spread evenly over instruments at their first price and held. One that has
   * no price yet counts as cash.
   *
   * @return null without prices
   */
  public static @Nullable Curve held(List<Prices> prices) {
    if (prices.isEmpty()) {
      return null;
    }
    long[] times =
        prices.stream()
            .flatMapToLong(each -> Arrays.stream(each.closes().timeNs()))
            .sorted()
            .distinct()
            .toArray();
    double[] values = new double[times.length];
    for (int i = 0; i < times.length; i++) {
      double sum = 0;
      for (Prices each : prices) {
        double now = each.closes().at(times[i]);
        sum += Double.isNaN(now) ? 1 : now / each.closes().value()[0];
      }
      values[i] = sum / prices.size();
    }
    return new Curve(times, values);
  }
}
