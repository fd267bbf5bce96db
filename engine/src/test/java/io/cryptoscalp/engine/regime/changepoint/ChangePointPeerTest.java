package io.cryptoscalp.engine.regime.changepoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Is the run-length posterior that of the paper's recursion, computed in logs and without bounds by
 * bench/peers/changepoint/golden_changepoint.py?
 */
class ChangePointPeerTest {
  static List<JsonNode> cases() throws IOException {
    try (InputStream in =
        ChangePointPeerTest.class.getResourceAsStream("/peers/changepoint-scipy.json")) {
      List<JsonNode> cases = new ArrayList<>();
      new ObjectMapper().readTree(in).get("cases").forEach(cases::add);
      return cases;
    }
  }

  private static ChangePointDetector detector(JsonNode json) {
    JsonNode options = json.get("options");
    return new ChangePointDetector(
        new ChangePointOptions(
            options.get(0).asDouble(),
            1000,
            0,
            options.get(1).asDouble(),
            options.get(2).asDouble(),
            options.get(3).asDouble(),
            options.get(4).asDouble()));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void posteriorsAgree(JsonNode json) {
    ChangePointDetector detector = detector(json);
    double stay = 1 - 1 / json.get("options").get(0).asDouble();
    double evidence = 0;
    int next = 0;
    for (int i = 0; i < json.get("series").size(); i++) {
      evidence += detector.update(json.get("series").get(i).asDouble());
      assertThat(evidence).isCloseTo(json.get("evidence").get(i).asDouble(), within(1e-9));
      if (next < json.get("at").size() && json.get("at").get(next).asInt() == i) {
        JsonNode expected = json.get("runLengths").get(next++);
        assertThat(expected).hasSize(i + 2);
        // The paper's run length is 0 when the next observation begins a run.
        for (int n = 1; n < expected.size(); n++) {
          assertThat(stay * detector.probability(n))
              .as("observation %d run length %d", i, n)
              .isCloseTo(expected.get(n).asDouble(), within(1e-10));
        }
      }
    }
    assertThat(next).isEqualTo(json.get("at").size());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void boundsHardlyChangeThem(JsonNode json) {
    ChangePointDetector whole = detector(json);
    JsonNode options = json.get("options");
    ChangePointDetector bounded =
        new ChangePointDetector(
            new ChangePointOptions(
                options.get(0).asDouble(),
                60,
                1e-6,
                options.get(1).asDouble(),
                options.get(2).asDouble(),
                options.get(3).asDouble(),
                options.get(4).asDouble()));
    for (JsonNode value : json.get("series")) {
      whole.update(value.asDouble());
      bounded.update(value.asDouble());
      for (int last : new int[] {1, 5, 20}) {
        assertThat(bounded.changeProbability(last))
            .isCloseTo(whole.changeProbability(last), within(0.03));
      }
    }
  }
}
