package io.cryptoscalp.models.family.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.policy.PolicyPosition;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Is a policy shown of its position in the stream what the environment showed it in training? */
class PolicyPositionTest {
  private static final TradingTerms TERMS = new TradingTerms(10_000, 0.5, 2, 0, 0);

  @Test
  void showsWhatTheEnvironmentShows() {
    MarketPath path = Walks.of(1, 300, 0, 5).get(0);
    Instrument instrument = path.instrument();
    TradingEnvironment environment = new TradingEnvironment(path, TERMS);
    PolicyPosition position = new PolicyPosition();
    float[] trained = new float[environment.width()];
    float[] live = new float[PolicyPosition.NUMBERS];
    Random random = new Random(2);
    int action = 1;
    int held = 0;
    for (int row = 0; !environment.done(); row++) {
      long time = path.timesNs()[row];
      double half = path.mids()[row] * TERMS.halfSpreadBps() / 1e4;
      long bid = instrument.floorToTick(instrument.scalePrice(path.mids()[row] - half));
      long ask = instrument.ceilToTick(instrument.scalePrice(path.mids()[row] + half));
      assertThat(position.isDue(time, Walks.MINUTE_NS)).isTrue();
      position.begin(time, Walks.MINUTE_NS, bid, ask, TERMS.slippageBps());
      assertThat(position.isDue(time + 1, Walks.MINUTE_NS)).isFalse();
      position.observe(bid, ask, live);
      environment.observe(trained, 0);
      int own = trained.length - PolicyPosition.NUMBERS;
      assertThat(live[0]).as("side at %d", row).isEqualTo(trained[own]);
      // of the notional of the first row there, of the entry here: the price moved a little between
      assertThat(live[1]).as("profit at %d", row).isCloseTo(trained[own + 1], within(0.02f));
      assertThat(live[2]).as("held at %d", row).isEqualTo(trained[own + 2]);
      held += live[0] == 0 ? 0 : 1;
      action = random.nextInt(4) == 0 ? random.nextInt(3) : action;
      position.decide(action - 1);
      environment.step(action);
      position = restored(position);
    }
    assertThat(held).isGreaterThan(50);
  }

  private static PolicyPosition restored(PolicyPosition position) {
    StateWriter out = new StateWriter();
    position.write(out);
    PolicyPosition next = new PolicyPosition();
    next.read(new StateReader(out.toByteArray()));
    return next;
  }

  @Test
  void afterAGapItIsFlat() {
    PolicyPosition position = new PolicyPosition();
    position.begin(0, 10, 100, 101, 0);
    position.decide(1);
    position.begin(40, 10, 100, 101, 0);
    float[] own = new float[PolicyPosition.NUMBERS];
    position.observe(100, 101, own);
    assertThat(own).containsExactly(0, 0, 0);
    assertThat(PolicyPosition.validUntilNs(0, 10)).isEqualTo(39);
  }
}
