package io.cryptoscalp.gateway.replay;

import io.cryptoscalp.gateway.publish.MarketMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one instrument over all its files.
 *
 * <p>The receive time handed out never decreases: a line without a readable time, one that went
 * back, and one that leaps ahead of its successor by more than a second take the time before them.
 * The first and last of these are reported with file and line; no line is dropped.
 */
final class InstrumentReader implements InputReader {
  private static final long LEAP_NS = 1_000_000_000L;

  private final InstrumentInput input;
  private final Map<String, Long> done;
  private final FileNames names;
  private final Consumer<String> reports;

  private int nextFile;
  private @Nullable LineReader reader;
  private String fileName = "";
  private long lineNumber;
  private @Nullable Line ahead;
  private @Nullable Line current;
  private long lastTimeNs;

  /** A line read but not handed out yet. */
  private record Line(String file, long number, RecordedLine content) {}

  /**
   * Creates it.
   *
   * @param done lines already published by file name; they are skipped
   * @param startTimeNs time of the last one published, 0 for none
   */
  InstrumentReader(
      InstrumentInput input,
      FileNames names,
      Map<String, Long> done,
      long startTimeNs,
      Consumer<String> reports) {
    this.input = input;
    this.names = names;
    this.done = done;
    this.lastTimeNs = startTimeNs;
    this.reports = reports;
  }

  @Override
  public boolean advance() throws IOException {
    if (ahead == null && current == null) {
      ahead = read();
    }
    current = ahead;
    if (current == null) {
      return false;
    }
    ahead = read();
    lastTimeNs = Math.max(lastTimeNs, time(current, ahead));
    return true;
  }

  private long time(Line line, @Nullable Line next) {
    long time = line.content().receiveTimeNs();
    if (time == RecordedLine.NO_TIME) {
      report(line, "LINE_WITHOUT_TIME", "");
      return lastTimeNs;
    }
    long nextTime = next == null ? RecordedLine.NO_TIME : next.content().receiveTimeNs();
    if (nextTime != RecordedLine.NO_TIME
        && time > nextTime + LEAP_NS
        && (nextTime >= lastTimeNs || lastTimeNs == 0)) {
      report(line, "RECEIVE_TIME_LEAPS", " byMs=" + (time - nextTime) / 1_000_000);
      return lastTimeNs == 0 ? nextTime : lastTimeNs;
    }
    if (time < lastTimeNs - LEAP_NS) {
      report(line, "RECEIVE_TIME_BACK", " byMs=" + (lastTimeNs - time) / 1_000_000);
    }
    return time;
  }

  private void report(Line line, String code, String detail) {
    reports.accept(code + ": at=" + line.file() + ":" + line.number() + detail);
  }

  private @Nullable Line read() throws IOException {
    while (true) {
      LineReader open = reader;
      if (open == null) {
        if (nextFile == input.files().size()) {
          return null;
        }
        openNext();
        continue;
      }
      byte[] line = open.next();
      if (line == null) {
        String damage = open.damage();
        if (damage != null) {
          reports.accept("FILE_DAMAGED: at=" + fileName + ":" + lineNumber + " cause=" + damage);
        }
        open.close();
        reader = null;
        continue;
      }
      lineNumber++;
      if (open.wasCut()) {
        reports.accept("LINE_TOO_LONG: at=" + fileName + ":" + lineNumber);
      }
      RecordedLine content = RecordedLine.parse(line);
      if (content != null) {
        return new Line(fileName, lineNumber, content);
      }
      reports.accept("LINE_EMPTY: at=" + fileName + ":" + lineNumber);
    }
  }

  private void openNext() throws IOException {
    Path file = input.files().get(nextFile++);
    fileName = names.of(file);
    lineNumber = 0;
    LineReader open = new LineReader(file);
    reader = open;
    long skip = done.getOrDefault(fileName, 0L);
    while (lineNumber < skip && open.next() != null) {
      lineNumber++;
    }
  }

  @Override
  public long receiveTimeNs() {
    return lastTimeNs;
  }

  @Override
  public MarketMessage message() {
    byte[] payload = line().content().payload();
    return new MarketMessage(
        input.venue(), input.symbol(), StreamNames.of(payload), lastTimeNs, payload);
  }

  @Override
  public String file() {
    return line().file();
  }

  @Override
  public long lineNumber() {
    return line().number();
  }

  private Line line() {
    Line line = current;
    if (line == null) {
      throw new IllegalStateException("no line before advance() or after the end");
    }
    return line;
  }

  @Override
  public void close() throws IOException {
    LineReader open = reader;
    if (open != null) {
      open.close();
    }
  }
}
