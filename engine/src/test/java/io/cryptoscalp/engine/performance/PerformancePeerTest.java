package io.cryptoscalp.engine.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Do QuantStats and empyrical get the same from the same returns? */
class PerformancePeerTest {
  static List<JsonNode> cases() throws IOException {
    try (InputStream in =
        PerformancePeerTest.class.getResourceAsStream("/peers/performance-quantstats.json")) {
      List<JsonNode> cases = new ArrayList<>();
      new ObjectMapper().readTree(in).get("cases").forEach(cases::add);
      return cases;
    }
  }

  static double[] numbers(JsonNode node) {
    double[] values = new double[node.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = node.get(i).asDouble();
    }
    return values;
  }

  static ReturnSeries daily(double... returns) {
    long[] ends = new long[returns.length];
    long first = LocalDate.of(2021, 1, 1).toEpochDay();
    for (int i = 0; i < ends.length; i++) {
      ends[i] = (first + i + 1) * ReturnSeries.DAY_NS - 1;
    }
    return new ReturnSeries(ends, returns, ReturnSeries.DAYS);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyFigureAgrees(JsonNode peer) {
    double[] benchmark = peer.get("benchmark").isNull() ? null : numbers(peer.get("benchmark"));
    Map<Metric, Double> figures = ReturnMetrics.of(daily(numbers(peer.get("returns"))), benchmark);
    int compared = 0;
    for (Metric metric : Metric.values()) {
      JsonNode expected = peer.get("figures").get(metric.key());
      if (expected != null) {
        compared++;
        assertThat(figures.get(metric))
            .as(peer.get("name").asText() + ": " + metric)
            .isCloseTo(
                expected.asDouble(), within(1e-10 * Math.max(1, Math.abs(expected.asDouble()))));
      }
    }
    assertThat(compared).isEqualTo(peer.get("figures").size()).isGreaterThan(30);
  }
}
