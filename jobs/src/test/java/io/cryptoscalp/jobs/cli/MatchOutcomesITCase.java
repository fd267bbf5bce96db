package io.cryptoscalp.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Do the queries say what happened after a match? Held against loops over the same bars: two
 * instruments for 34 hours, one of them with a gap of 90 minutes; matches before, within and after
 * the bars. Each row is written twice.
 */
class MatchOutcomesITCase {
  /** 2024-01-01T00:00:00Z. */
  private static final long START = 1_704_067_200_000_000_000L;

  private static final long[] HORIZONS = {
    PlantedBars.MINUTE, 5 * PlantedBars.MINUTE, PlantedBars.HOUR, 24 * PlantedBars.HOUR
  };
  private static final String[] PATTERNS = {"flash-crash", "rebound", "squeeze"};
  private static final String[] REGIMES = {"CRASH", "RECOVERY", ""};

  /** After all but those of the test that has an instrument of its own. */
  private static final String UNTIL = "2024-06-01";

  /** Rounding to two decimals of a basis point, either side. */
  private static final double BP = 0.0051;

  @TempDir static Path folder;

  private static QueriedDatabase database;
  private static final Random RANDOM = new Random(5);
  private static final Map<String, PlantedBars> BARS =
      Map.of(
          "AAA-PERP.X", new PlantedBars("AAA-PERP.X", START, 34 * 60, 300, 390, RANDOM),
          "BBB-PERP.X", new PlantedBars("BBB-PERP.X", START, 34 * 60, 0, 0, RANDOM));
  private static final List<Match> MATCHES = new ArrayList<>();

  private record Match(int number, int pattern, String instrument, long endNs, double price) {
    String row() {
      return String.format(
          "('m%03d', '%s', 1, 'X', '%s', %d, %d, %s, '%s', 0.5, 'seen')",
          number, PATTERNS[pattern], instrument, endNs - 1, endNs, price, REGIMES[pattern]);
    }

    PlantedBars bars() {
      return BARS.getOrDefault(
          instrument, new PlantedBars(instrument, START, 0, 0, 0, new Random(0)));
    }

    double entry() {
      return price > 0 ? price : bars().closeAt(endNs, PlantedBars.MINUTE);
    }

    double after(long horizonNs) {
      return bars().closeAfter(endNs, horizonNs) / entry() - 1;
    }
  }

  @BeforeAll
  static void fill() throws Exception {
    for (int i = 0; i < 120; i++) {
      String instrument = i % 40 == 39 ? "NONE-PERP.X" : i % 3 == 0 ? "AAA-PERP.X" : "BBB-PERP.X";
      long endNs = START + (RANDOM.nextInt(36 * 3600) - 3600) * 1_000_000_000L + RANDOM.nextInt(3);
      MATCHES.add(new Match(i, i % 3, instrument, endNs, i % 2 == 0 ? 0 : 100 + i));
    }
    // On the very close of a bar, and of the last one.
    MATCHES.add(new Match(120, 0, "BBB-PERP.X", START + PlantedBars.HOUR, 0));
    MATCHES.add(new Match(121, 1, "BBB-PERP.X", START + 34 * PlantedBars.HOUR, 0));
    // Its day ends with the bars.
    MATCHES.add(new Match(122, 1, "BBB-PERP.X", START + 10 * PlantedBars.HOUR, 0));
    database = QueriedDatabase.start(folder);
    for (int i = 0; i < 2; i++) {
      for (PlantedBars bars : BARS.values()) {
        database.insert("bars", bars.rows());
      }
      database.insert("pattern_matches", MATCHES.stream().map(Match::row).toArray(String[]::new));
    }
  }

  @AfterAll
  static void stop() {
    if (database != null) {
      database.close();
    }
  }

  @Test
  void everyMatchHasWhatFollowed() {
    for (long excursionNs :
        new long[] {HORIZONS[3], 2 * PlantedBars.HOUR, 40 * PlantedBars.MINUTE}) {
      List<String> rows =
          outcomes("newest", "1000", "excursion", Long.toString(excursionNs / 1_000_000_000L));
      List<Match> newestFirst = new ArrayList<>(MATCHES);
      newestFirst.sort((a, b) -> Long.compare(b.endNs(), a.endNs()));
      assertThat(rows).hasSameSizeAs(newestFirst);
      int whole = 0;
      for (int i = 0; i < rows.size(); i++) {
        String[] cells = rows.get(i).split("\\|", -1);
        Match match = newestFirst.get(i);
        assertThat(cells[1]).isEqualTo(PATTERNS[match.pattern()]);
        assertThat(cells[4]).isEqualTo(match.instrument());
        requireEqual(cells[7], match.entry(), 1e-9);
        for (int h = 0; h < HORIZONS.length; h++) {
          requireEqual(cells[8 + h], 10_000 * match.after(HORIZONS[h]), BP);
        }
        long untilNs = match.endNs() + excursionNs;
        boolean known = !Double.isNaN(match.after(excursionNs));
        PlantedBars bars = match.bars();
        double lowest = known ? bars.lowest(match.endNs(), untilNs) : Double.NaN;
        double highest = known ? bars.highest(match.endNs(), untilNs) : Double.NaN;
        requireEqual(cells[12], 10_000 * (lowest / match.entry() - 1), BP);
        requireEqual(cells[13], 10_000 * (highest / match.entry() - 1), BP);
        whole += known ? 1 : 0;
      }
      assertThat(whole).isBetween(10, MATCHES.size() - 10);
    }
  }

  @Test
  void matchesAreChosenByPatternInstrumentAndTime() {
    assertThat(outcomes("pattern", "rebound", "instrument", "AAA-PERP.X")).isEmpty();
    assertThat(outcomes("pattern", "flash-crash", "newest", "7"))
        .hasSize(7)
        .allMatch(row -> row.contains("|flash-crash|"));
    assertThat(outcomes("from", "2024-01-01 10:00:00", "until", "2024-01-01 10:00:00.000000001"))
        .hasSize(1);
    assertThat(outcomes("from", "2030-01-01")).isEmpty();
  }

  @Test
  void patternsAreHeldAgainstAllHours() {
    for (long excursionNs : new long[] {0, HORIZONS[2], HORIZONS[3]}) {
      List<String> rows =
          database.ask(
              "pattern_outcomes",
              "until",
              UNTIL,
              "excursion",
              Long.toString(excursionNs / 1_000_000_000L));

      assertThat(rows).hasSize(PATTERNS.length * HORIZONS.length);
      for (int i = 0; i < rows.size(); i++) {
        String[] cells = rows.get(i).split("\\|", -1);
        requireSummary(cells, i / HORIZONS.length, HORIZONS[i % 4]);
        requireExcursion(cells, i / HORIZONS.length, HORIZONS[i % 4] == excursionNs, excursionNs);
      }
    }
  }

  @Test
  void withoutFullHoursThereIsNoBaseRate() {
    long afterAnHour = START + 400 * 24 * PlantedBars.HOUR + 5 * PlantedBars.MINUTE;
    database.insert(
        "bars", new PlantedBars("CCC-PERP.X", afterAnHour, 30, 0, 0, new Random(9)).rows());
    database.insert(
        "pattern_matches",
        String.format(
            "('c', 'lonely', 1, 'X', 'CCC-PERP.X', 0, %d, 1, 'RECOVERY', 0.5, '')",
            afterAnHour + 5 * PlantedBars.MINUTE));

    String[] cells = database.ask("pattern_outcomes", "pattern", "lonely").get(0).split("\\|", -1);

    assertThat(cells[5]).isEqualTo("1");
    assertThat(cells[11]).isEqualTo("1");
    assertThat(List.of(cells[8], cells[10], cells[12], cells[16])).containsOnly("null");
    assertThat(cells[13]).isEqualTo("0");
  }

  private static void requireExcursion(
      String[] cells, int pattern, boolean isTold, long excursionNs) {
    double worst = 0;
    double best = 0;
    int known = 0;
    for (Match match : MATCHES) {
      if (isTold && match.pattern() == pattern && !Double.isNaN(match.after(excursionNs))) {
        long untilNs = match.endNs() + excursionNs;
        worst += match.bars().lowest(match.endNs(), untilNs) / match.entry() - 1;
        best += match.bars().highest(match.endNs(), untilNs) / match.entry() - 1;
        known++;
      }
    }
    requireEqual(cells[14], known == 0 ? Double.NaN : 10_000 * worst / known, BP);
    requireEqual(cells[15], known == 0 ? Double.NaN : 10_000 * best / known, BP);
  }

  private static void requireSummary(String[] cells, int pattern, long horizonNs) {
    List<Double> returns = new ArrayList<>();
    double hits = 0;
    double expected = 0;
    double variance = 0;
    double baseMean = 0;
    double baseUp = 0;
    int matches = 0;
    int fewestHours = Integer.MAX_VALUE;
    for (Match match : MATCHES) {
      if (match.pattern() != pattern) {
        continue;
      }
      matches++;
      double after = match.after(horizonNs);
      if (Double.isNaN(after)) {
        continue;
      }
      double[] base = match.bars().hourlyReturns(horizonNs);
      fewestHours = Math.min(fewestHours, base.length);
      double[] moves = Arrays.stream(base).map(Math::abs).sorted().toArray();
      double usual = moves[moves.length / 2];
      double chance = share(base, pattern, usual);
      hits += share(new double[] {after}, pattern, usual);
      expected += chance;
      variance += chance * (1 - chance);
      baseMean += Arrays.stream(base).average().orElseThrow();
      baseUp += share(base, 1, 0);
      returns.add(after);
    }
    int n = returns.size();
    assertThat(n).isPositive();
    assertThat(cells[0]).isEqualTo(PATTERNS[pattern]);
    assertThat(cells[2]).isEqualTo(new String[] {"fall", "rise", "move"}[pattern]);
    assertThat(cells[3]).isEqualTo(Long.toString(horizonNs / 1_000_000_000L));
    assertThat(cells[4]).isEqualTo(Integer.toString(matches));
    assertThat(cells[5]).isEqualTo(Integer.toString(n));
    double[] sorted = returns.stream().mapToDouble(r -> r).sorted().toArray();
    requireEqual(cells[6], 10_000 * Arrays.stream(sorted).average().orElseThrow(), BP);
    requireEqual(cells[7], 10_000 * sorted[n / 2], BP);
    requireEqual(cells[8], 10_000 * baseMean / n, BP);
    requireEqual(cells[9], share(sorted, 1, 0), 1e-4);
    requireEqual(cells[10], baseUp / n, 1e-4);
    requireEqual(cells[11], hits / n, 1e-4);
    requireEqual(cells[12], expected / n, 1e-4);
    assertThat(cells[13]).isEqualTo(Integer.toString(fewestHours));
    // Where every base return went the same way there is nothing to deviate from.
    double z = variance > 0 ? (hits - expected) / Math.sqrt(variance) : Double.NaN;
    requireEqual(cells[16], z, BP);
  }

  /** Share of returns that went as the pattern says: fell, rose, moved more than usual. */
  private static double share(double[] returns, int pattern, double usual) {
    return Arrays.stream(returns)
            .filter(r -> pattern == 0 ? r < 0 : pattern == 1 ? r > 0 : Math.abs(r) > usual)
            .count()
        / (double) returns.length;
  }

  private static List<String> outcomes(String... parameters) {
    List<String> all = new ArrayList<>(List.of("closes", "time-1m", "until", UNTIL));
    all.addAll(List.of(parameters));
    return database.ask("after_matches", all.toArray(new String[0]));
  }

  private static void requireEqual(String cell, double expected, double tolerance) {
    if (Double.isNaN(expected)) {
      assertThat(cell).isEqualTo("null");
    } else {
      assertThat(Double.parseDouble(cell)).isCloseTo(expected, within(tolerance));
    }
  }
}
