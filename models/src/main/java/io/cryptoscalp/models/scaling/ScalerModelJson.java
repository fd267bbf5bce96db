package io.cryptoscalp.models.scaling;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.engine.scaling.ScalerKind;
import io.cryptoscalp.engine.scaling.ScalerModel;
import io.cryptoscalp.engine.scaling.ScalerOptions;
import io.cryptoscalp.models.ModelException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A {@link ScalerModel} as JSON. Doubles are written with the digits that give the same bits back,
 * so a model that was read scales bit for bit as the one that was written.
 */
public final class ScalerModelJson {
  private static final int FORMAT = 1;
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private ScalerModelJson() {}

  /** UTF-8 JSON with a newline at its end. */
  public static byte[] write(ScalerModel model) {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("format", FORMAT).put("setId", model.setId());
    root.put("kind", model.options().kind().name());
    root.put("clip", model.options().clip()).put("minSamples", model.options().minSamples());
    if (model.options().halfLife() > 0) {
      root.put("halfLife", model.options().halfLife());
    }
    ArrayNode columns = root.putArray("columns");
    for (ScalerModel.Column column : model.columns()) {
      ObjectNode node = columns.addObject().put("id", column.id()).put("count", column.count());
      ArrayNode parameters = node.putArray("parameters");
      for (double parameter : column.parameters()) {
        parameters.add(parameter);
      }
    }
    try {
      return (MAPPER.writeValueAsString(root) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can always be written", e);
    }
  }

  /**
   * Reads a model.
   *
   * @throws ModelException {@code SCALER_MODEL_INVALID} when it is no such file or its values do
   *     not fit together
   */
  public static ScalerModel read(byte[] json) {
    try {
      JsonNode root = MAPPER.readTree(json);
      if (number(root, "format").asInt() != FORMAT) {
        throw invalid("format=" + root.path("format"), null);
      }
      ScalerOptions options =
          new ScalerOptions(
              ScalerKind.valueOf(text(root, "kind")),
              number(root, "clip").asDouble(),
              number(root, "minSamples").asInt(),
              root.has("halfLife") ? number(root, "halfLife").asInt() : 0);
      List<ScalerModel.Column> columns = new ArrayList<>();
      for (JsonNode node : array(root, "columns")) {
        JsonNode list = array(node, "parameters");
        double[] parameters = new double[list.size()];
        for (int i = 0; i < parameters.length; i++) {
          if (!list.path(i).isNumber()) {
            throw invalid("parameter=" + list.path(i), null);
          }
          parameters[i] = list.path(i).asDouble();
        }
        columns.add(
            new ScalerModel.Column(text(node, "id"), number(node, "count").asLong(), parameters));
      }
      return new ScalerModel(text(root, "setId"), options, columns);
    } catch (IOException | IllegalArgumentException e) {
      throw invalid("reason=" + e.getMessage(), e);
    }
  }

  private static JsonNode number(JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (!value.isNumber()) {
      throw invalid(field + "=" + value, null);
    }
    return value;
  }

  private static JsonNode array(JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (!value.isArray()) {
      throw invalid(field + "=" + value, null);
    }
    return value;
  }

  private static String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (!value.isTextual()) {
      throw invalid(field + "=" + value, null);
    }
    return value.asText();
  }

  private static ModelException invalid(
      String detail, @org.jspecify.annotations.Nullable Exception cause) {
    return cause == null
        ? new ModelException("SCALER_MODEL_INVALID", detail)
        : new ModelException("SCALER_MODEL_INVALID", detail, cause);
  }
}
