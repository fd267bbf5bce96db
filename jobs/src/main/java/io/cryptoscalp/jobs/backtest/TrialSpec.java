package io.cryptoscalp.jobs.backtest;

import io.cryptoscalp.engine.backtest.TrialWindow;
import java.io.Serializable;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A trial: what it sets otherwise than the run, and when it trades.
 *
 * @param id its id in rows, unique in the run
 * @param settings keys of {@link io.cryptoscalp.jobs.trading.TradingJobConfig} that a trial may
 *     set, with values
 * @param fromNs receive time from which it trades, ns
 * @param toNs receive time at which it stops, ns, exclusive
 */
public record TrialSpec(String id, TreeMap<String, String> settings, long fromNs, long toNs)
    implements Serializable {
  /** A trial over all of time. */
  public static TrialSpec of(String id, Map<String, String> settings) {
    TrialWindow all = TrialWindow.ALL;
    return new TrialSpec(id, new TreeMap<>(settings), all.fromNs(), all.toNs());
  }

  /** Name of a trial that has none: its place from 0, counted from 1. */
  static String numbered(int place) {
    return String.format(Locale.ROOT, "t%04d", place + 1);
  }

  /** When it trades. */
  public TrialWindow window() {
    return new TrialWindow(fromNs, toNs);
  }

  /** Its settings, {@code key=value} by semicolons. */
  public String parameters() {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, String> setting : settings.entrySet()) {
      text.append(text.isEmpty() ? "" : ";");
      text.append(setting.getKey()).append('=').append(setting.getValue());
    }
    return text.toString();
  }
}
