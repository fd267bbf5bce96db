package io.cryptoscalp.jobs.backtest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.gateway.publish.MarketMessage;
import io.cryptoscalp.gateway.publish.RecordingSink;
import io.cryptoscalp.gateway.replay.Recording;
import io.cryptoscalp.jobs.proof.ChangedFuture;
import io.cryptoscalp.operators.results.ResultTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.util.FileUtils;

/**
 * Proves on a recording that a trial does not look ahead: it runs on all of it, and again on
 * recordings that end at a moment, or that have another future from that moment on. What it decides
 * and orders before the moment must be the same, field by field.
 *
 * <p>Every run gets a recording of its own. Where a setting has the text {@value #INPUT}, the path
 * of that recording takes its place, so that a strategy that reads the file itself reads the one it
 * is judged on.
 */
public final class LookaheadCheck {
  /** In a setting: the recording of the run. */
  public static final String INPUT = "{input}";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ResultTable[] TABLES = {
    ResultTable.BACKTEST_DECISIONS, ResultTable.BACKTEST_ORDERS, ResultTable.BACKTEST_FILLS
  };
  private static final int MOST_FINDINGS = 20;

  /** What a row is told by when the other run has none like it. */
  private static final List<String> TOLD =
      List.of(
          "strategy",
          "kind",
          "side",
          "type",
          "status",
          "quantity",
          "last_quantity",
          "price",
          "rule",
          "code");

  /**
   * A difference before the moment.
   *
   * @param cutNs the moment, receive time, ns
   * @param future what the other run knew: {@code none} or {@code another}
   * @param what decision, order or fill
   * @param timeNs receive time, ns; venue time of a fill
   * @param instrument id, empty for the account as a whole
   * @param field what differs; {@code all} where only one run has the row
   * @param whole its value on the whole recording
   * @param other its value on the other one
   */
  public record Finding(
      long cutNs,
      String future,
      String what,
      long timeNs,
      String instrument,
      String field,
      String whole,
      String other) {}

  /**
   * What came of it.
   *
   * @param findings the first differences of each run
   * @param cuts how many moments
   * @param compared rows compared over all runs
   * @param frames in the recording
   */
  public record Outcome(List<Finding> findings, int cuts, long compared, long frames) {}

  /** A recording from which a run learns nothing after a moment. */
  private record Known(Path folder, long untilNs) {}

  private final Path recording;
  private final InstrumentCatalogue catalogue;
  private final Path work;

  /**
   * A check on a recording.
   *
   * @param recording file or folder of recorded frames
   * @param work folder for copies, which are deleted
   */
  public LookaheadCheck(Path recording, InstrumentCatalogue catalogue, Path work) {
    this.recording = recording;
    this.catalogue = catalogue;
    this.work = work;
  }

  /**
   * Runs it.
   *
   * @param request one trial
   * @param cuts moments, evenly over the frames, at least 1
   * @throws BacktestException {@code LOOKAHEAD_INPUT_TOO_SHORT}, {@code BACKTEST_FAILED}
   */
  public Outcome run(BacktestRequest request, int cuts) throws Exception {
    BacktestInput frames = BacktestInput.recorded(recording, catalogue, Set.of(), line -> {});
    try (LocalTrialRunner runner = new LocalTrialRunner(frames, 1)) {
      return run(runner, request, cuts);
    }
  }

  private Outcome run(LocalTrialRunner runner, BacktestRequest request, int cuts) throws Exception {
    List<Long> times = times();
    if (times.size() <= cuts) {
      throw new BacktestException(
          "LOOKAHEAD_INPUT_TOO_SHORT: frames=" + times.size() + " cuts=" + cuts);
    }
    // A venue knows what happened and has not been heard of; fills are told by venue time.
    VenueSettings venue = request.venue(0);
    long marginNs = venue.simulated() ? venue.longestNs() : 0;
    List<Finding> findings = new ArrayList<>();
    long compared = 0;
    Map<ResultTable, List<JsonNode>> whole = rows(runner, request, recording);
    for (int i = 1; i <= cuts; i++) {
      long cut = times.get((int) ((long) times.size() * i / (cuts + 1)));
      for (boolean another : new boolean[] {false, true}) {
        Known known = copy(cut, another);
        Map<ResultTable, List<JsonNode>> rows = rows(runner, request, known.folder);
        FileUtils.deleteDirectory(known.folder.toFile());
        for (ResultTable table : TABLES) {
          boolean fills = table == ResultTable.BACKTEST_FILLS;
          long limit = known.untilNs - Math.max(marginNs, fills ? venue.longestNs() : 0);
          String time = fills ? "event_time_ns" : "receive_time_ns";
          List<JsonNode> expected = before(whole.get(table), time, limit);
          List<JsonNode> found = before(rows.get(table), time, limit);
          compared += expected.size();
          compare(cut, another ? "another" : "none", table, time, expected, found, findings);
        }
      }
    }
    return new Outcome(findings, cuts, compared, times.size());
  }

  private List<Long> times() throws IOException {
    List<Long> times = new ArrayList<>();
    try (Recording source = Recording.open(recording, null, line -> {})) {
      for (MarketMessage m = source.next(); m != null; m = source.next()) {
        times.add(m.receiveTimeNs());
      }
    }
    times.sort(Long::compare);
    return times;
  }

  /** Copies what was received before a moment, and another future if wanted. */
  private Known copy(long cutNs, boolean another) throws IOException {
    Path folder = work.resolve((another ? "another-" : "none-") + cutNs);
    long last = Long.MIN_VALUE;
    try (Recording source = Recording.open(recording, null, line -> {});
        RecordingSink sink = new RecordingSink(folder)) {
      for (MarketMessage m = source.next(); m != null; m = source.next()) {
        if (m.receiveTimeNs() < cutNs) {
          last = Math.max(last, m.receiveTimeNs());
          sink.send(m);
        } else if (another) {
          sink.send(ChangedFuture.of(m));
        }
      }
    }
    return new Known(folder, last);
  }

  private Map<ResultTable, List<JsonNode>> rows(
      LocalTrialRunner runner, BacktestRequest request, Path input) throws Exception {
    Path folder = work.resolve("rows");
    TreeMap<String, String> base = new TreeMap<>(request.base());
    base.replaceAll((key, value) -> value.replace(INPUT, input.toString()));
    TrialSpec trial = request.trials().get(0);
    TreeMap<String, String> settings = new TreeMap<>(trial.settings());
    settings.replaceAll((key, value) -> value.replace(INPUT, input.toString()));
    BacktestRequest own =
        new BacktestRequest(
            request.run(),
            base,
            new ArrayList<>(
                List.of(new TrialSpec(trial.id(), settings, trial.fromNs(), trial.toNs()))),
            request.equityIntervalNs());
    BacktestInput frames = BacktestInput.recorded(input, catalogue, Set.of(), line -> {});
    runner.rows(frames, own, folder, Set.of(TABLES));
    Map<ResultTable, List<JsonNode>> rows = new TreeMap<>();
    for (ResultTable table : TABLES) {
      List<JsonNode> list = new ArrayList<>();
      new RowPartFiles(folder).read(table, line -> list.add(JSON.readTree(line)));
      rows.put(table, list);
    }
    FileUtils.deleteDirectory(folder.toFile());
    return rows;
  }

  private static List<JsonNode> before(List<JsonNode> rows, String time, long limit) {
    List<JsonNode> before = new ArrayList<>();
    for (JsonNode row : rows) {
      if (row.path(time).asLong() < limit) {
        before.add(row);
      }
    }
    return before;
  }

  private static void compare(
      long cutNs,
      String future,
      ResultTable table,
      String time,
      List<JsonNode> whole,
      List<JsonNode> other,
      List<Finding> findings) {
    String name = table.tableName();
    String what = name.substring("backtest_".length(), name.length() - 1);
    int found = 0;
    for (int i = 0; i < Math.max(whole.size(), other.size()) && found < MOST_FINDINGS; i++) {
      JsonNode left = i < whole.size() ? whole.get(i) : JSON.nullNode();
      JsonNode right = i < other.size() ? other.get(i) : JSON.nullNode();
      if (left.equals(right)) {
        continue;
      }
      JsonNode row = left.isNull() ? right : left;
      long timeNs = row.path(time).asLong();
      String instrument = row.path("instrument").asText();
      if (left.isNull() || right.isNull()) {
        findings.add(
            new Finding(cutNs, future, what, timeNs, instrument, "all", text(left), text(right)));
        return;
      }
      Iterator<String> fields = left.fieldNames();
      while (fields.hasNext()) {
        String field = fields.next();
        if (!left.path(field).equals(right.path(field))) {
          findings.add(
              new Finding(
                  cutNs,
                  future,
                  what,
                  timeNs,
                  instrument,
                  field,
                  left.path(field).asText(),
                  right.path(field).asText()));
          found++;
        }
      }
      // Rows after a row that is missing differ by their place alone.
      return;
    }
  }

  private static String text(JsonNode row) {
    if (row.isNull()) {
      return "nothing";
    }
    StringBuilder text = new StringBuilder();
    for (String field : TOLD) {
      if (row.has(field)) {
        text.append(text.isEmpty() ? "" : " ").append(row.path(field).asText());
      }
    }
    return text.toString();
  }
}
