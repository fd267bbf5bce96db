package io.cryptoscalp.engine.regime.consensus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.engine.state.StateException;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import io.cryptoscalp.engine.testing.Properties;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Is no market able to change its regime too often, while a crash never waits? */
class ChangeBudgetTest {
  private static final List<Regime> FROM_CAREFUL_TO_BOLD =
      List.of(
          Regime.CRASH,
          Regime.VOLATILE,
          Regime.RECOVERY,
          Regime.NORMAL,
          Regime.TRENDING,
          Regime.BULL_RUN);

  /** The same rule over a list of all changes. */
  private record Naive(int most, long spanNs, List<Long> changes) {
    long within(long nowNs) {
      return changes.stream().filter(at -> nowNs - at < spanNs).count();
    }

    boolean allows(Regime from, Regime to, long nowNs) {
      long free = most - within(nowNs);
      boolean bolder = FROM_CAREFUL_TO_BOLD.indexOf(to) > FROM_CAREFUL_TO_BOLD.indexOf(from);
      boolean leavesCrash = from == Regime.CRASH;
      return to == Regime.CRASH || free >= (bolder && !leavesCrash ? 3 : 2);
    }
  }

  private static ChangeBudget restored(ChangeBudget budget, int most, long spanNs) {
    StateWriter out = new StateWriter();
    budget.write(out);
    ChangeBudget next = new ChangeBudget(most, spanNs);
    StateReader in = new StateReader(out.toByteArray());
    next.read(in);
    assertThat(in.remaining()).isZero();
    return next;
  }

  @Test
  void anyWishesKeepTheBoundAndEqualAListOfAllChanges() {
    Properties.forSeeds(
        40,
        (random, seed) -> {
          int most = 3 + random.nextInt(5);
          long span = 1L + random.nextInt(500);
          Naive naive = new Naive(most, span, new ArrayList<>());
          ChangeBudget budget = new ChangeBudget(most, span);
          Regime now = Regime.NORMAL;
          long time = 0;
          for (int i = 0; i < 3000; i++) {
            time += random.nextInt(40);
            Regime wish = Regime.ofCode(random.nextInt(Regime.values().length));
            if (wish == now) {
              continue;
            }
            boolean allowed = budget.allows(now, wish, time);
            assertThat(allowed).isEqualTo(naive.allows(now, wish, time));
            if (allowed) {
              now = wish;
              budget.add(time);
              naive.changes().add(time);
              assertThat(naive.within(time)).isLessThanOrEqualTo(most);
            }
            if (random.nextInt(50) == 0) {
              budget = restored(budget, most, span);
            }
          }
          assertThat(naive.changes()).hasSizeGreaterThan(most);
        });
  }

  @Test
  void aRestlessDayEndsInACrashOrWhereOneCanStillBegin() {
    ChangeBudget budget = new ChangeBudget(5, 24);
    assertThat(budget.allows(Regime.NORMAL, Regime.BULL_RUN, 0)).isTrue();
    budget.add(0);
    budget.add(1);
    assertThat(budget.allows(Regime.NORMAL, Regime.TRENDING, 2)).isTrue();
    budget.add(2);
    assertThat(budget.allows(Regime.TRENDING, Regime.BULL_RUN, 3)).as("bolder").isFalse();
    assertThat(budget.allows(Regime.TRENDING, Regime.NORMAL, 3)).as("more careful").isTrue();
    assertThat(budget.allows(Regime.CRASH, Regime.NORMAL, 3)).as("out of a crash").isTrue();
    budget.add(3);
    assertThat(budget.allows(Regime.NORMAL, Regime.VOLATILE, 4)).as("the fifth").isFalse();
    assertThat(budget.allows(Regime.NORMAL, Regime.CRASH, 4)).isTrue();
    budget.add(4);
    assertThat(budget.allows(Regime.CRASH, Regime.RECOVERY, 24)).as("five since").isFalse();
    assertThat(budget.allows(Regime.CRASH, Regime.RECOVERY, 25)).as("two are over").isTrue();
  }

  @Test
  void withoutASpanThereIsNoBound() {
    ChangeBudget budget = new ChangeBudget(3, 0);
    for (int i = 0; i < 10; i++) {
      assertThat(budget.allows(Regime.NORMAL, Regime.BULL_RUN, 7)).isTrue();
      budget.add(7);
    }
  }

  @Test
  void aNarrowerBoundKeepsTheLatestOfWhatWasStored() {
    ChangeBudget wide = new ChangeBudget(9, 100);
    Random random = new Random(3);
    long time = 0;
    for (int i = 0; i < 9; i++) {
      time += 1 + random.nextInt(5);
      wide.add(time);
    }
    ChangeBudget narrow = new ChangeBudget(3, 100);
    StateWriter out = new StateWriter();
    wide.write(out);
    narrow.read(new StateReader(out.toByteArray()));
    assertThat(narrow.allows(Regime.CRASH, Regime.NORMAL, time)).isFalse();
    assertThat(narrow.allows(Regime.CRASH, Regime.NORMAL, time + 100)).isTrue();
    out.reset();
    out.writeByte(1);
    out.writeInt(-1);
    assertThatThrownBy(() -> narrow.read(new StateReader(out.toByteArray())))
        .isInstanceOf(StateException.class)
        .hasMessageStartingWith("STATE_MISMATCH: state=change-budget");
  }
}
