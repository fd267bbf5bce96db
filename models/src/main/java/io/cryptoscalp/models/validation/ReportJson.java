package io.cryptoscalp.models.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.engine.validation.PathDistribution;
import io.cryptoscalp.models.ModelException;
import java.util.ArrayList;
import java.util.List;

/** Fields of the files that reruns leave for a validation, each checked. */
final class ReportJson {
  private final String code;
  private final JsonNode node;

  /**
   * A file.
   *
   * @param code of its errors
   * @param format that it must have
   */
  ReportJson(String code, JsonNode node, int format) {
    this.code = code;
    this.node = node;
    if (node.path("format").asInt() != format) {
      throw invalid("format", node.path("format"));
    }
  }

  private ReportJson(String code, JsonNode node) {
    this.code = code;
    this.node = node;
  }

  /** The objects of a list. */
  List<ReportJson> list(String name) {
    List<ReportJson> all = new ArrayList<>();
    node.path(name).forEach(each -> all.add(new ReportJson(code, each)));
    return all;
  }

  String text(String name) {
    JsonNode value = node.path(name);
    if (!value.isTextual()) {
      throw invalid(name, value);
    }
    return value.asText();
  }

  <E extends Enum<E>> E word(Class<E> type, String name) {
    try {
      return Enum.valueOf(type, text(name));
    } catch (IllegalArgumentException e) {
      throw invalid(name, node.path(name));
    }
  }

  /** A number; NaN where null stands for it. */
  double numberOrNone(String name) {
    return node.path(name).isNull() ? Double.NaN : number(name);
  }

  double number(String name) {
    JsonNode value = node.path(name);
    if (!value.isNumber()) {
      throw invalid(name, value);
    }
    return value.asDouble();
  }

  PathDistribution distribution(String name) {
    JsonNode from = node.path(name);
    int fans = PathDistribution.fanQuantiles().length;
    double[][] fan = new double[fans][];
    for (int i = 0; i < fans; i++) {
      fan[i] = array(from.path("fan").path(i), name + ".fan");
    }
    return new PathDistribution(
        array(from.path("finals"), name + ".finals"),
        array(from.path("drawdowns"), name + ".drawdowns"),
        array(from.path("lowest"), name + ".lowest"),
        array(from.path("fanShare"), name + ".fanShare"),
        fan);
  }

  private double[] array(JsonNode array, String name) {
    double[] values = new double[array.size()];
    for (int i = 0; i < values.length; i++) {
      if (!array.get(i).isNumber()) {
        throw invalid(name, array.get(i));
      }
      values[i] = array.get(i).asDouble();
    }
    if (values.length == 0) {
      throw invalid(name, array);
    }
    return values;
  }

  private ModelException invalid(String name, JsonNode value) {
    return new ModelException(code, "field=" + name + " value=" + value);
  }

  static ObjectNode distribution(PathDistribution paths) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    fill(node.putArray("finals"), paths.finals());
    fill(node.putArray("drawdowns"), paths.drawdowns());
    fill(node.putArray("lowest"), paths.lowest());
    fill(node.putArray("fanShare"), paths.fanShare());
    ArrayNode fan = node.putArray("fan");
    for (double[] each : paths.fan()) {
      fill(fan.addArray(), each);
    }
    return node;
  }

  private static void fill(ArrayNode array, double[] values) {
    for (double value : values) {
      array.add(value);
    }
  }
}
