package io.cryptoscalp.jobs.proof;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Shows that no feature depends on what comes after it. A run over the whole input is held against
 * runs that, from a cut on, get nothing, and runs that get another future: every vector that
 * belongs to the input before the cut must be the same bit for bit, and come in all of them.
 *
 * <p>A vector belongs before a cut when its sequence is at most the number of events of its
 * instrument before the cut, whenever it comes out. All runs go side by side over one reading of
 * the input, so memory does not grow with it.
 *
 * @param <T> an event of the input
 */
public final class LookaheadProof<T> {
  /**
   * Gives the events in order.
   *
   * @param <T> an event of the input
   */
  public interface Events<T> {
    /** The next event; null at the end. */
    @Nullable T next() throws IOException;
  }

  private final int features;
  private final Supplier<VectorRun<T>> runs;
  private final UnaryOperator<T> change;

  /**
   * Creates it.
   *
   * @param features length of a vector
   * @param runs makes a run that has seen nothing
   * @param change gives the event that another future has in place of one
   */
  public LookaheadProof(int features, Supplier<VectorRun<T>> runs, UnaryOperator<T> change) {
    this.features = features;
    this.runs = runs;
    this.change = change;
  }

  /**
   * Proves it on an input.
   *
   * @param events the input
   * @param cuts numbers of events before each cut, rising
   */
  public LookaheadReport run(Events<T> events, long[] cuts) throws IOException {
    List<Trial> trials = new ArrayList<>();
    for (long cut : cuts) {
      trials.add(new Trial(cut, false));
      trials.add(new Trial(cut, true));
    }
    VectorRun<T> whole = runs.get();
    LookaheadReport.Seen seen = new LookaheadReport.Seen(features);
    Map<String, Long> counts = new HashMap<>();
    long number = 0;
    for (T event = events.next(); event != null; event = events.next()) {
      for (Trial trial : trials) {
        trial.reach(number, counts);
      }
      whole.accept(event, vector -> see(vector, seen, trials));
      for (Trial trial : trials) {
        trial.accept(event);
      }
      String instrument = whole.instrument(event);
      if (instrument != null) {
        counts.merge(instrument, 1L, Long::sum);
      }
      number++;
    }
    for (Trial trial : trials) {
      trial.reach(Long.MAX_VALUE, counts);
    }
    whole.end(vector -> see(vector, seen, trials));
    List<LookaheadReport.Trial> results = new ArrayList<>();
    for (Trial trial : trials) {
      results.add(trial.end());
    }
    return new LookaheadReport(number, seen.vectors(), seen.valid(), results);
  }

  private void see(FeatureVector vector, LookaheadReport.Seen seen, List<Trial> trials) {
    seen.add(vector);
    for (Trial trial : trials) {
      trial.expect(vector);
    }
  }

  /** A run that leaves the input at a cut. */
  private final class Trial implements VectorAlignment.Pairs {
    private final long cut;
    private final boolean changed;
    private final VectorRun<T> run = runs.get();
    private final VectorAlignment vectors = new VectorAlignment(this);
    private final FeatureTally tally = new FeatureTally(features);
    private final FeatureTally after = new FeatureTally(features);
    private @Nullable Map<String, Long> before;
    private long single;
    private boolean ended;

    Trial(long cut, boolean changed) {
      this.cut = cut;
      this.changed = changed;
    }

    /** The next event has this number, after so many of each instrument. */
    void reach(long number, Map<String, Long> counts) {
      if (before == null && number >= cut) {
        before = new HashMap<>(counts);
        if (!changed) {
          finish();
        }
      }
    }

    /** The whole run has come to a vector. */
    void expect(FeatureVector vector) {
      if (!ended || isBefore(vector)) {
        vectors.left(vector);
      }
    }

    void accept(T event) {
      if (!ended) {
        run.accept(before == null ? event : change.apply(event), vectors::right);
      }
    }

    private void finish() {
      ended = true;
      run.end(vectors::right);
    }

    private boolean isBefore(FeatureVector vector) {
      Map<String, Long> limits = before;
      return limits == null || vector.sequence() <= limits.getOrDefault(vector.instrument(), 0L);
    }

    @Override
    public void pair(FeatureVector left, FeatureVector right) {
      (isBefore(left) ? tally : after).add(left, right);
    }

    @Override
    public void single(FeatureVector vector, boolean left) {
      if (isBefore(vector)) {
        single++;
      }
    }

    LookaheadReport.Trial end() {
      if (!ended) {
        finish();
      }
      vectors.end();
      boolean[] moved = new boolean[features];
      after.differences().forEach(row -> moved[row.position()] = true);
      return new LookaheadReport.Trial(cut, changed, tally, single, moved);
    }
  }
}
