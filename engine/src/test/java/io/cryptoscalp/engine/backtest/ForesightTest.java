package io.cryptoscalp.engine.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.backtest.Foresight.Entry;
import io.cryptoscalp.engine.backtest.Foresight.Horizon;
import io.cryptoscalp.engine.backtest.Foresight.Run;
import io.cryptoscalp.engine.backtest.Foresight.Verdict;
import io.cryptoscalp.engine.performance.RunRecord.Curve;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Does the contrast find knowledge of a path, and nothing else? */
class ForesightTest {
  private static final String BTC = "BTC";
  private static final long STEP_NS = 200_000_000L;
  private static final int STEPS = 5 * 1_200;

  /** Decides the side at a step of a path: above 0 buys, 0 does nothing. */
  private interface Rule {
    double side(double[] path, int step);
  }

  /** A random walk whose steps go on as the one before with a probability. */
  private static double[] walk(long seed, double goesOn, double drift) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] path = new double[STEPS];
    double last = 1;
    for (int i = 1; i < STEPS; i++) {
      last = random.nextDouble() < goesOn ? last : -last;
      path[i] = path[i - 1] + last + drift;
    }
    return path;
  }

  private static double[] turned(double[] path) {
    double[] image = new double[path.length];
    for (int i = 0; i < path.length; i++) {
      image[i] = 2 * path[0] - path[i];
    }
    return image;
  }

  private static Run run(double[] path, Rule rule) {
    long[] times = new long[STEPS];
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < STEPS; i++) {
      times[i] = i * STEP_NS;
      double side = i < 3 ? 0 : rule.side(path, i);
      if (side != 0) {
        // The price of step i is known at i; the first one after it is that of i + 1.
        entries.add(new Entry(BTC, i * STEP_NS, side > 0));
      }
    }
    return new Run(entries, new TreeMap<>(Map.of(BTC, new Curve(times, path))));
  }

  private static Set<Verdict> verdicts(double[] path, Rule rule) {
    Set<Verdict> verdicts = EnumSet.noneOf(Verdict.class);
    for (Horizon horizon : Foresight.judge(run(path, rule), run(turned(path), rule))) {
      verdicts.add(horizon.verdict());
    }
    return verdicts;
  }

  private static double known(double[] path, int step, int steps) {
    return step + 1 + steps < STEPS ? path[step + 1 + steps] - path[step + 1] : 0;
  }

  @Test
  void knowledgeOfThePathIsFoundWhateverItsReach() {
    double[] path = walk(1, 0.5, 0);
    for (int seconds : new int[] {1, 3, 6, 11, 23}) {
      assertThat(verdicts(path, (shown, step) -> known(path, step, seconds * 5)))
          .as("%d s ahead", seconds)
          .contains(Verdict.CONTRAST);
    }
  }

  @Test
  void knowledgeThatIsMixedWithWhatIsShownIsFound() {
    double[] path = walk(2, 0.5, 0);
    Rule rule =
        (shown, step) -> {
          double move = known(path, step, 15);
          return (shown[step] - shown[step - 3]) * move > 0 ? move : 0;
        };
    assertThat(verdicts(path, rule)).contains(Verdict.CONTRAST);
  }

  @Test
  void knowledgeThatFallsSilentOnAnotherMarketIsFoundAlone() {
    double[] path = walk(3, 0.5, 0);
    Rule rule = (shown, step) -> shown[step] == path[step] ? known(path, step, 25) : 0;
    assertThat(verdicts(path, rule)).contains(Verdict.ALONE).doesNotContain(Verdict.CONTRAST);
  }

  @Test
  void skillIsNotAccusedHoweverGoodItIs() {
    // Steps that go on 99 of 100 times: who follows the last one is right nearly always.
    double[] path = walk(4, 0.99, 0);
    Rule follows = (shown, step) -> shown[step] - shown[step - 1];
    Run run = run(path, follows);
    assertThat(Foresight.judge(run, run(turned(path), follows)).get(0).recorded().right())
        .isGreaterThan(0.9);
    assertThat(verdicts(path, follows)).containsOnly(Verdict.NONE);
    Rule longOnly = (shown, step) -> Math.max(0, shown[step] - shown[step - 1]);
    assertThat(verdicts(path, longOnly)).containsOnly(Verdict.NONE);
  }

  @Test
  void buyingInAMarketThatRisesIsNotKnowledge() {
    double[] path = walk(5, 0.5, 0.4);
    Rule buys = (shown, step) -> 1;
    List<Horizon> judged = Foresight.judge(run(path, buys), run(turned(path), buys));
    assertThat(judged.get(5).recorded().right()).isGreaterThan(0.9);
    assertThat(judged.get(5).turned().right()).isLessThan(0.1);
    assertThat(verdicts(path, buys)).containsOnly(Verdict.NONE);
    assertThat(verdicts(path, (shown, step) -> step / 50 % 2 == 0 ? 1 : -1))
        .as("a clock")
        .containsOnly(Verdict.NONE);
  }

  @Test
  void luckIsNotAccusedInAHundredMarkets() {
    for (int seed = 100; seed < 200; seed++) {
      double[] path = walk(seed, 0.55, 0);
      SplittableRandom coin = new SplittableRandom(seed);
      assertThat(verdicts(path, (shown, step) -> coin.nextInt(8) == 0 ? coin.nextInt(3) - 1 : 0))
          .as("seed %d", seed)
          .containsOnly(Verdict.NONE);
    }
  }
}
