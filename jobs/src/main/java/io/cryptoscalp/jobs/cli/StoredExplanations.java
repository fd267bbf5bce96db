package io.cryptoscalp.jobs.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.cryptoscalp.models.Sha256;
import io.cryptoscalp.models.explain.AnswerParts;
import io.cryptoscalp.operators.results.ExplanationRows;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows of {@code decision_explanations} and {@code decision_inputs} of a decision.
 *
 * @param answers of its models, in order of names; none when it was not explained
 * @param decision of all together; null when it was not explained
 */
record StoredExplanations(List<StoredAnswer> answers, StoredAnswer.@Nullable Terms decision) {
  private static final String WHERE =
      " WHERE instrument = {instrument:String} AND event_time_ns = {time:Int64}"
          + " AND sequence = {sequence:Int64}";
  private static final String EXPLANATIONS =
      "SELECT scope, model, model_version, share, probability_up, method, code, log_odds, base,"
          + " features, values, contributions, rest, gap, runs, terms"
          + " FROM decision_explanations_final"
          + WHERE
          + " ORDER BY scope, model, model_version";
  private static final String INPUTS =
      "SELECT model, model_version, sha256, inputs, inputs_sha256 FROM decision_inputs_final"
          + WHERE;

  static StoredExplanations read(ClickHouseClient client, Map<String, String> key) {
    Map<String, StoredAnswer.Inputs> inputs = new HashMap<>();
    for (JsonNode row : client.query(INPUTS, key).path("data")) {
      inputs.put(id(row.get(0), row.get(1)), inputs(row));
    }
    StoredAnswer.Terms decision = null;
    List<StoredAnswer> answers = new ArrayList<>();
    for (JsonNode row : client.query(EXPLANATIONS, key).path("data")) {
      if (row.get(0).asText().equals(ExplanationRows.DECISION)) {
        decision = terms(row);
      } else {
        answers.add(
            new StoredAnswer(
                row.get(1).asText(),
                row.get(2).asText(),
                row.get(4).asDouble(),
                row.get(3).asDouble(),
                inputs.get(id(row.get(1), row.get(2))),
                terms(row)));
      }
    }
    return new StoredExplanations(answers, decision);
  }

  private static String id(JsonNode model, JsonNode version) {
    return model.asText() + '@' + version.asText();
  }

  private static StoredAnswer.Inputs inputs(JsonNode row) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(row.get(3).asText());
    } catch (IllegalArgumentException e) { // changed since: the digest says so
      bytes = new byte[0];
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    float[] numbers = new float[bytes.length / Float.BYTES];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = buffer.getFloat();
    }
    String digest = row.get(4).asText();
    return new StoredAnswer.Inputs(row.get(2).asText(), numbers, digest, Sha256.hex(bytes));
  }

  private static StoredAnswer.Terms terms(JsonNode row) {
    List<String> features = new ArrayList<>();
    row.get(9).forEach(feature -> features.add(feature.asText()));
    return new StoredAnswer.Terms(
        row.get(5).asText(),
        row.get(6).asText(),
        row.get(7).asDouble(),
        row.get(8).asDouble(),
        new AnswerParts.Top(
            features,
            numbers(row.get(10)),
            numbers(row.get(11)),
            row.get(12).asDouble(),
            row.get(13).asDouble()),
        row.get(14).asInt(),
        row.get(15).asInt());
  }

  private static List<Double> numbers(JsonNode array) {
    List<Double> numbers = new ArrayList<>();
    array.forEach(number -> numbers.add(number.asDouble()));
    return numbers;
  }
}
