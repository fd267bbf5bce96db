package io.cryptoscalp.engine.regime.consensus;

import io.cryptoscalp.engine.event.RegimeInterval;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/** The open interval of one detector of one scope. Allocates nothing while the label stays. */
final class IntervalLog {
  private static final int VERSION = 1;

  private final String scope;
  private final String detector;

  /** Code of the label; what has none yet is -1. */
  private int code = -1;

  private String label = "";
  private String reason = "";
  private long startNs;
  private double confidences;
  private long count;

  IntervalLog(String scope, String detector) {
    this.scope = scope;
    this.detector = detector;
  }

  /** True when the detector now says something else. */
  boolean isOther(int now) {
    return now != code;
  }

  /** Ends the open interval, if there is one, and opens another. */
  void begin(
      int nowCode,
      String nowLabel,
      String why,
      long timeNs,
      double confidence,
      long sequence,
      IntervalSink out) {
    if (code >= 0) {
      double mean = count == 0 ? 0 : confidences / count;
      out.interval(
          new RegimeInterval(scope, detector, label, startNs, timeNs, mean, sequence, reason));
    }
    code = nowCode;
    label = nowLabel;
    reason = why;
    startNs = timeNs;
    confidences = 0;
    count = 0;
    out.interval(
        new RegimeInterval(scope, detector, label, startNs, 0, confidence, sequence, reason));
  }

  /** Counts a bar of the open interval. */
  void count(double confidence) {
    confidences += confidence;
    count++;
  }

  /** Has no interval open, without a word. */
  void forget() {
    code = -1;
  }

  void write(StateWriter out) {
    out.writeByte(VERSION);
    out.writeInt(code);
    out.writeString(label);
    out.writeString(reason);
    out.writeLong(startNs);
    out.writeDouble(confidences);
    out.writeLong(count);
  }

  void read(StateReader in) {
    in.readVersion(VERSION, "regime-interval");
    code = in.readInt();
    label = in.readText();
    reason = in.readText();
    startNs = in.readLong();
    confidences = in.readDouble();
    count = in.readLong();
  }
}
