package io.cryptoscalp.engine.regime.hmm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cryptoscalp.engine.testing.RecordedData;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One case of {@code peers/hmm-hmmlearn.json}, written by bench/peers/hmm/golden_hmm.py. */
final class PeerCase {
  private final JsonNode json;

  private PeerCase(JsonNode json) {
    this.json = json;
  }

  static List<PeerCase> all() {
    try (InputStream in = PeerCase.class.getResourceAsStream("/peers/hmm-hmmlearn.json")) {
      List<PeerCase> cases = new ArrayList<>();
      for (JsonNode node : new ObjectMapper().readTree(in).get("cases")) {
        cases.add(new PeerCase(node));
      }
      return cases;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The series; skips the calling test when it is recorded data that is absent. */
  HmmObservations observations() {
    double[] rows =
        json.has("rows") ? flat("rows") : dailyReturns(json.get("recordedBefore").asLong());
    int dimensions = model("start").dimensions();
    List<double[]> sequences = new ArrayList<>();
    int at = 0;
    for (JsonNode length : json.get("lengths")) {
      double[] sequence = new double[length.asInt() * dimensions];
      System.arraycopy(rows, at, sequence, 0, sequence.length);
      sequences.add(sequence);
      at += sequence.length;
    }
    if (at != rows.length) {
      throw new IllegalStateException("rows " + rows.length + " expected " + at);
    }
    return HmmObservations.of(dimensions, sequences.toArray(double[][]::new));
  }

  HmmModel model(String name) {
    JsonNode node = json.get(name);
    int states = node.get("initial").size();
    double[] means = flat(node.get("means"));
    return new HmmModel(
        states,
        means.length / states,
        flat(node.get("initial")),
        flat(node.get("transition")),
        means,
        flat(node.get("covariances")));
  }

  double number(String name) {
    return json.get(name).asDouble();
  }

  double[] flat(String name) {
    return flat(json.get(name));
  }

  private static double[] flat(JsonNode node) {
    List<Double> numbers = new ArrayList<>();
    collect(node, numbers);
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static void collect(JsonNode node, List<Double> numbers) {
    if (node.isNumber()) {
      numbers.add(node.asDouble());
    }
    for (JsonNode child : node) {
      collect(child, numbers);
    }
  }

  /** Log returns of the last hourly close of each UTC day that has candles. */
  static double[] dailyReturns(long beforeMs) {
    Map<Long, Double> closes = new TreeMap<>();
    String file = "klines-1h-binance-spot-2017-2022/BTCUSDT-1h.json.gz";
    try (BufferedReader reader = RecordedData.open(file)) {
      for (JsonNode row : new ObjectMapper().readTree(reader)) {
        long openMs = row.get(0).asLong();
        if (openMs < beforeMs) {
          closes.put(openMs / 86_400_000, row.get(4).asDouble());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    double[] prices = closes.values().stream().mapToDouble(Double::doubleValue).toArray();
    double[] returns = new double[prices.length - 1];
    for (int i = 0; i < returns.length; i++) {
      returns[i] = StrictMath.log(prices[i + 1] / prices[i]);
    }
    return returns;
  }

  @Override
  public String toString() {
    return json.get("name").asText();
  }
}
