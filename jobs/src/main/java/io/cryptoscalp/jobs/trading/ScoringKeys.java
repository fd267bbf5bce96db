package io.cryptoscalp.jobs.trading;

import io.cryptoscalp.engine.ensemble.EnsembleOptions;
import io.cryptoscalp.jobs.ConfigReader;
import io.cryptoscalp.models.scoring.ProviderChoice;
import io.cryptoscalp.operators.scoring.ScoringGuards;
import java.io.Serializable;
import java.util.List;

/**
 * Keys of the scoring stage. Batches: {@code scoring.batch.size} is the most rows of one model call
 * (32), {@code scoring.batch.delay} the longest wait for a batch (0ms: score at once). Ensemble:
 * {@code scoring.weights.rate} is the learning rate of the weights (0.5), {@code
 * scoring.weights.share} the part of the weight spread evenly after each outcome (0.001), {@code
 * scoring.weights.tolerance} how much later than the horizon the price of an outcome may be (2s).
 * Guards: {@code scoring.input.range} is how far beyond its range in training a feature may lie, in
 * widths of that range (1), {@code scoring.input.share} the largest part of a model's features that
 * may lie beyond (0.2; 1 checks nothing), {@code scoring.invalid-answers} the unusable answers in a
 * row after which a model is left out (8). Times, 0 for none, which is the default of a bounded
 * job, since they depend on the machine: {@code scoring.budget} is the longest that a call of a
 * model should take (50ms), {@code scoring.budget.overruns} the calls in a row beyond it that cut
 * the model off (3), {@code scoring.budget.cool-down} for how long in event time (60s), {@code
 * scoring.hard-limit} the time after which a call is broken off (2s).
 *
 * <p>{@code scoring.provider} is what models run on: cpu, cuda or auto (cpu); {@code
 * scoring.provider.device} the number of the device (0), {@code scoring.provider.memory} the most
 * memory of one model on it, MiB (1024), {@code scoring.provider.deterministic} whether it must
 * repeat itself bit for bit (true in a bounded job, else false).
 *
 * <p>{@code scoring.models} names, by commas, folders of versions that score from the first
 * snapshot on, without a command (none); one that cannot be used fails the job.
 *
 * @param batchSize most rows of one model call
 * @param maxDelayMs longest wait for a batch, ms
 * @param ensembles how weights of models are learnt
 * @param guards what keeps a bad model from doing harm
 * @param provider where models run
 * @param models folders of those that score from the start
 */
record ScoringKeys(
    int batchSize,
    long maxDelayMs,
    EnsembleOptions ensembles,
    ScoringGuards guards,
    ProviderChoice provider,
    List<String> models)
    implements Serializable {
  static ScoringKeys read(ConfigReader in, boolean bounded) {
    EnsembleOptions usual = EnsembleOptions.DEFAULT;
    ScoringGuards guards = bounded ? ScoringGuards.REPEATABLE : ScoringGuards.TIMED;
    return new ScoringKeys(
        (int) in.number("scoring.batch.size", 32, 1, 4096),
        in.durationNs("scoring.batch.delay", "0ms") / 1_000_000,
        new EnsembleOptions(
            in.real("scoring.weights.rate", usual.learningRate(), 1e-6, 100),
            in.real("scoring.weights.share", usual.share(), 0, 0.5),
            in.durationNs("scoring.weights.tolerance", millis(usual.toleranceNs())),
            (int) in.number("scoring.invalid-answers", usual.invalidRuns(), 1, 1_000_000)),
        new ScoringGuards(
            in.durationNs("scoring.budget", millis(guards.budgetNs())),
            (int) in.number("scoring.budget.overruns", guards.overruns(), 1, 1_000_000),
            in.durationNs("scoring.budget.cool-down", millis(guards.coolDownNs())),
            in.durationNs("scoring.hard-limit", millis(guards.hardLimitNs())),
            in.real("scoring.input.range", guards.inputRange(), 0, 1e6),
            in.real("scoring.input.share", guards.inputShare(), 0, 1)),
        new ProviderChoice(
            in.choice("scoring.provider", ProviderChoice.Wanted.CPU, ProviderChoice.Wanted.class),
            (int) in.number("scoring.provider.device", 0, 0, 255),
            in.number("scoring.provider.memory", ProviderChoice.USUAL_MEMORY >> 20, 16, 1 << 20)
                << 20,
            in.flag("scoring.provider.deterministic", bounded)),
        in.list("scoring.models", ""));
  }

  private static String millis(long ns) {
    return ns / 1_000_000 + "ms";
  }
}
