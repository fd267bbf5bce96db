package io.cryptoscalp.models.dataset;

import static io.cryptoscalp.models.dataset.Walks.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.models.dataset.LabelRule.Method;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabellerTest {
  private static final long GAP = 2 * MINUTE;
  private static final TradingCosts TENTH =
      new TradingCosts(0.0004, 0.0001, 0); // a round trip of 0.1 %

  private static PricePath path(double... prices) {
    PricePath path = new PricePath();
    for (int i = 0; i < prices.length; i++) {
      path.add(i * MINUTE, prices[i], prices[i], prices[i]);
    }
    return path;
  }

  /** Barriers at the costs alone: the volatility is known after two rows and is next to nothing. */
  private static LabelRule rule(Method method) {
    return new LabelRule(method, 3 * MINUTE, 1e-6, 1e-6, MINUTE, TENTH, false, 0, PrimaryRule.NONE);
  }

  @Test
  void theBarrierThatIsTouchedFirstDecidesAndATouchByMidsCostsWhatItOvershoots() {
    Labeller up = new Labeller(rule(Method.TRIPLE_BARRIER), path(100, 100, 100.2, 90), GAP);
    Label label = up.label(1, 1);
    assertThat(label.up()).isTrue();
    assertThat(label.ending()).isEqualTo(Label.Ending.PROFIT);
    assertThat(label.forwardReturn()).isCloseTo(0.002, within(1e-12));
    assertThat(label.timeNs()).isEqualTo(2 * MINUTE);
    Label stopped =
        new Labeller(rule(Method.TRIPLE_BARRIER), path(100, 100, 99, 200), GAP).label(1, 1);
    assertThat(stopped.up()).isFalse();
    assertThat(stopped.forwardReturn()).isCloseTo(-0.01, within(1e-12));
  }

  @Test
  void aBarrierWithinTheSpanOfACandleIsFilledAtItsPriceAndTheStopComesFirstWhereBothAre() {
    PricePath path = path(100, 100);
    path.add(2 * MINUTE, 100.05, 99.95, 100.3);
    Label profit = new Labeller(rule(Method.TRIPLE_BARRIER), path, GAP).label(1, 1);
    assertThat(profit.forwardReturn()).isCloseTo(0.001, within(1e-12));
    Label stop = new Labeller(rule(Method.META), path, GAP).label(1, -1);
    assertThat(stop.ending()).isEqualTo(Label.Ending.STOP);
    assertThat(stop.forwardReturn()).isCloseTo(-0.001, within(1e-12));
    PricePath both = path(100, 100);
    both.add(2 * MINUTE, 100.05, 99.8, 100.3);
    for (int side : new int[] {1, -1}) {
      Label label = new Labeller(rule(Method.META), both, GAP).label(1, side);
      assertThat(label.ending()).isEqualTo(Label.Ending.BOTH);
      assertThat(label.up()).isFalse();
      assertThat(label.forwardReturn()).isCloseTo(-0.001, within(1e-12));
    }
  }

  @Test
  void theHorizonTakesTheLastPriceKnownByThen() {
    PricePath path = path(100, 100, 100.02, 100.01);
    path.add(4 * MINUTE + 1, 100.5, 100.5, 100.5);
    Label label = new Labeller(rule(Method.TRIPLE_BARRIER), path, GAP).label(1, 1);
    assertThat(label.ending()).isEqualTo(Label.Ending.HORIZON);
    assertThat(label.timeNs()).isEqualTo(4 * MINUTE);
    assertThat(label.forwardReturn()).isCloseTo(0.0001, within(1e-12));
    assertThat(label.up()).isTrue();
    assertThat(new Labeller(rule(Method.META), path, GAP).label(1, 1).up())
        .as("a move that does not pay its costs")
        .isFalse();
  }

  @Test
  void rowsWithoutALabelSayWhy() {
    LabelRule rule = rule(Method.TRIPLE_BARRIER);
    PricePath quiet = path(100, 100, 100, 100, 100);
    assertThat(new Labeller(rule, quiet, GAP).label(1, 1).dropped()).isEqualTo(DropReason.FLAT);
    assertThat(new Labeller(rule, quiet, GAP).label(2, 1).dropped())
        .isEqualTo(DropReason.HISTORY_ENDS);
    assertThat(new Labeller(rule, quiet, GAP).label(0, 1).dropped())
        .isEqualTo(DropReason.VOLATILITY_UNKNOWN);
    assertThat(new Labeller(rule, quiet, GAP).label(1, 0).dropped()).isEqualTo(DropReason.NO_SIDE);
    PricePath broken = path(100, 100);
    broken.add(4 * MINUTE, 100, 100, 100);
    assertThat(new Labeller(rule, broken, GAP).label(1, 1).dropped())
        .isEqualTo(DropReason.PATH_GAP);
    LabelRule touches =
        new LabelRule(
            Method.TRIPLE_BARRIER, 3 * MINUTE, 1, 1, MINUTE, TENTH, true, 0, PrimaryRule.NONE);
    assertThat(new Labeller(touches, quiet, GAP).label(1, 1).dropped())
        .isEqualTo(DropReason.TIMEOUT);
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void aTwinThatLooksAtEveryRowSaysTheSame(Method method) {
    Set<DropReason> seen = EnumSet.noneOf(DropReason.class);
    Set<Label.Ending> endings = EnumSet.noneOf(Label.Ending.class);
    for (int seed = 0; seed < 4; seed++) {
      List<FeatureRow> rows = Walks.rows("X", 700, true, seed);
      LabelRule rule =
          new LabelRule(
              method,
              (10 + 20 * seed) * MINUTE,
              0.6,
              0.3 + 0.2 * seed,
              60 * MINUTE,
              TradingCosts.NONE,
              seed == 1,
              0,
              PrimaryRule.NONE);
      Labeller labeller = new Labeller(rule, Walks.path(rows), GAP);
      for (int at = 0; at < rows.size(); at++) {
        for (int side = -1; side <= 1 && rows.get(at).mid() > 0; side += 2) {
          Label label = labeller.label(at, side);
          Label twin = NaiveLabels.label(rows, at, side, rule, GAP);
          assertThat(label.dropped()).as("row %d side %d", at, side).isEqualTo(twin.dropped());
          note(label.dropped(), seen);
          if (label.dropped() == null) {
            endings.add(label.ending());
            assertThat(label.ending()).isEqualTo(twin.ending());
            assertThat(label.up()).isEqualTo(twin.up());
            assertThat(label.timeNs()).isEqualTo(twin.timeNs());
            assertThat(label.forwardReturn()).isCloseTo(twin.forwardReturn(), within(1e-9));
          }
        }
      }
    }
    assertThat(seen).contains(DropReason.PATH_GAP, DropReason.HISTORY_ENDS);
    assertThat(endings).hasSize(method == Method.FIXED_HORIZON ? 1 : Label.Ending.values().length);
  }

  private static void note(@Nullable DropReason reason, Set<DropReason> seen) {
    if (reason != null) {
      seen.add(reason);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {60, 240})
  void theVolatilityIsTheWeightedMeanOfSquaresPerTimeScaledToTheHorizon(int halfLifeMinutes) {
    List<FeatureRow> rows = Walks.rows("X", 600, true, 9);
    PricePath path = Walks.path(rows);
    double[] known = Volatility.of(path, halfLifeMinutes * MINUTE, 15 * MINUTE, GAP);
    int checked = 0;
    for (int at = 0; at < rows.size(); at++) {
      double twin = NaiveLabels.deviation(rows, at, halfLifeMinutes * MINUTE, 15 * MINUTE, GAP);
      if (Double.isNaN(twin)) {
        assertThat(known[at]).isNaN();
      } else {
        checked++;
        assertThat(known[at]).isCloseTo(twin, within(1e-12));
      }
    }
    assertThat(checked).isGreaterThan(200);
  }
}
