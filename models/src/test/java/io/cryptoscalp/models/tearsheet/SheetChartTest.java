package io.cryptoscalp.models.tearsheet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SheetChartTest {
  private static final Pattern BELOW = Pattern.compile("anchor=\"(?:start|middle)\">([^<]*)<");

  private static SheetChart chart() {
    return SheetChart.overTime("Equity", 100, v -> "");
  }

  /** A recording of minutes is not five times the same day on its axis. */
  @ParameterizedTest
  @CsvSource({
    "2024-08-08T23:54:15Z, 2024-08-08T23:58:15Z, 23:54:15, 23:55:15",
    "2024-08-08T20:00:00Z, 2024-08-09T20:00:00Z, 08-08 20:00, 08-09 02:00",
    "2024-08-08T00:00:00Z, 2024-08-16T00:00:00Z, 2024-08-08, 2024-08-10"
  })
  void timesAreToldFromEachOther(Instant from, Instant to, String first, String second) {
    double[] times = {from.getEpochSecond() * 1e9, to.getEpochSecond() * 1e9};

    String svg = chart().line("", "#000", times, new double[] {1, 2}).svg();

    List<String> labels = new ArrayList<>();
    Matcher found = BELOW.matcher(svg);
    while (found.find()) {
      labels.add(found.group(1));
    }
    assertThat(labels).startsWith(first, second).hasSize(4).doesNotHaveDuplicates();
  }

  @Test
  void withoutAPointThereIsNoPicture() {
    assertThat(chart().svg()).isEmpty();
    double[] unknown = {Double.NaN, Double.NaN};
    assertThat(chart().line("", "#000", new double[] {1e18, 2e18}, unknown).svg()).isEmpty();
  }
}
