package io.cryptoscalp.jobs.corrupt;

import io.cryptoscalp.jobs.corrupt.Planter.Planted;
import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Plants defects that last: wide spreads, bursts, thin streams, clocks and markets that drift. */
final class StretchPlanter {
  private static final long SECOND_NS = 1_000_000_000L;

  /** Rates are known after a minute. */
  private static final long LEARNED_NS = 65 * SECOND_NS;

  /** A drift is seen when the median of 16 s has moved. */
  private static final long DRIFT_NS = 80 * SECOND_NS;

  /** Between two stretches the rates of a minute must become usual again. */
  private static final long REST_NS = 70 * SECOND_NS;

  private final Planter planter;
  private final FrameText[] frames;
  private final String[] streams;
  private final SplittableRandom random;

  StretchPlanter(Planter planter, String[] streams, SplittableRandom random) {
    this.planter = planter;
    this.frames = planter.frames();
    this.streams = streams;
    this.random = random;
  }

  /** Book tickers of 0.5 to 3 s whose sides stand 15 to 40 bp further out, none far from market. */
  @Nullable Planted spread(int at) {
    long lastNs = frames[at].receiveNs() + random.nextLong(SECOND_NS / 2, 3 * SECOND_NS);
    double bid = 1 - random.nextDouble(0.0015, 0.004);
    double ask = 1 + random.nextDouble(0.0015, 0.004);
    int last = at;
    int quotes = 0;
    for (int i = at; i < frames.length && frames[i].receiveNs() <= lastNs; i++) {
      if (streams[i].equals(streams[at])) {
        String oldBid = frames[i].value("b");
        String oldAsk = frames[i].value("a");
        if (oldBid == null || oldAsk == null) {
          return null;
        }
        frames[i] =
            frames[i]
                .with("b", FrameText.scaled(oldBid, bid))
                .with("a", FrameText.scaled(oldAsk, ask));
        last = i;
        quotes++;
      }
    }
    int free = after(frames[last].receiveNs() + 2 * SECOND_NS);
    return planted(DefectKind.SPREAD_BLOWOUT, at, last, free, "quotes=" + quotes);
  }

  /**
   * Within a second 150 to 400 times as many trades as usual, all sound and with ids of their own.
   */
  @Nullable Planted burst(int at) {
    long fromNs = frames[at].receiveNs();
    if (fromNs - frames[0].receiveNs() < LEARNED_NS || frames[at].value("t") == null) {
      return null;
    }
    int last = before(fromNs + SECOND_NS);
    double usual = Math.max(10, count(at, fromNs - 60 * SECOND_NS) / 60.0);
    int more = (int) (usual * random.nextDouble(150, 400));
    long before = planter.shift(at);
    long id = 0;
    String time = String.valueOf(frames[at].value("E"));
    int inserted = 0;
    for (int i = at; i <= last; i++) {
      if (streams[i].equals(streams[at])) {
        id = Long.parseLong(String.valueOf(frames[i].value("t"))) + before + inserted;
        planter.renumber(i, before + inserted);
      }
      String event = frames[i].value("E");
      time = event == null ? time : event;
      int due = (int) ((long) more * (i - at + 1) / (last - at + 1));
      for (; inserted < due; inserted++) {
        FrameText copy = frames[at].with("t", Long.toString(++id)).with("E", time).with("T", time);
        planter.insert(i, new FrameText(frames[i].time(), copy.message()));
      }
    }
    planter.renumber(last + 1, before + inserted);
    int free = after(fromNs + REST_NS);
    return planted(DefectKind.RATE_BURST, at, last, free, "inserted=" + inserted);
  }

  /** Of 20 s of book tickers only one in 40 is there. */
  @Nullable Planted drop(int at) {
    long fromNs = frames[at].receiveNs();
    int last = before(fromNs + 20 * SECOND_NS);
    if (fromNs - frames[0].receiveNs() < LEARNED_NS || last + 1 == frames.length) {
      return null;
    }
    int messages = 0;
    int kept = 0;
    for (int i = at; i <= last; i++) {
      if (streams[i].equals(streams[at])) {
        if (messages++ % 40 == 0) {
          kept++;
        } else {
          planter.remove(i);
        }
      }
    }
    int free = after(fromNs + 20 * SECOND_NS + REST_NS);
    return planted(DefectKind.RATE_DROP, at, last, free, "kept=" + kept + " of=" + messages);
  }

  /** Venue times run away from here on, 20 to 60 ms a second, until they are 0.8 to 2 s off. */
  @Nullable Planted drift(int at) {
    long fromNs = frames[at].receiveNs();
    int last = frames.length - 1;
    if (frames[last].receiveNs() - fromNs < DRIFT_NS) {
      return null;
    }
    double slope = random.nextDouble(0.02, 0.06);
    long most = random.nextLong(800, 2000);
    int sign = random.nextBoolean() ? 1 : -1;
    for (int i = at; i <= last; i++) {
      long elapsedMs = (frames[i].receiveNs() - fromNs) / 1_000_000;
      long by = sign * Math.min(most, (long) (slope * (double) elapsedMs));
      String event = frames[i].value("E");
      if (event != null) {
        frames[i] = frames[i].with("E", Long.toString(Long.parseLong(event) + by));
      }
      // The T of a mark price is when funding is due.
      String matched = streams[i].equals("markPrice") ? null : frames[i].value("T");
      if (matched != null) {
        frames[i] = frames[i].with("T", Long.toString(Long.parseLong(matched) + by));
      }
    }
    String detail = "msPerSecond=" + Math.round(sign * slope * 1000) + " mostMs=" + most;
    return planted(DefectKind.CLOCK_DRIFT, at, last, frames.length, detail);
  }

  /**
   * Mark and index price leave own market by 0.3 to 0.9 % a second, stay 4 to 8 % off, and come.
   */
  @Nullable Planted crossVenue(int at) {
    long fromNs = frames[at].receiveNs();
    double slope = random.nextDouble(0.003, 0.009);
    double most = random.nextDouble(0.04, 0.08);
    double sign = random.nextBoolean() ? 1 : -1;
    int last = before(fromNs + (long) (most / slope * 1e9) + 8 * SECOND_NS);
    if (last + 1 == frames.length) {
      return null;
    }
    for (int i = at; i <= last; i++) {
      if (!streams[i].equals(streams[at])) {
        continue;
      }
      double seconds = (double) (frames[i].receiveNs() - fromNs) / 1e9;
      double factor = 1 + sign * Math.min(most, slope * (seconds + 1));
      for (String field : new String[] {"p", "i"}) {
        String before = frames[i].value(field);
        if (before != null) {
          frames[i] = frames[i].with(field, FrameText.scaled(before, factor));
        }
      }
    }
    int free = after(frames[last].receiveNs() + 10 * SECOND_NS);
    String detail = "bps=" + Math.round(sign * most * 1e4);
    return planted(DefectKind.CROSS_VENUE, at, last, free, detail);
  }

  /**
   * Trades and tickers leave their price by 0.2 to 0.6 % a second, stay off for 8 s, and return.
   *
   * @param most how far, a fraction of the price
   */
  @Nullable Planted venue(DefectKind kind, int at, double most) {
    long fromNs = frames[at].receiveNs();
    double slope = random.nextDouble(0.002, 0.006);
    double sign = random.nextBoolean() ? 1 : -1;
    double ramp = most / slope;
    double holdTo = ramp + 8;
    int last = before(fromNs + (long) ((holdTo + ramp) * 1e9));
    if (fromNs - frames[0].receiveNs() < LEARNED_NS || last + 1 == frames.length) {
      return null;
    }
    for (int i = at; i <= last; i++) {
      double seconds = (double) (frames[i].receiveNs() - fromNs) / 1e9;
      double back = Math.max(0, seconds - holdTo);
      double factor = 1 + sign * Math.max(0, Math.min(most, slope * seconds) - slope * back);
      frames[i] =
          switch (streams[i]) {
            case "trade", "aggTrade" -> scaled(frames[i], "p", factor);
            case "bookTicker" -> quote(frames[i], factor);
            default -> frames[i];
          };
    }
    int free = after(frames[last].receiveNs() + 20 * SECOND_NS);
    return planted(kind, at, last, free, "bps=" + Math.round(sign * most * 1e4));
  }

  private static FrameText scaled(FrameText frame, String field, double factor) {
    String before = frame.value(field);
    return before == null ? frame : frame.with(field, FrameText.scaled(before, factor));
  }

  /** A ticker at another price with the spread it had: rounding must not close it. */
  private static FrameText quote(FrameText frame, double factor) {
    String bid = frame.value("b");
    String ask = frame.value("a");
    if (bid == null || ask == null) {
      return frame;
    }
    String moved = FrameText.scaled(bid, factor);
    BigDecimal spread = new BigDecimal(ask).subtract(new BigDecimal(bid));
    return frame.with("b", moved).with("a", new BigDecimal(moved).add(spread).toPlainString());
  }

  private int count(int at, long fromNs) {
    int count = 0;
    for (int i = at; i >= 0 && frames[i].receiveNs() > fromNs; i--) {
      count += streams[i].equals(streams[at]) ? 1 : 0;
    }
    return count;
  }

  /** The last line that was received by then. */
  private int before(long timeNs) {
    int i = after(timeNs) - 1;
    return Math.max(0, i);
  }

  private int after(long timeNs) {
    int low = 0;
    int high = frames.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (frames[middle].receiveNs() <= timeNs) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private Planted planted(DefectKind kind, int first, int last, int free, String detail) {
    return new Planted(kind, first, last, free, streams[first], detail);
  }
}
