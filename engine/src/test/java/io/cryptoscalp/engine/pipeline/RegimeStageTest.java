package io.cryptoscalp.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.bars.BarOptions;
import io.cryptoscalp.engine.event.Bar;
import io.cryptoscalp.engine.event.FeatureSnapshot;
import io.cryptoscalp.engine.event.RegimeChange;
import io.cryptoscalp.engine.event.RegimeDirective;
import io.cryptoscalp.engine.event.RegimeEffect;
import io.cryptoscalp.engine.features.FeatureOptions;
import io.cryptoscalp.engine.feed.FeedOptions;
import io.cryptoscalp.engine.feed.FeedPipeline;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.engine.regime.consensus.ConsensusOptions;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Can every change of regime be told from the others, also those at one frame? */
class RegimeStageTest {
  private static final long MINUTE = 60_000_000_000L;
  private static final long START = 1_700_006_400_000_000_000L;
  private static final Instrument BTC =
      Objects.requireNonNull(InstrumentCatalogue.builtIn().find("BTCUSDT-PERP.BINANCE"));
  private static final PipelineOptions OPTIONS =
      new PipelineOptions(
          250_000_000,
          FeedOptions.DEFAULT,
          BarOptions.defaults(),
          FeatureOptions.defaults(),
          ConsensusOptions.minuteBars().withPace(0, 0));

  private final FeedPipeline feed =
      new FeedPipeline(BTC, FeedOptions.DEFAULT, (code, detail, stream) -> {});
  private final Changes out = new Changes();
  private RegimeStage stage = new RegimeStage(BTC, OPTIONS);
  private int bars;

  private static final class Changes implements SnapshotOutput {
    private final List<RegimeChange> regimes = new ArrayList<>();
    private final List<RegimeEffect> effects = new ArrayList<>();

    @Override
    public void regime(RegimeChange change) {
      regimes.add(change);
    }

    @Override
    public void effect(RegimeEffect effect) {
      effects.add(effect);
    }

    @Override
    public void snapshot(FeatureSnapshot snapshot) {}
  }

  private void bar(double price) {
    long at = Math.round(price * 10);
    long close = START + ++bars * MINUTE;
    stage.onBar(
        new Bar(BTC.id(), "time-1m", close - MINUTE, close, at, at, at, at, 1, price, 0.5, 1, bars),
        feed,
        out);
  }

  private void tell(String scope, Regime regime, int tick) {
    long now = START + bars * MINUTE;
    stage.onDirective(
        new RegimeDirective(scope, now + tick, now + 5 * MINUTE, regime, 1, "test", "as told"),
        now,
        bars,
        out);
  }

  /** What a checkpoint and a restore leave of the stage. */
  private void restore() {
    StateWriter written = new StateWriter();
    stage.write(written);
    stage.writeEffect(written);
    stage.writeChanges(written);
    stage = new RegimeStage(BTC, OPTIONS);
    StateReader in = new StateReader(written.toByteArray());
    stage.read(in);
    stage.readEffect(in);
    stage.readChanges(in);
  }

  @Test
  void aBarAndADirectiveAtOneSequenceAreTwoChanges() {
    Random noise = new Random(5);
    for (int i = 0; i < 1440; i++) {
      bar(30_000 * (1 + 1e-4 * noise.nextGaussian()));
    }
    out.regimes.clear();
    out.effects.clear();
    for (int i = 0; out.regimes.isEmpty(); i++) {
      assertThat(i).as("a rise of 12 % in two hours is one").isLessThan(240);
      bar(30_000 * (1 + 0.001 * Math.min(i, 120)));
    }
    restore();
    tell(BTC.id(), Regime.CRASH, 0);
    tell("MARKET", Regime.CRASH, 0);

    assertThat(out.regimes).hasSize(2);
    RegimeChange own = out.regimes.get(0);
    RegimeChange told = out.regimes.get(1);
    assertThat(told.from()).isEqualTo(own.to());
    assertThat(told.to()).isEqualTo(Regime.CRASH);
    assertThat(told.reason()).contains("test: as told");
    assertThat(told.eventTimeNs()).isEqualTo(own.eventTimeNs());
    assertThat(told.sequence()).isEqualTo(own.sequence()).isEqualTo(bars);
    assertThat(out.regimes).extracting(RegimeChange::ordinal).containsExactly(0, 1);
    assertThat(out.effects).extracting(RegimeEffect::sequence).containsOnly((long) bars);
    assertThat(out.effects).extracting(RegimeEffect::ordinal).containsExactly(0, 1);
  }

  @Test
  void whatIsToldOfTheMarketTwiceBeforeAFrameIsTwoEffects() {
    bar(30_000);
    bar(30_000);
    tell("MARKET", Regime.CRASH, 0);
    tell("MARKET", Regime.NORMAL, 1);
    bar(30_000);
    tell("MARKET", Regime.CRASH, 0);
    assertThat(out.regimes).isEmpty();
    assertThat(out.effects)
        .extracting(effect -> effect.to() + " " + effect.sequence() + " " + effect.ordinal())
        .containsExactly("CRASH 2 0", "NORMAL 2 1", "CRASH 3 0");
  }
}
