package io.cryptoscalp.models.evaluation.policy;

import java.util.List;

/**
 * A policy family, or a rule that learns nothing, and what it earned on the test parts.
 *
 * @param id family or rule
 * @param learns whether it is a family
 * @param seeds of the runs; one for a rule
 * @param figures of each run, over all folds
 * @param trainSeconds to train all of them
 */
public record PolicyContender(
    String id, boolean learns, List<Long> seeds, List<PolicyFigures> figures, double trainSeconds) {
  /** Copies the lists. */
  public PolicyContender {
    seeds = List.copyOf(seeds);
    figures = List.copyOf(figures);
  }

  /** One figure of a run. */
  @FunctionalInterface
  public interface Figure {
    /** Takes it. */
    double of(PolicyFigures figures);
  }

  /** Mean of a figure over the seeds. */
  public double mean(Figure figure) {
    double sum = 0;
    for (PolicyFigures of : figures) {
      sum += figure.of(of);
    }
    return sum / figures.size();
  }

  /** Standard deviation of a figure between the seeds; 0 with one seed. */
  public double spread(Figure figure) {
    double mean = mean(figure);
    double squares = 0;
    for (PolicyFigures of : figures) {
      squares += (figure.of(of) - mean) * (figure.of(of) - mean);
    }
    return figures.size() < 2 ? 0 : Math.sqrt(squares / (figures.size() - 1));
  }

  /**
   * What may be said: {@code PROFIT} or {@code LOSS} when the mean over the seeds lies two errors
   * from nothing, the error being the root of the squared error over days and the squared error
   * over seeds; {@code NO TRADES}; else {@code NO PROFIT}.
   */
  public String verdict() {
    if (mean(PolicyFigures::turnover) == 0) {
      return "NO TRADES";
    }
    double days = mean(PolicyFigures::dailyError);
    double between = spread(PolicyFigures::net) / Math.sqrt(figures.size());
    double error = Math.sqrt(days * days + between * between);
    double net = mean(PolicyFigures::net);
    return net > 2 * error ? "PROFIT" : net < -2 * error ? "LOSS" : "NO PROFIT";
  }
}
