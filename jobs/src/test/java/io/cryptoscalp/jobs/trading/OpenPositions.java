package io.cryptoscalp.jobs.trading;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cryptoscalp.operators.results.ResultTable;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;

/**
 * What an account holds and has in the market, as far as its rows tell.
 *
 * @param positions instruments and strategies with a quantity that is not zero
 * @param working ids of orders that were placed and neither filled nor taken back
 */
record OpenPositions(Set<String> positions, Set<String> working) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> OVER = Set.of("FILLED", "CANCELED", "REJECTED");

  /** Reads the rows followed so far. */
  static OpenPositions of(RowFollower rows) throws JsonProcessingException {
    Set<String> positions = new TreeSet<>();
    for (String row : rows.rows(ResultTable.POSITIONS)) {
      JsonNode position = JSON.readTree(row);
      String key = position.get("instrument").asText() + " " + position.get("strategy").asText();
      if (position.get("quantity").asDouble() == 0) {
        positions.remove(key);
      } else {
        positions.add(key);
      }
    }
    Set<String> working = new TreeSet<>();
    for (String row : rows.rows(ResultTable.ORDERS)) {
      JsonNode order = JSON.readTree(row);
      if (order.get("kind").asText().equals("NEW")) {
        working.add(order.get("client_order_id").asText());
      }
    }
    for (String row : rows.rows(ResultTable.FILLS)) {
      JsonNode report = JSON.readTree(row);
      if (OVER.contains(report.get("status").asText())) {
        working.remove(report.get("client_order_id").asText());
      }
    }
    return new OpenPositions(positions, working);
  }

  /** Follows until a position is open and an order works. */
  static OpenPositions await(RowFollower rows, Duration atMost) throws JsonProcessingException {
    long deadline = System.nanoTime() + atMost.toNanos();
    OpenPositions open = of(rows);
    while (open.positions().isEmpty() || open.working().isEmpty()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("no open position with a working order within " + atMost);
      }
      rows.follow(Duration.ofMillis(50));
      open = of(rows);
    }
    return open;
  }
}
