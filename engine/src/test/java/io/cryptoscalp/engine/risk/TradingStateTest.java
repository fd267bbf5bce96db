package io.cryptoscalp.engine.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.risk.TradingState.Trigger;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Does every trigger lead where the table of docs/risk.md says? */
class TradingStateTest {
  @ParameterizedTest
  @CsvSource({
    "HALT, HALTED, HALTED, HALTED",
    "REDUCE, REDUCING, REDUCING, REDUCING",
    "RESUME, ACTIVE, ACTIVE, ACTIVE",
    "LOSS_HALT, HALTED, HALTED, HALTED",
    "LOSS_REDUCE, REDUCING, REDUCING, HALTED",
    "FAULT, REDUCING, REDUCING, HALTED",
    "FAULT_CLEARED, ACTIVE, ACTIVE, HALTED",
  })
  void table(
      Trigger trigger,
      TradingState fromActive,
      TradingState fromReducing,
      TradingState fromHalted) {
    assertThat(TradingState.ACTIVE.after(trigger)).isEqualTo(fromActive);
    assertThat(TradingState.REDUCING.after(trigger)).isEqualTo(fromReducing);
    assertThat(TradingState.HALTED.after(trigger)).isEqualTo(fromHalted);
  }

  @ParameterizedTest
  @EnumSource(Trigger.class)
  void aStateIsLeftByItselfOnlyWhenAFaultHadLedToIt(Trigger trigger) {
    TradingStates states = new TradingStates();
    states.apply("", trigger, "cause");
    boolean byFault = trigger == Trigger.FAULT;
    assertThat(states.apply("", Trigger.FAULT_CLEARED, "other cause")).isFalse();
    assertThat(states.apply("", Trigger.FAULT_CLEARED, "cause")).isEqualTo(byFault);
  }

  @Test
  void aLossTakesOverFromAFaultAndStays() {
    TradingStates states = new TradingStates();
    assertThat(states.mayReduceForLoss()).isTrue();
    assertThat(states.apply("", Trigger.FAULT, "silent")).isTrue();
    assertThat(states.apply("", Trigger.FAULT, "silent")).as("no second row").isFalse();
    assertThat(states.mayReduceForLoss()).isTrue();
    assertThat(states.apply("", Trigger.LOSS_REDUCE, "drawdown")).isTrue();
    assertThat(states.mayReduceForLoss()).isFalse();
    assertThat(states.apply("", Trigger.FAULT_CLEARED, "silent")).isFalse();
    assertThat(states.state("")).isEqualTo(TradingState.REDUCING);
    assertThat(states.reason("")).isEqualTo("drawdown");
  }

  @Test
  void strategiesAndAccountAreApartAndSurviveAStore() {
    TradingStates states = new TradingStates();
    states.apply("a", Trigger.HALT, "by hand");
    states.apply("", Trigger.FAULT, "silent");
    StateWriter out = new StateWriter();
    states.write(out);
    TradingStates restored = new TradingStates();
    restored.read(new StateReader(out.toByteArray()));
    assertThat(restored.state("a")).isEqualTo(TradingState.HALTED);
    assertThat(restored.reason("a")).isEqualTo("by hand");
    assertThat(restored.state("b")).isEqualTo(TradingState.ACTIVE);
    assertThat(restored.apply("", Trigger.FAULT_CLEARED, "silent")).isTrue();
    assertThat(restored.state("")).isEqualTo(TradingState.ACTIVE);
  }
}
