package io.cryptoscalp.jobs.backtest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.gateway.publish.MarketMessage;
import io.cryptoscalp.gateway.publish.RecordingSink;
import io.cryptoscalp.gateway.replay.Recording;
import io.cryptoscalp.jobs.proof.ChangedFuture;
import io.cryptoscalp.jobs.proof.TurnedMarket;
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
import org.jspecify.annotations.Nullable;

/**
 * Proves on a recording that a trial does not look ahead: it runs on all of it, and again on
 * recordings that end at a moment, or that have another future from that moment on. What it decides
 * and orders before the moment must be the same, field by field. Knowledge that is the same in
 * every run is found by one more, on the market turned over ({@link TurnedOver}).
 *
 * <p>A venue knows what has happened and has not been heard of, so that reports before a moment may
 * hang on messages after it. Each trial therefore has a twin on paper that losses do not halt: what
 * strategies want follows from snapshots alone, is the same in both, and is compared up to the
 * moment itself.
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
  private static final Set<ResultTable> COMPARED = Set.of(TABLES);
  private static final Set<ResultTable> JUDGED =
      Set.of(
          ResultTable.BACKTEST_DECISIONS,
          ResultTable.BACKTEST_ORDERS,
          ResultTable.BACKTEST_FILLS,
          ResultTable.BACKTEST_PRICES);
  private static final String TWIN = "-twin";

  /** What shows all that strategies want: a peeker that is wrong for once loses until it halts. */
  private static final Map<String, String> UNHINDERED =
      Map.of(
          "venue.mode", "paper",
          "risk.daily-loss-halt", "1",
          "risk.drawdown-halt", "1",
          "risk.drawdown-reduce", "1",
          "risk.crash-share", "2",
          "risk.max-orders-per-minute", "1000000");

  /** Distance of the prices that entries are judged by. */
  private static final long PRICES_NS = 200_000_000L;

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
   * @param turned what the turned-over market tells
   */
  public record Outcome(
      List<Finding> findings, int cuts, long compared, long frames, TurnedOver turned) {}

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
   * @param request the trials, which share the passes over the recording
   * @param cuts moments, evenly over the frames, at least 1
   * @return an outcome for each trial, in the order of the request
   * @throws BacktestException {@code LOOKAHEAD_INPUT_TOO_SHORT}, {@code BACKTEST_FAILED}
   */
  public List<Outcome> run(BacktestRequest request, int cuts) throws Exception {
    BacktestInput frames = BacktestInput.recorded(recording, catalogue, Set.of(), line -> {});
    try (LocalTrialRunner runner = new LocalTrialRunner(frames, 1)) {
      return run(runner, request, cuts);
    }
  }

  private List<Outcome> run(LocalTrialRunner runner, BacktestRequest request, int cuts)
      throws Exception {
    List<Long> times = times();
    if (times.size() <= cuts) {
      throw new BacktestException(
          "LOOKAHEAD_INPUT_TOO_SHORT: frames=" + times.size() + " cuts=" + cuts);
    }
    Comparison[] comparisons = new Comparison[request.trials().size()];
    for (int i = 0; i < comparisons.length; i++) {
      comparisons[i] = new Comparison(request.trials().get(i).id(), request.venue(i));
    }
    Map<ResultTable, List<JsonNode>> whole = rows(runner, request, recording, JUDGED);
    for (int i = 1; i <= cuts; i++) {
      long cut = times.get((int) ((long) times.size() * i / (cuts + 1)));
      for (boolean another : new boolean[] {false, true}) {
        Known known = copy(cut, another);
        Map<ResultTable, List<JsonNode>> rows = rows(runner, request, known.folder, COMPARED);
        FileUtils.deleteDirectory(known.folder.toFile());
        for (Comparison comparison : comparisons) {
          comparison.add(cut, another ? "another" : "none", known.untilNs, whole, rows);
        }
      }
    }
    Path folder = turnedOver();
    Map<ResultTable, List<JsonNode>> turned = rows(runner, request, folder, JUDGED);
    FileUtils.deleteDirectory(folder.toFile());
    List<Outcome> outcomes = new ArrayList<>();
    for (Comparison comparison : comparisons) {
      outcomes.add(
          new Outcome(
              comparison.findings,
              cuts,
              comparison.compared,
              times.size(),
              TurnedOver.of(comparison.trial + TWIN, whole, turned)));
    }
    return outcomes;
  }

  /** What one trial and its twin did before moments, in the whole run and in others. */
  private static final class Comparison {
    private final String trial;
    private final VenueSettings venue;
    private final List<Finding> findings = new ArrayList<>();
    private long compared;

    Comparison(String trial, VenueSettings venue) {
      this.trial = trial;
      this.venue = venue;
    }

    void add(
        long cutNs,
        String future,
        long untilNs,
        Map<ResultTable, List<JsonNode>> whole,
        Map<ResultTable, List<JsonNode>> rows) {
      for (String id : List.of(trial, trial + TWIN)) {
        for (ResultTable table : TABLES) {
          long limit = untilNs - marginNs(venue, table, id.equals(trial));
          String time = time(table);
          List<JsonNode> expected = before(whole.get(table), id, time, limit);
          compared += expected.size();
          compare(
              cutNs,
              future,
              table,
              time,
              expected,
              before(rows.get(table), id, time, limit),
              findings);
        }
      }
    }
  }

  /**
   * How long before a moment rows may hang on what came after it: fills are told by venue time, and
   * reports of a simulated venue may follow from messages that are still on their way.
   */
  private static long marginNs(VenueSettings venue, ResultTable table, boolean own) {
    boolean reported = own && venue.simulated();
    return reported || table == ResultTable.BACKTEST_FILLS ? venue.longestNs() : 0;
  }

  private static String time(ResultTable table) {
    return table == ResultTable.BACKTEST_FILLS ? "event_time_ns" : "receive_time_ns";
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

  /** Copies the recording as it would be if rises were falls. */
  private Path turnedOver() throws IOException {
    Path folder = work.resolve("turned");
    TurnedMarket market = new TurnedMarket();
    try (Recording source = Recording.open(recording, null, line -> {})) {
      for (MarketMessage m = source.next(); m != null; m = source.next()) {
        market.look(m);
      }
    }
    try (Recording source = Recording.open(recording, null, line -> {});
        RecordingSink sink = new RecordingSink(folder)) {
      for (MarketMessage m = source.next(); m != null; m = source.next()) {
        MarketMessage turned = market.of(m);
        if (turned != null) {
          sink.send(turned);
        }
      }
    }
    return folder;
  }

  private Map<ResultTable, List<JsonNode>> rows(
      LocalTrialRunner runner, BacktestRequest request, Path input, Set<ResultTable> tables)
      throws Exception {
    Path folder = work.resolve("rows");
    TreeMap<String, String> base = new TreeMap<>(request.base());
    base.replaceAll((key, value) -> value.replace(INPUT, input.toString()));
    ArrayList<TrialSpec> trials = new ArrayList<>();
    for (TrialSpec trial : request.trials()) {
      TreeMap<String, String> settings = new TreeMap<>(trial.settings());
      settings.replaceAll((key, value) -> value.replace(INPUT, input.toString()));
      trials.add(new TrialSpec(trial.id(), settings, trial.fromNs(), trial.toNs()));
      TreeMap<String, String> twin = new TreeMap<>(settings);
      twin.putAll(UNHINDERED);
      trials.add(new TrialSpec(trial.id() + TWIN, twin, trial.fromNs(), trial.toNs()));
    }
    BacktestRequest own = new BacktestRequest(request.run(), base, trials, PRICES_NS);
    BacktestInput frames = BacktestInput.recorded(input, catalogue, Set.of(), line -> {});
    runner.rows(frames, own, folder, tables);
    Map<ResultTable, List<JsonNode>> rows = new TreeMap<>();
    for (ResultTable table : tables) {
      List<JsonNode> list = new ArrayList<>();
      new RowPartFiles(folder).read(table, line -> list.add(JSON.readTree(line)));
      rows.put(table, list);
    }
    FileUtils.deleteDirectory(folder.toFile());
    return rows;
  }

  private static List<JsonNode> before(
      @Nullable List<JsonNode> rows, String trial, String time, long limit) {
    List<JsonNode> before = new ArrayList<>();
    for (JsonNode row : rows == null ? List.<JsonNode>of() : rows) {
      if (row.path("trial").asText().equals(trial) && row.path(time).asLong() < limit) {
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
    for (int i = 0; i < Math.max(whole.size(), other.size()); i++) {
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
