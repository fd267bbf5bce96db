package io.cryptoscalp.operators.regime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.operators.source.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;

/**
 * Changes of thresholds as JSON on topic {@link RegimeTopics#PARAMETERS}:
 *
 * <pre>{"thresholds":{"move.deep":0.04,"shock.deviations":8}}</pre>
 *
 * What is not named stays as it is. Reading is strict; ranges are checked where it is applied.
 */
public final class ThresholdJson {
  private static final String FIELD = "thresholds";

  private ThresholdJson() {}

  /** The message of a change. */
  public static byte[] encode(Map<String, Double> changes) {
    ObjectNode node = StrictJson.MAPPER.createObjectNode();
    ObjectNode values = node.putObject(FIELD);
    new TreeMap<>(changes).forEach(values::put);
    return node.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The change of a message.
   *
   * @throws IllegalArgumentException coded {@code THRESHOLDS_MALFORMED}, {@code
   *     THRESHOLDS_FIELD_UNKNOWN} or {@code THRESHOLDS_FIELD_INVALID}
   */
  public static Map<String, Double> decode(byte[] message) {
    JsonNode node = StrictJson.object(message, "THRESHOLDS_MALFORMED");
    for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!name.equals(FIELD)) {
        throw new IllegalArgumentException("THRESHOLDS_FIELD_UNKNOWN: field=" + name);
      }
    }
    JsonNode values = node.path(FIELD);
    if (!values.isObject() || values.isEmpty()) {
      throw new IllegalArgumentException(
          "THRESHOLDS_FIELD_INVALID: field=" + FIELD + " value=" + values);
    }
    Map<String, Double> changes = new TreeMap<>();
    for (Map.Entry<String, JsonNode> value : values.properties()) {
      if (!value.getValue().isNumber()) {
        throw new IllegalArgumentException(
            "THRESHOLDS_FIELD_INVALID: field=" + value.getKey() + " value=" + value.getValue());
      }
      changes.put(value.getKey(), value.getValue().doubleValue());
    }
    return changes;
  }
}
