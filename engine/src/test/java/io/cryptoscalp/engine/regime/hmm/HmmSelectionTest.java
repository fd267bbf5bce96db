package io.cryptoscalp.engine.regime.hmm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Which number of states does each criterion prefer? */
class HmmSelectionTest {
  private static final long NEW_YEAR_2019_MS = 1_546_300_800_000L;

  @Test
  void prefersTheNumberOfStatesThatASeriesWasDrawnFrom() {
    double[] rows = HmmFixtures.simulate(new Random(1), HmmFixtures.threeStates(), 4000);
    HmmSelection selection =
        HmmSelection.of(
            new HmmTrainer(HmmTrainingOptions.defaults()), HmmObservations.of(1, rows), 2, 5);
    assertThat(selection.best(InformationCriterion.BIC).model().states()).isEqualTo(3);
    assertThat(selection.best(InformationCriterion.HQ).model().states()).isEqualTo(3);
    // More states can only fit better; AIC may take one too many of them.
    for (int states = 3; states <= 5; states++) {
      assertThat(selection.fit(states).logLikelihood())
          .isGreaterThan(selection.fit(states - 1).logLikelihood() - 0.5);
    }
  }

  @Test
  void refusesARangeThatIsNone() {
    HmmTrainer trainer = new HmmTrainer(HmmTrainingOptions.defaults());
    HmmObservations data = HmmObservations.of(1, new double[10]);
    assertThatThrownBy(() -> HmmSelection.of(trainer, data, 4, 3))
        .hasMessageStartingWith("HMM_STATES_INVALID");
    assertThatThrownBy(() -> HmmSelection.of(trainer, data, 1, 3))
        .hasMessageStartingWith("HMM_STATES_INVALID");
  }

  /**
   * Chappell (2018, "Regime heteroskedasticity in Bitcoin: a comparison of Markov switching
   * models", MPRA 90682) prefers five states for daily returns of 2014 to 2018. These candles begin
   * in August 2017 and reach to July 2022, so their numbers are their own: of AIC, BIC and HQ in
   * this order.
   */
  @Test
  void dailyBitcoinReturns() {
    HmmSelection all = report("2017-08 to 2022-07", PeerCase.dailyReturns(Long.MAX_VALUE));
    assertThat(preferred(all)).containsExactly(6, 3, 4);
    HmmSelection early = report("2017-08 to 2018-12", PeerCase.dailyReturns(NEW_YEAR_2019_MS));
    assertThat(preferred(early)).containsExactly(4, 2, 3);
  }

  private static int[] preferred(HmmSelection selection) {
    InformationCriterion[] criteria = InformationCriterion.values();
    int[] result = new int[criteria.length];
    for (int i = 0; i < criteria.length; i++) {
      result[i] = selection.best(criteria[i]).model().states();
    }
    return result;
  }

  private static HmmSelection report(String span, double[] returns) {
    HmmSelection selection =
        HmmSelection.of(
            new HmmTrainer(HmmTrainingOptions.defaults()), HmmObservations.of(1, returns), 2, 6);
    System.out.printf("daily BTC returns, %s, %d days%n", span, returns.length);
    for (int states = 2; states <= 6; states++) {
      HmmFit fit = selection.fit(states);
      System.out.printf(
          "  %d states: log-likelihood %.2f AIC %.1f BIC %.1f HQ %.1f%n",
          states,
          fit.logLikelihood(),
          fit.criterion(InformationCriterion.AIC),
          fit.criterion(InformationCriterion.BIC),
          fit.criterion(InformationCriterion.HQ));
    }
    return selection;
  }
}
