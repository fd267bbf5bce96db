package io.cryptoscalp.jobs.backfill;

import io.cryptoscalp.engine.event.DeadLetter;
import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.gateway.archive.ArchivedFrame;
import io.cryptoscalp.gateway.archive.FileTally;
import io.cryptoscalp.operators.results.ResultRow;
import io.cryptoscalp.operators.results.RowEncoders;
import io.cryptoscalp.operators.stream.HistoryParts;
import io.cryptoscalp.operators.stream.RawFrame;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What readers have to say that is no frame of a venue, on the way from the source to the rows:
 * rows that were refused, depth by distance, and files that are done. A venue's stream never begins
 * with an exclamation mark.
 */
final class SpecialFrames {
  /** Topic of dead letters that no topic had. */
  static final String ARCHIVE = "archive";

  private static final String REFUSED = "!refused ";
  private static final String FILE = "!file";
  private static final String DEPTH = "bookDepth";
  private static final String SEPARATOR = "\u001f";

  private SpecialFrames() {}

  static boolean isSpecial(RawFrame frame) {
    return frame.stream().startsWith("!") || frame.stream().equals(DEPTH);
  }

  static RawFrame refused(String instrument, ArchivedFrame row) {
    return frame(
        instrument,
        row.message().venue(),
        row.message().symbol(),
        REFUSED + row.code() + ' ' + row.detail(),
        row.message().receiveTimeNs(),
        row.file(),
        row.line(),
        row.message().payload());
  }

  static RawFrame file(String instrument, FileTally tally, long timeNs) {
    String damage = tally.damage();
    String text =
        String.join(
            SEPARATOR,
            tally.file().name(),
            tally.file().type().id(),
            tally.file().from().toString(),
            damage == null ? "" : damage,
            Long.toString(tally.file().number()),
            Long.toString(tally.file().bytes()),
            Long.toString(tally.rows()),
            Long.toString(tally.frames()),
            Long.toString(tally.refused()),
            Long.toString(tally.duplicates()),
            Long.toString(tally.gaps()),
            Long.toString(tally.missing()),
            Long.toString(tally.backwards()),
            Long.toString(tally.firstTimeNs()),
            Long.toString(tally.lastTimeNs()));
    return frame(
        instrument,
        tally.file().venue(),
        tally.file().symbol(),
        FILE,
        timeNs,
        tally.file().number(),
        tally.rows(),
        text.getBytes(StandardCharsets.UTF_8));
  }

  private static RawFrame frame(
      String instrument,
      Venue venue,
      String symbol,
      String stream,
      long timeNs,
      int number,
      long line,
      byte[] payload) {
    return new RawFrame(
        instrument, venue, symbol, null, stream, timeNs, 0, 0, number, line, payload);
  }

  /** The row that it is. */
  static ResultRow row(RawFrame frame, RowEncoders encoders) {
    if (frame.stream().equals(DEPTH)) {
      return depth(frame, encoders);
    }
    if (frame.stream().equals(FILE)) {
      String[] parts = new String(frame.payload(), StandardCharsets.UTF_8).split(SEPARATOR, -1);
      long[] numbers = new long[parts.length - 4];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = Long.parseLong(parts[i + 4]);
      }
      return encoders.backfillFile(
          frame.key(), List.of(parts[0], parts[1], parts[2], parts[3]), numbers);
    }
    String text = frame.stream().substring(REFUSED.length());
    int at = text.indexOf(' ');
    return encoders.deadLetter(
        new DeadLetter(
            ARCHIVE,
            frame.partition(),
            frame.offset(),
            text.substring(0, at),
            text.substring(at + 1),
            frame.symbol(),
            "archive",
            frame.receiveTimeNs(),
            frame.payload()));
  }

  private static ResultRow depth(RawFrame frame, RowEncoders encoders) {
    String[] parts = new String(frame.payload(), StandardCharsets.US_ASCII).split(",", -1);
    return encoders.bookDepth(
        HistoryParts.instrument(frame.key()),
        Long.parseLong(parts[0]),
        Double.parseDouble(parts[1]),
        Double.parseDouble(parts[2]),
        Double.parseDouble(parts[3]));
  }
}
