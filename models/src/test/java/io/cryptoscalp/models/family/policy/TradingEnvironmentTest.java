package io.cryptoscalp.models.family.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.models.ModelException;
import java.util.List;
import org.junit.jupiter.api.Test;

class TradingEnvironmentTest {
  private static final int SHORT = 0;
  private static final int FLAT = 1;
  private static final int LONG = 2;
  private static final double TAKER = Walks.instrument().takerFee();

  @Test
  void whoDoesNothingEarnsAndPaysNothing() {
    TradingEnvironment environment = environment(new double[] {100, 110, 90, 100});
    while (!environment.done()) {
      assertThat(environment.step(FLAT)).isZero();
    }
    assertThat(environment.profit()).isZero();
    assertThat(environment.fills()).isZero();
  }

  @Test
  void anOrderFillsAtTheRowAfterItsDecisionAndPaysTouchSlippageAndFees() {
    TradingTerms terms = new TradingTerms(10_000, 10, 5, 0, 0);
    TradingEnvironment environment =
        new TradingEnvironment(path(new double[] {50_000, 60_000, 66_000, 60_000}), terms);
    environment.step(LONG); // fills at 60,000, not at 50,000
    environment.step(LONG);
    environment.step(LONG); // the last row closes, whatever is chosen
    assertThat(environment.done()).isTrue();
    double size = 0.2;
    double buy = 60_000 * 1.001 * 1.0005;
    double sell = 60_000 * 0.999 * 0.9995;
    double fees = TAKER * size * (buy + sell);
    assertThat(environment.fees()).isCloseTo(fees / 10_000, within(1e-6));
    assertThat(environment.profit()).isCloseTo((size * (sell - buy) - fees) / 10_000, within(1e-6));
    assertThat(environment.fills()).isEqualTo(2);
    double top = 10_000 + size * (66_000 - buy) - TAKER * size * buy;
    double bottom = 10_000 + size * (sell - buy) - fees;
    assertThat(environment.worstDrawdown()).isCloseTo((top - bottom) / 10_000, within(1e-6));
  }

  @Test
  void rewardsWithoutPenaltiesAddUpToTheProfit() {
    MarketPath path = Walks.of(1, 200, 1, 3).get(0);
    TradingEnvironment environment =
        new TradingEnvironment(path, new TradingTerms(10_000, 0.5, 0.5, 0, 0));
    double sum = 0;
    for (int i = 0; !environment.done(); i++) {
      sum += environment.step(i / 7 % 3);
    }
    assertThat(environment.fills()).isGreaterThan(20);
    assertThat(sum).isCloseTo(1e4 * environment.profit(), within(1e-6));
  }

  @Test
  void riskAndDrawdownLowerTheReward() {
    double[] mids = {100, 100, 90, 100, 100};
    double plain = total(mids, new TradingTerms(10_000, 0, 0, 0, 0));
    double fallBps = 1000;
    double drawn = total(mids, new TradingTerms(10_000, 0, 0, 0, 0.5));
    assertThat(plain - drawn).isCloseTo(0.5 * (fallBps + 1e4 * TAKER), within(5.0));
    double averse = total(mids, new TradingTerms(10_000, 0, 0, 0.1, 0));
    assertThat(plain - averse).isCloseTo(0.1 * 2 * fallBps * fallBps / 100, within(30.0));
  }

  @Test
  void observationsShowTheAgentsOwnState() {
    TradingEnvironment environment =
        new TradingEnvironment(
            path(new double[] {100, 100, 110, 110, 110}), new TradingTerms(10_000, 0, 0, 0, 0));
    float[] seen = new float[environment.width()];
    environment.observe(seen, 0);
    assertThat(seen).containsExactly(0, 0, 0, 0);
    environment.step(SHORT);
    environment.step(SHORT);
    environment.observe(seen, 0);
    assertThat(seen[0]).isEqualTo(2);
    assertThat(seen[1]).isEqualTo(-1);
    assertThat(seen[2]).isCloseTo(-10, within(0.01f)); // a rise of 10 % against it
    assertThat(seen[3]).isCloseTo((float) Math.log(2), within(1e-6f));
  }

  @Test
  void whatComesLaterChangesNothingBefore() {
    double[] mids = {100, 101, 102, 103, 104, 105};
    double[] other = {100, 101, 102, 103, 50, 200};
    TradingEnvironment one = environment(mids);
    TradingEnvironment two = environment(other);
    for (int i = 0; i < 3; i++) {
      assertThat(one.step(LONG)).isEqualTo(two.step(LONG));
    }
    assertThat(one.step(LONG)).isNotEqualTo(two.step(LONG));
  }

  @Test
  void pathsTooShortAreRefused() {
    assertThatThrownBy(() -> path(new double[] {100}))
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith("POLICY_PATH_INVALID");
  }

  @Test
  void alwaysLongIsWhatTheEpisodesMoved() {
    List<MarketPath> paths = Walks.of(2, 100, 0, 5);
    TradingTerms terms = new TradingTerms(10_000, 0, 0, 0, 0);
    PolicyOutcome outcome = PolicyOutcome.of(paths, terms, 50, PolicyOutcome.always(LONG));
    assertThat(outcome.episodes()).isEqualTo(4);
    assertThat(outcome.fills()).isEqualTo(2);
    double expected = 0;
    for (MarketPath path : paths) {
      for (int from : new int[] {0, 50}) {
        double size = Math.floor(10_000 / path.mids()[from] * 1000) / 1000; // a lot of 0.001
        double in = path.mids()[from + 1];
        double out = path.mids()[from + 49];
        expected += size * (out - in - TAKER * (in + out)) / 10_000 / 4;
      }
    }
    assertThat(outcome.profit()).isCloseTo(expected, within(1e-5));
  }

  private static double total(double[] mids, TradingTerms terms) {
    TradingEnvironment environment = new TradingEnvironment(path(mids), terms);
    double sum = 0;
    while (!environment.done()) {
      sum += environment.step(LONG);
    }
    return sum;
  }

  private static TradingEnvironment environment(double[] mids) {
    return new TradingEnvironment(path(mids), TradingTerms.DEFAULT);
  }

  private static MarketPath path(double[] mids) {
    float[][] vectors = new float[mids.length][];
    long[] times = new long[mids.length];
    for (int i = 0; i < mids.length; i++) {
      vectors[i] = new float[] {i};
      times[i] = i * 60_000_000_000L;
    }
    return new MarketPath(Walks.instrument(), vectors, mids, times);
  }
}
