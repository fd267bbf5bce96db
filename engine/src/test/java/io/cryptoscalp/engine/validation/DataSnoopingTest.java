package io.cryptoscalp.engine.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Is the best of many tested at its level, and do arch and numpy say the same? */
class DataSnoopingTest {
  @Test
  void independentLibrariesAgree() throws IOException {
    try (InputStream in = getClass().getResourceAsStream("/peers/validation-arch.json")) {
      for (JsonNode peer : new ObjectMapper().readTree(in).get("cases")) {
        double[][] advantages = new double[peer.get("advantages").size()][];
        for (int k = 0; k < advantages.length; k++) {
          JsonNode values = peer.get("advantages").get(k);
          advantages[k] = new double[values.size()];
          for (int i = 0; i < values.size(); i++) {
            advantages[k][i] = values.get(i).asDouble();
          }
        }
        DataSnooping own = DataSnooping.of(advantages, peer.get("block").asDouble(), 10_000, 3);
        String name = peer.get("name").asText();
        // Both are shares of random draws: 3 standard errors of 10,000 at 0.5.
        assertThat(own.lower()).as(name).isCloseTo(peer.get("lower").asDouble(), within(0.015));
        assertThat(own.consistent())
            .as(name)
            .isCloseTo(peer.get("consistent").asDouble(), within(0.015));
        assertThat(own.upper()).as(name).isCloseTo(peer.get("upper").asDouble(), within(0.015));
        assertThat(own.realityCheck())
            .as(name)
            .isCloseTo(peer.get("realityCheck").asDouble(), within(0.015));
      }
    }
  }

  @Test
  void luckIsCalledSkillAboutAsOftenAsAllowed() {
    int runs = 300;
    int white = 0;
    int hansen = 0;
    for (int seed = 1; seed <= runs; seed++) {
      double[][] trials = Luck.trials(new SplittableRandom(seed), 10, 200);
      DataSnooping result = DataSnooping.of(trials, 1, 300, seed);
      white += result.realityCheck() <= 0.1 ? 1 : 0;
      hansen += result.consistent() <= 0.1 ? 1 : 0;
      assertThat(result.lower()).isLessThanOrEqualTo(result.consistent());
      assertThat(result.consistent()).isLessThanOrEqualTo(result.upper());
    }
    // 3 standard errors of 300 runs are 5 points.
    assertThat((double) white / runs).isCloseTo(0.1, within(0.055));
    assertThat((double) hansen / runs).isCloseTo(0.1, within(0.055));
  }

  @Test
  void skillAmongManyBadTrialsIsFound() {
    int white = 0;
    int hansen = 0;
    for (int seed = 1; seed <= 40; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      double[][] trials = new double[30][];
      for (int t = 0; t < trials.length; t++) {
        trials[t] = Luck.returns(random, 250, -0.02, 0.03);
      }
      trials[4] = Luck.returns(random, 250, 0.002, 0.01);
      DataSnooping result = DataSnooping.of(trials, 2, 300, seed);
      assertThat(result.best()).isEqualTo(4);
      white += result.realityCheck() <= 0.05 ? 1 : 0;
      hansen += result.consistent() <= 0.05 ? 1 : 0;
    }
    assertThat(hansen).isGreaterThan(30);
    assertThat(white).isLessThan(hansen); // bad trials are what White's check suffers from
  }

  @Test
  void equalSeedsGiveEqualResults() {
    double[][] trials = Luck.trials(new SplittableRandom(2), 5, 100);
    assertThat(DataSnooping.of(trials, 3, 200, 9)).isEqualTo(DataSnooping.of(trials, 3, 200, 9));
    assertThatThrownBy(() -> DataSnooping.of(new double[0][], 3, 200, 9))
        .hasMessageContaining("SNOOPING_INVALID");
  }
}
