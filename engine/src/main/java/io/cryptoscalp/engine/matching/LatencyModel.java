package io.cryptoscalp.engine.matching;

import io.cryptoscalp.engine.scaling.NormalQuantile;
import java.util.Arrays;

/**
 * How long a request takes to the venue and an answer back, ns. A pure function of the time and of
 * the number of the message, so that every trial of a seed sees the same delays whatever else it
 * does, and trials can share a model. Messages of one instrument never overtake each other: a
 * shorter delay behind a longer one waits for it.
 */
public interface LatencyModel {
  /** From the owner to the venue's matching engine, for a request sent at a local time. */
  long entryNs(long localNs, long number);

  /** From the matching engine back to the owner, for an answer made at a venue time. */
  long responseNs(long venueNs, long number);

  /** The same delays always. */
  static LatencyModel constant(long entryNs, long responseNs) {
    check(entryNs >= 0 && responseNs >= 0, "entryNs", Math.min(entryNs, responseNs));
    return new Fixed(entryNs, responseNs);
  }

  /**
   * Log-normal delays: {@code median x exp(sigma x z)} with a standard normal z.
   *
   * @param sigma spread of the logarithm, not negative
   */
  static LatencyModel logNormal(
      long entryMedianNs, long responseMedianNs, double sigma, long seed) {
    check(entryMedianNs > 0 && responseMedianNs > 0, "median", entryMedianNs);
    check(sigma >= 0, "sigma", sigma);
    return new LogNormal(entryMedianNs, responseMedianNs, sigma, seed);
  }

  /** Delays drawn from measured ones, linear between neighbours of the sorted sample. */
  static LatencyModel empirical(long[] entryNs, long[] responseNs, long seed) {
    check(entryNs.length > 0 && responseNs.length > 0, "samples", 0);
    long[] entry = entryNs.clone();
    long[] response = responseNs.clone();
    Arrays.sort(entry);
    Arrays.sort(response);
    check(entry[0] >= 0 && response[0] >= 0, "sample", Math.min(entry[0], response[0]));
    return new Empirical(entry, response, seed);
  }

  /**
   * Delays measured over time, linear between the measurements and constant beyond the ends.
   *
   * @param timesNs when they were measured, ascending
   */
  static LatencyModel measured(long[] timesNs, long[] entryNs, long[] responseNs) {
    check(timesNs.length > 0, "measurements", 0);
    check(
        timesNs.length == entryNs.length && timesNs.length == responseNs.length,
        "measurements",
        timesNs.length);
    return new Measured(timesNs.clone(), entryNs.clone(), responseNs.clone());
  }

  /** Requests as one model has it, answers as another. */
  static LatencyModel of(LatencyModel entry, LatencyModel response) {
    return new Split(entry, response);
  }

  /**
   * Delays of another model so many times as long.
   *
   * @param factor finite, at least 0
   */
  static LatencyModel scaled(LatencyModel model, double factor) {
    check(factor >= 0 && factor < Double.POSITIVE_INFINITY, "factor", factor);
    return factor == 1 ? model : new Scaled(model, factor);
  }

  private static void check(boolean valid, String field, Number value) {
    if (!valid) {
      throw new IllegalArgumentException("LATENCY_INVALID: " + field + "=" + value);
    }
  }

  /** A number in (0, 1) of a seed and a message: SplitMix64 (Steele, Lea, Flood, OOPSLA 2014). */
  private static double uniform(long seed, long number) {
    long mixed = seed + number * 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    mixed ^= mixed >>> 31;
    return ((mixed >>> 12) + 0.5) / (1L << 52);
  }

  /** Of two models. */
  record Split(LatencyModel entry, LatencyModel response) implements LatencyModel {
    @Override
    public long entryNs(long localNs, long number) {
      return entry.entryNs(localNs, number);
    }

    @Override
    public long responseNs(long venueNs, long number) {
      return response.responseNs(venueNs, number);
    }
  }

  /** So many times as long. */
  record Scaled(LatencyModel model, double factor) implements LatencyModel {
    @Override
    public long entryNs(long localNs, long number) {
      return Math.round(model.entryNs(localNs, number) * factor);
    }

    @Override
    public long responseNs(long venueNs, long number) {
      return Math.round(model.responseNs(venueNs, number) * factor);
    }
  }

  /** Constant. */
  record Fixed(long entry, long response) implements LatencyModel {
    @Override
    public long entryNs(long localNs, long number) {
      return entry;
    }

    @Override
    public long responseNs(long venueNs, long number) {
      return response;
    }
  }

  /** Log-normal. */
  record LogNormal(long entry, long response, double sigma, long seed) implements LatencyModel {
    @Override
    public long entryNs(long localNs, long number) {
      return draw(entry, 2 * number);
    }

    @Override
    public long responseNs(long venueNs, long number) {
      return draw(response, 2 * number + 1);
    }

    private long draw(long median, long number) {
      double z = NormalQuantile.of(uniform(seed, number));
      return (long) (median * StrictMath.exp(sigma * z));
    }
  }

  /** Drawn from sorted samples. */
  final class Empirical implements LatencyModel {
    private final long[] entry;
    private final long[] response;
    private final long seed;

    private Empirical(long[] entry, long[] response, long seed) {
      this.entry = entry;
      this.response = response;
      this.seed = seed;
    }

    @Override
    public long entryNs(long localNs, long number) {
      return draw(entry, 2 * number);
    }

    @Override
    public long responseNs(long venueNs, long number) {
      return draw(response, 2 * number + 1);
    }

    private long draw(long[] sorted, long number) {
      double place = uniform(seed, number) * (sorted.length - 1);
      int below = (int) place;
      int above = Math.min(below + 1, sorted.length - 1);
      return sorted[below] + (long) ((place - below) * (sorted[above] - sorted[below]));
    }
  }

  /** Interpolated over time. */
  final class Measured implements LatencyModel {
    private final long[] times;
    private final long[] entry;
    private final long[] response;

    private Measured(long[] times, long[] entry, long[] response) {
      for (int i = 0; i < times.length; i++) {
        check(i == 0 || times[i] > times[i - 1], "time", times[i]);
        check(entry[i] >= 0 && response[i] >= 0, "delay", Math.min(entry[i], response[i]));
      }
      this.times = times;
      this.entry = entry;
      this.response = response;
    }

    @Override
    public long entryNs(long localNs, long number) {
      return at(entry, localNs);
    }

    @Override
    public long responseNs(long venueNs, long number) {
      return at(response, venueNs);
    }

    private long at(long[] delays, long timeNs) {
      int found = Arrays.binarySearch(times, timeNs);
      if (found >= 0) {
        return delays[found];
      }
      int above = -found - 1;
      if (above == 0) {
        return delays[0];
      }
      if (above == times.length) {
        return delays[above - 1];
      }
      double share = (double) (timeNs - times[above - 1]) / (times[above] - times[above - 1]);
      return delays[above - 1] + (long) (share * (delays[above] - delays[above - 1]));
    }
  }
}
