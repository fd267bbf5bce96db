package io.cryptoscalp.engine.regime.hmm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Does an independent library (hmmlearn) get the same from the same model and series? */
class HmmPeerTest {
  static List<PeerCase> cases() {
    return PeerCase.all();
  }

  private static void assertClose(double[] actual, double[] expected, double tolerance) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.length; i++) {
      double scale = Math.max(1, Math.abs(expected[i]));
      assertThat(actual[i]).as("index " + i).isCloseTo(expected[i], within(tolerance * scale));
    }
  }

  private static void assertClose(HmmModel actual, HmmModel expected, double tolerance) {
    assertClose(actual.initial(), expected.initial(), tolerance);
    assertClose(actual.transition(), expected.transition(), tolerance);
    assertClose(actual.means(), expected.means(), tolerance);
    assertClose(actual.covariances(), expected.covariances(), tolerance);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void likelihoodAndPosteriorsAgree(PeerCase peer) {
    HmmInference inference = new HmmInference(peer.model("start"));
    double expected = peer.number("logLikelihood");
    assertThat(inference.logLikelihood(peer.observations()))
        .isCloseTo(expected, within(1e-9 * Math.abs(expected)));
    assertClose(inference.smoothed(peer.observations()), peer.flat("posteriors"), 1e-9);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void viterbiPathAgrees(PeerCase peer) {
    HmmPath path = new HmmInference(peer.model("start")).viterbi(peer.observations());
    double expected = peer.number("pathLogProbability");
    assertThat(path.logProbability()).isCloseTo(expected, within(1e-9 * Math.abs(expected)));
    double[] states = peer.flat("path");
    for (int i = 0; i < states.length; i++) {
      assertThat(path.states()[i]).as("row " + i).isEqualTo((int) states[i]);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void oneIterationAgrees(PeerCase peer) {
    HmmTrainingOptions once = new HmmTrainingOptions(1, 1, 1, 1, 1, 0, 1e-6);
    HmmFit fit = new HmmTrainer(once).fit(peer.observations(), peer.model("start"));
    assertClose(fit.model(), peer.model("once"), 1e-9);
    assertThat(fit.trace()[0]).isCloseTo(peer.number("logLikelihood"), within(1e-6));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void convergedFitAgrees(PeerCase peer) {
    HmmTrainingOptions patient = new HmmTrainingOptions(1, 1, 1, 1, 5000, 1e-14, 1e-6);
    HmmFit fit = new HmmTrainer(patient).fit(peer.observations(), peer.model("start"));
    assertThat(fit.converged()).isTrue();
    assertThat(fit.logLikelihood()).isCloseTo(peer.number("convergedLogLikelihood"), within(1e-6));
    assertClose(fit.model(), peer.model("converged"), 1e-5);
  }
}
