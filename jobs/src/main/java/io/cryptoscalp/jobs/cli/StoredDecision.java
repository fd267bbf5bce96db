package io.cryptoscalp.jobs.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What ClickHouse keeps of the decision behind an order.
 *
 * @param instrument instrument id
 * @param eventTimeNs venue time of the snapshot that was decided on, ns since the epoch
 * @param sequence frame sequence of that snapshot
 * @param order side, type, quantity and reason, for people
 * @param model name of the model, or {@code ensemble}
 * @param probability that the strategy was given
 * @param answers of the models behind it that had a say, in order of names
 * @param terms of all together; null where nobody said
 * @param values features by name, those that were valid; for answers whose inputs were not kept
 */
record StoredDecision(
    String instrument,
    long eventTimeNs,
    long sequence,
    String order,
    String model,
    double probability,
    List<StoredAnswer> answers,
    StoredAnswer.@Nullable Terms terms,
    Map<String, Double> values) {

  private static final String ORDER =
      "SELECT instrument, event_time_ns, receive_time_ns, parent_id,"
          + " concat(side, ' ', type, ' ', toString(quantity), ': ', reason)"
          + " FROM orders_final WHERE client_order_id = {id:String} AND kind = 'NEW' LIMIT 1";
  private static final String PREDICTION =
      "SELECT sequence, model, model_version, probability_up FROM predictions_final"
          + " WHERE instrument = {instrument:String} AND event_time_ns = {time:Int64}"
          + " AND receive_time_ns = {receive:Int64} AND valid ORDER BY sequence DESC LIMIT 1";
  private static final String ANSWERS =
      "SELECT model, model_version, probability_up, weight FROM model_answers_final"
          + " WHERE instrument = {instrument:String} AND event_time_ns = {time:Int64}"
          + " AND sequence = {sequence:Int64} AND valid AND weight > 0 AND role != 'SHADOW'"
          + " ORDER BY model, model_version";
  private static final String VALUES =
      "SELECT c.name, f.values[c.position + 1] FROM features_final AS f"
          + " INNER JOIN feature_catalogue_final AS c"
          + " ON c.feature_set = f.feature_set"
          + " WHERE f.instrument = {instrument:String} AND f.event_time_ns = {time:Int64}"
          + " AND f.sequence = {sequence:Int64}"
          + " AND bitTest(f.valid[intDiv(c.position, 64) + 1], c.position % 64)";

  /**
   * Reads it.
   *
   * @throws CliException {@code ORDER_UNKNOWN}, {@code ORDER_PROTECTS} (an order that no model
   *     decided on) or {@code DECISION_NOT_STORED}
   */
  static StoredDecision read(ClickHouseClient client, String orderId) {
    JsonNode order = first(client.query(ORDER, Map.of("id", orderId)));
    if (order == null) {
      throw new CliException(ExitCodes.CONFIGURATION, "ORDER_UNKNOWN: id=" + orderId);
    }
    if (!order.get(3).asText().isEmpty()) {
      throw new CliException(
          ExitCodes.CONFIGURATION,
          "ORDER_PROTECTS: id=" + orderId + " parent=" + order.get(3).asText());
    }
    Map<String, String> key = new TreeMap<>();
    key.put("instrument", order.get(0).asText());
    key.put("time", order.get(1).asText());
    key.put("receive", order.get(2).asText());
    JsonNode prediction = first(client.query(PREDICTION, key));
    if (prediction == null) {
      throw notStored("predictions", key);
    }
    key.remove("receive");
    key.put("sequence", prediction.get(0).asText());
    StoredExplanations explained = StoredExplanations.read(client, key);
    List<StoredAnswer> answers = explained.answers();
    Map<String, Double> values = new TreeMap<>();
    if (answers.isEmpty()) {
      answers = answers(client, key, prediction);
    }
    if (answers.stream().anyMatch(answer -> answer.inputs() == null)) {
      for (JsonNode row : client.query(VALUES, key).path("data")) {
        values.put(row.get(0).asText(), Double.parseDouble(row.get(1).asText()));
      }
      if (values.isEmpty()) {
        throw notStored("features", key);
      }
    }
    return new StoredDecision(
        order.get(0).asText(),
        order.get(1).asLong(),
        prediction.get(0).asLong(),
        order.get(4).asText(),
        prediction.get(1).asText(),
        prediction.get(3).asDouble(),
        answers,
        explained.decision(),
        values);
  }

  /** The answers of a decision that was not explained when it was made. */
  private static List<StoredAnswer> answers(
      ClickHouseClient client, Map<String, String> key, JsonNode prediction) {
    if (!prediction.get(1).asText().equals("ensemble")) {
      String model = prediction.get(1).asText();
      String version = prediction.get(2).asText();
      return List.of(new StoredAnswer(model, version, prediction.get(3).asDouble(), 1, null, null));
    }
    JsonNode rows = client.query(ANSWERS, key).path("data");
    double weights = 0;
    for (JsonNode row : rows) {
      weights += row.get(3).asDouble();
    }
    List<StoredAnswer> answers = new ArrayList<>();
    for (JsonNode row : rows) {
      answers.add(
          new StoredAnswer(
              row.get(0).asText(),
              row.get(1).asText(),
              row.get(2).asDouble(),
              row.get(3).asDouble() / weights,
              null,
              null));
    }
    if (answers.isEmpty()) {
      throw notStored("model_answers", key);
    }
    return answers;
  }

  private static CliException notStored(String table, Map<String, String> key) {
    return new CliException(
        ExitCodes.CONFIGURATION, "DECISION_NOT_STORED: table=" + table + " key=" + key);
  }

  private static @Nullable JsonNode first(JsonNode answer) {
    JsonNode row = answer.path("data").get(0);
    return row == null || row.isNull() ? null : row;
  }
}
