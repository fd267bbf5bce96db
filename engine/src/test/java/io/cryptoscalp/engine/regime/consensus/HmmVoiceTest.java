package io.cryptoscalp.engine.regime.consensus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.engine.event.RegimeInterval;
import io.cryptoscalp.engine.regime.MarketType;
import io.cryptoscalp.engine.regime.hmm.HmmModel;
import io.cryptoscalp.engine.regime.markov.MarkovDetector;
import io.cryptoscalp.engine.regime.markov.MarkovModel;
import io.cryptoscalp.engine.regime.markov.ObservationSpec;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Is a fitted model heard by the tracker as it is by itself, and only where it belongs? */
class HmmVoiceTest {
  private static final int BARS = 4000;

  /** Calm and volatile minutes. */
  private static MarkovModel model(String name) {
    return MarkovModel.of(
        name,
        "1",
        new ObservationSpec(5 * TrackerRun.MINUTE, false, 1),
        new HmmModel(
            2,
            1,
            new double[] {0.5, 0.5},
            new double[] {0.98, 0.02, 0.02, 0.98},
            new double[] {0, 0},
            new double[] {1e-6, 1e-4}));
  }

  private static double[] path() {
    Random random = new Random(2);
    double[] path = new double[BARS];
    double price = 30_000;
    for (int i = 0; i < BARS; i++) {
      price *= StrictMath.exp((i < BARS / 2 ? 0.0003 : 0.003) * random.nextGaussian());
      path[i] = price;
    }
    return path;
  }

  private static HmmVoice only(String instrument) {
    TreeMap<String, MarkovModel> models = new TreeMap<>();
    models.put(instrument, model(instrument));
    return new HmmVoice(models, 0.5);
  }

  @Test
  void saysInTheTrackerWhatItSaysAlone() {
    ConsensusOptions options = ConsensusOptions.minuteBars();
    TrackerRun with = new TrackerRun(options.withHmm(HmmVoice.of(model("ANY"), 0.3)));
    TrackerRun without = new TrackerRun(options);
    MarkovDetector alone = new MarkovDetector(model("ANY"));
    double[] path = path();
    for (double price : path) {
      long open = with.nowNs();
      with.prices(price);
      without.prices(price);
      alone.update(open, open + TrackerRun.MINUTE, price, price, price);
    }
    List<RegimeInterval> said =
        with.intervals.stream().filter(interval -> interval.detector().equals("hmm")).toList();
    RegimeInterval last = said.get(said.size() - 1);
    assertThat(last.label()).isEqualTo(alone.label()).startsWith("volatile-");
    assertThat(said.get(0).label()).startsWith("calm-");
    assertThat(alone.probability(MarketType.HIGH_VOLATILITY)).isGreaterThan(0.9);
    assertThat(with.tracker.probability(MarketType.HIGH_VOLATILITY))
        .isGreaterThan(without.tracker.probability(MarketType.HIGH_VOLATILITY));
    assertThat(without.intervals).noneMatch(interval -> interval.detector().equals("hmm"));
  }

  @Test
  void belongsToItsInstrument() {
    ConsensusOptions options = ConsensusOptions.minuteBars();
    double[] path = path();
    TrackerRun plain = new TrackerRun(options).prices(path);
    TrackerRun other = new TrackerRun(options.withHmm(only("ETHUSDT-PERP.BINANCE"))).prices(path);
    TrackerRun own = new TrackerRun(options.withHmm(only(TrackerRun.BTC.id()))).prices(path);
    assertThat(other.state()).isEqualTo(plain.state());
    assertThat(own.state()).isNotEqualTo(plain.state());
  }

  @Test
  void goesOnFromItsState() {
    ConsensusOptions options =
        ConsensusOptions.minuteBars().withHmm(HmmVoice.of(model("ANY"), 0.3));
    double[] path = path();
    TrackerRun whole = new TrackerRun(options).prices(path);
    TrackerRun run = new TrackerRun(options);
    for (int i = 0; i < BARS; i++) {
      run.prices(path[i]);
      if (i % 997 == 0) {
        run = run.restored();
      }
    }
    assertThat(run.state()).isEqualTo(whole.state());
    assertThat(run.tracker.confidence()).isCloseTo(whole.tracker.confidence(), within(0.0));
  }

  @Test
  void refusesAnIntervalThatIsNoMultipleOfTheBars() {
    assertThatThrownBy(() -> ConsensusOptions.hourBars().withHmm(HmmVoice.of(model("ANY"), 0.3)))
        .hasMessage("REGIME_OPTION_INVALID: option=hmm value=300000000000");
    assertThatThrownBy(() -> new HmmVoice(new TreeMap<>(), 1))
        .hasMessage("HMM_VOICE_INVALID: weight=1.0");
  }
}
