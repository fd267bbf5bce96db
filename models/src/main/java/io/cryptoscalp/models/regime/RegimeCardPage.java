package io.cryptoscalp.models.regime;

import io.cryptoscalp.engine.regime.hmm.HmmStateProfile;
import io.cryptoscalp.models.registry.ModelCard;
import java.util.Locale;

/** The card of a regime model as a page of Markdown. */
final class RegimeCardPage {
  private static final double HOUR_NS = 3.6e12;

  private RegimeCardPage() {}

  static String of(ModelCard card, RegimeModelFile file) {
    StringBuilder page = new StringBuilder(2048);
    RegimeModelFile.Training training = file.training();
    add(page, "# Regime model of %s, %s\n\n", file.name(), card.version());
    add(
        page,
        "Hidden Markov model of %d states on %s (%s), %d observations from %s to %s.\n",
        file.states().size(),
        file.observation().id(),
        String.join(", ", file.observation().names()),
        training.observations(),
        RegimeModels.time(training.fromNs()),
        RegimeModels.time(training.toNs()));
    add(page, "\n## Identity\n\n| what | value |\n| --- | --- |\n");
    add(page, "| created at | %s |\n| model SHA-256 | %s |\n", card.createdAt(), card.sha256());
    add(page, "| training data SHA-256 | %s |\n", card.dataHash());
    add(page, "| code version | %s |\n| licence | %s |\n", card.codeVersion(), card.licence());
    add(page, "| seed | %d |\n| starts | %d |\n", training.seed(), training.restarts());
    criteria(page, file);
    states(page, file);
    transition(page, file);
    add(page, "\n## Warnings\n\n");
    card.warnings().forEach(warning -> add(page, "- %s\n", warning));
    return card.warnings().isEmpty() ? page.append("None.\n").toString() : page.toString();
  }

  private static void criteria(StringBuilder page, RegimeModelFile file) {
    add(page, "\n## States tried, chosen by %s\n\n", file.training().criterion());
    add(page, "| states | log-likelihood | parameters | AIC | BIC | HQ | rarest state's rows |\n");
    add(page, "| --- | --- | --- | --- | --- | --- | --- |\n");
    for (RegimeModelFile.Candidate tried : file.candidates()) {
      add(
          page,
          "| %d | %.2f | %d | %.2f | %.2f | %.2f | %.1f |\n",
          tried.states(),
          tried.logLikelihood(),
          tried.parameters(),
          tried.aic(),
          tried.bic(),
          tried.hq(),
          tried.rarestStateRows());
    }
  }

  private static void states(StringBuilder page, RegimeModelFile file) {
    double hours = file.observation().intervalNs() / HOUR_NS;
    add(page, "\n## States\n\n| state | mean bps | deviation bps | drift | share | stay h |\n");
    add(page, "| --- | --- | --- | --- | --- | --- |\n");
    for (HmmStateProfile state : file.states()) {
      add(
          page,
          "| %s | %.3f | %.2f | %.2f | %.4f | %.2f |\n",
          state.name(),
          state.mean() * 1e4,
          state.deviation() * 1e4,
          state.drift(),
          state.share(),
          state.dwell() * hours);
    }
  }

  private static void transition(StringBuilder page, RegimeModelFile file) {
    int k = file.states().size();
    add(page, "\n## Transition probabilities of an interval\n\n| from |");
    file.states().forEach(state -> add(page, " %s |", state.name()));
    add(page, "\n| --- |%s\n", " --- |".repeat(k));
    for (int i = 0; i < k; i++) {
      add(page, "| %s |", file.states().get(i).name());
      for (int j = 0; j < k; j++) {
        add(page, " %.5f |", file.transition()[i * k + j]);
      }
      page.append('\n');
    }
  }

  private static void add(StringBuilder page, String format, Object... values) {
    page.append(String.format(Locale.ROOT, format, values));
  }
}
