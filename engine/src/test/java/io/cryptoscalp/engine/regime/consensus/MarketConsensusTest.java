package io.cryptoscalp.engine.regime.consensus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.engine.event.RegimeDirective;
import io.cryptoscalp.engine.event.RegimeInterval;
import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import io.cryptoscalp.engine.testing.Properties;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Does the market follow its instruments, and as one where they move as one? */
class MarketConsensusTest {
  private static final long MINUTE = 60_000_000_000L;
  private static final String MARKET = RegimeScopes.MARKET;
  private static final List<String> IDS =
      List.of(
          "ADAUSDT-PERP.BINANCE",
          "BTCUSDT-PERP.BINANCE",
          "ETHUSDT-PERP.BINANCE",
          "BTC-PERP.OTHER",
          "ETH-PERP.OTHER");

  private final List<RegimeDirective> told = new ArrayList<>();
  private final List<RegimeInterval> intervals = new ArrayList<>();

  private static double[] mostly(Regime regime, double part) {
    double[] p = new double[6];
    java.util.Arrays.fill(p, (1 - part) / 5);
    p[regime.code()] = part;
    return p;
  }

  private void judge(MarketConsensus market, long minute) {
    market.judge(minute * MINUTE, minute, intervals::add, told::add);
    for (String scope : market.scopes()) {
      double sum = 0;
      for (Regime regime : Regime.values()) {
        sum += market.probability(scope, regime);
      }
      assertThat(sum).isCloseTo(1, within(1e-12));
    }
  }

  private static void all(MarketConsensus market, long minute, Regime regime, double part) {
    for (String id : IDS) {
      market.onInstrument(id, minute * MINUTE, mostly(regime, part));
    }
  }

  private static byte[] state(MarketConsensus market) {
    StateWriter out = new StateWriter();
    market.write(out);
    return out.toByteArray();
  }

  @Test
  void aCrashOfMostIsOneOfTheMarketAtOnceAndOfItsGroupAlone() {
    MarketConsensus market = new MarketConsensus(MarketOptions.standard());
    all(market, 1, Regime.NORMAL, 0.9);
    judge(market, 1);
    assertThat(told).isEmpty();
    for (String id : IDS) {
      boolean binance = id.endsWith(".BINANCE");
      market.onInstrument(id, 2 * MINUTE, mostly(binance ? Regime.CRASH : Regime.NORMAL, 0.9));
    }
    judge(market, 2);
    assertThat(market.regime("BINANCE")).isEqualTo(Regime.CRASH);
    assertThat(market.regime(MARKET)).isEqualTo(Regime.CRASH);
    assertThat(market.regime("OTHER")).isEqualTo(Regime.NORMAL);
    assertThat(told).extracting(RegimeDirective::scope).containsExactly("BINANCE", MARKET);
    assertThat(told.get(0).untilNs()).isEqualTo(17 * MINUTE);
    assertThat(told.get(0).confidence()).isCloseTo(0.9, within(1e-9));
  }

  @Test
  void manyHalfWayDownAreACrashWhereTheyMoveAsOne() {
    for (boolean asOne : new boolean[] {false, true}) {
      told.clear();
      MarketConsensus market = new MarketConsensus(MarketOptions.standard());
      market.onCorrelation(asOne ? 0.9 : 0.25, 5);
      all(market, 1, Regime.CRASH, 0.2);
      judge(market, 1);
      assertThat(market.regime(MARKET) == Regime.CRASH).isEqualTo(asOne);
      assertThat(market.unison()).isCloseTo(asOne ? 0.875 : 0.0625, within(1e-12));
    }
  }

  @Test
  void leavingTakesTimeAndTheEndIsTold() {
    MarketConsensus market = new MarketConsensus(MarketOptions.standard());
    all(market, 1, Regime.CRASH, 0.9);
    judge(market, 1);
    for (long minute = 2; minute <= 91; minute++) {
      all(market, minute, Regime.NORMAL, 0.9);
      assertThat(market.regime(MARKET)).as("minute " + minute).isEqualTo(Regime.CRASH);
      judge(market, minute);
    }
    assertThat(market.regime(MARKET)).isEqualTo(Regime.NORMAL);
    List<RegimeDirective> ofMarket =
        told.stream().filter(one -> one.scope().equals(MARKET)).toList();
    assertThat(ofMarket.get(ofMarket.size() - 1).regime()).isEqualTo(Regime.NORMAL);
    for (int i = 1; i < ofMarket.size() - 1; i++) {
      assertThat(ofMarket.get(i).eventTimeNs() - ofMarket.get(i - 1).eventTimeNs())
          .isEqualTo(5 * MINUTE);
      assertThat(ofMarket.get(i - 1).untilNs()).isGreaterThan(ofMarket.get(i).eventTimeNs());
    }
    assertThat(intervals.stream().filter(one -> one.scope().equals(MARKET)))
        .extracting(RegimeInterval::label)
        .containsExactly("CRASH", "CRASH", "NORMAL");
  }

  @Test
  void instrumentsThatAreSilentDoNotCount() {
    MarketConsensus market = new MarketConsensus(MarketOptions.standard());
    all(market, 1, Regime.CRASH, 0.9);
    market.onInstrument(IDS.get(0), 20 * MINUTE, mostly(Regime.CRASH, 0.9));
    judge(market, 20);
    assertThat(market.regime(MARKET)).as("one is not enough").isEqualTo(Regime.NORMAL);
    market.onInstrument(IDS.get(1), 20 * MINUTE, mostly(Regime.CRASH, 0.9));
    market.onInstrument(IDS.get(1), 10 * MINUTE, mostly(Regime.NORMAL, 0.9));
    judge(market, 20);
    assertThat(market.regime(MARKET)).isEqualTo(Regime.CRASH);
    assertThat(market.regime("nowhere")).isEqualTo(Regime.NORMAL);
  }

  @Test
  void orderDoesNotMatterAndStateGoesOn() {
    Properties.forSeeds(
        10,
        (random, seed) -> {
          MarketConsensus one = new MarketConsensus(MarketOptions.standard());
          MarketConsensus other = new MarketConsensus(MarketOptions.standard());
          for (long minute = 1; minute < 300; minute++) {
            play(one, minute, seed, false);
            play(other, minute, seed, true);
            if (minute == 150) {
              MarketConsensus next = new MarketConsensus(MarketOptions.standard());
              next.read(new StateReader(state(other)));
              other = next;
            }
          }
          assertThat(state(other)).isEqualTo(state(one));
        });
  }

  private void play(MarketConsensus market, long minute, int seed, boolean reversed) {
    List<String> ids = new ArrayList<>(IDS);
    if (reversed) {
      Collections.reverse(ids);
    }
    for (String id : ids) {
      Random random = new Random(31L * seed + id.hashCode() + minute / 40);
      Regime regime = Regime.ofCode(random.nextInt(6));
      market.onInstrument(id, minute * MINUTE, mostly(regime, random.nextDouble()));
    }
    market.onCorrelation(0.5, 5);
    judge(market, minute);
  }

  @Test
  void namesTheOptionThatIsOutOfRange() {
    assertThatThrownBy(() -> new MarketOptions(2, 1, 0.3, 0, 0, 0, 5, 5))
        .hasMessage("MARKET_OPTION_INVALID: option=validNs value=5");
  }
}
