package io.cryptoscalp.models.regime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.engine.regime.hmm.InformationCriterion;
import io.cryptoscalp.engine.regime.markov.MarkovModel;
import io.cryptoscalp.engine.regime.markov.ObservationSpec;
import java.io.StringReader;
import java.util.List;
import java.util.Random;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

/** Do the report's figures follow from the labels, and is the page whole and on its own? */
class RegimeReportTest {
  private static final long HOUR = 3_600_000_000_000L;

  private static RegimeSeries series(int bars) {
    Random random = new Random(4);
    RegimeSeries.Builder builder = new RegimeSeries.Builder(new ObservationSpec(HOUR, false, 1));
    double price = 1000;
    for (int i = 0; i < bars; i++) {
      price *= Math.exp((i / 60 % 2 == 0 ? 0.003 : 0.02) * random.nextGaussian());
      if (i % 500 < 490) {
        builder.bar(i * HOUR, (i + 1) * HOUR, price, price, price);
      }
    }
    return builder.build();
  }

  @Test
  void liveLabelsAreChargedWithTheReturnAfterThem() {
    RegimeSeries.Builder builder = new RegimeSeries.Builder(new ObservationSpec(HOUR, false, 1));
    double[] closes = {100, 101, 103, 102, 106, 105};
    for (int i = 0; i < closes.length; i++) {
      builder.bar(i * HOUR, (i + 1) * HOUR, closes[i], closes[i], closes[i]);
    }
    RegimeSeries series = builder.build();
    int[] labels = {0, 0, 1, 1, 1, 0};
    List<String> names = List.of("a", "b");
    LabelStatistics live =
        LabelStatistics.of(series, new RegimeLabels("live", names, labels, true), 1);
    assertThat(live.logReturn()).isCloseTo(Math.log(105.0 / 103), within(1e-12));
    assertThat(live.held()).isEqualTo(3);
    assertThat(live.hits()).isCloseTo(1.0 / 3, within(1e-12));
    RegimeLabels past = new RegimeLabels("past", names, labels, false);
    LabelStatistics hindsight = LabelStatistics.of(series, past, 1);
    assertThat(hindsight.logReturn()).isCloseTo(Math.log(106.0 / 101), within(1e-12));
    assertThat(hindsight.share()).isEqualTo(0.5);
    LabelStatistics other = LabelStatistics.of(series, past, 0);
    assertThat(other.runs()).isEqualTo(2);
    assertThat(other.meanRun()).isEqualTo(1.5);
    assertThat(other.medianRun()).isEqualTo(1.5);
    assertThat(other.longestRun()).isEqualTo(2);
    assertThat(other.logReturn() + hindsight.logReturn()).isCloseTo(Math.log(1.05), within(1e-12));
    assertThat(past.changes()).isEqualTo(2);
    assertThat(past.agreement(new RegimeLabels("x", names, new int[] {0, 1, 1, 1, 1, 1}, true)))
        .isCloseTo(4.0 / 6, within(1e-12));
  }

  @Test
  void tradesGoToWhatWasLastSaidBeforeThem() {
    RegimeSeries series = series(10);
    int[] labels = {0, 0, 0, 0, 1, 1, 1, 1, 1, 1};
    List<RegimeTrades.Row> rows =
        RegimeTrades.of(
            series,
            new RegimeLabels("live", List.of("a", "b"), labels, true),
            List.of(
                new RegimeTrades.Trade("s", HOUR - 1, 100, true),
                new RegimeTrades.Trade("s", 4 * HOUR, 5, true),
                new RegimeTrades.Trade("s", 5 * HOUR - 1, -2, false),
                new RegimeTrades.Trade("s", 5 * HOUR, -3, true),
                new RegimeTrades.Trade("r", 9 * HOUR, 1, true),
                new RegimeTrades.Trade("r", 99 * HOUR, 1, true)));
    assertThat(rows)
        .containsExactly(
            new RegimeTrades.Row("r", "b", 1, 1, 1, 1),
            new RegimeTrades.Row("s", "a", 2, 1, 1, 3),
            new RegimeTrades.Row("s", "b", 1, 1, 0, -3));
  }

  @Test
  void aMonthHasTheLabelOfMostOfItsIntervals() {
    RegimeSeries series = series(1000);
    int[] labels = new int[series.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = i < 10 ? RegimeLabels.NONE : i < 400 || i >= 744 ? 1 : 0;
    }
    List<RegimeMonths.Month> months =
        RegimeMonths.of(series, new RegimeLabels("x", List.of("a", "b"), labels, true));
    assertThat(months).hasSize(2);
    // January 1970 has 744 hours.
    assertThat(months.get(0).month()).isEqualTo("1970-01");
    assertThat(months.get(0).intervals()).isEqualTo(734);
    assertThat(months.get(0).label()).isEqualTo("b");
    assertThat(months.get(0).share()).isCloseTo(390.0 / 734, within(1e-12));
    assertThat(months.get(1).label()).isEqualTo("b");
    assertThat(months.get(1).share()).isEqualTo(1);
    double all = months.get(0).logReturn() + months.get(1).logReturn();
    LabelStatistics whole =
        LabelStatistics.of(
            series, new RegimeLabels("x", List.of("a"), new int[series.size()], false), 0);
    assertThat(all).isCloseTo(whole.logReturn(), within(1e-12));
  }

  @Test
  void rowsHaveWhatTheModelSaysOfEachInterval() {
    RegimeSeries series = series(600);
    RegimeModelFile file =
        RegimeFitter.fit("A", series, new RegimeFitOptions(2, 2, InformationCriterion.BIC, 1, 4));
    MarkovModel model = file.model("v1");
    StringBuilder text = new StringBuilder();
    RegimeRows.write(model, series, text);
    String[] lines = text.toString().split("\n", -1);
    assertThat(lines[0]).isEqualTo("end_ns,log_return,viterbi,live_0,live_1,smoothed_0,smoothed_1");
    assertThat(lines).hasSize(series.size() + 2);
    assertThat(lines[1]).startsWith(HOUR + ",,");
    double[] filtered = RegimeFitter.filtered(model.model(), series.rows());
    int[] path = RegimeLabels.hindsight(model, series).labels();
    for (int i = 0; i < series.size(); i++) {
      String[] cells = lines[i + 1].split(",", -1);
      assertThat(cells[2]).isEqualTo(Integer.toString(path[i]));
      assertThat(Double.parseDouble(cells[3])).isCloseTo(filtered[2 * i], within(1e-12));
      assertThat(Double.parseDouble(cells[5]) + Double.parseDouble(cells[6]))
          .isCloseTo(1, within(1e-12));
    }
    assertThat(Double.parseDouble(lines[series.size()].split(",", -1)[5]))
        .isCloseTo(filtered[2 * (series.size() - 1)], within(1e-9));
  }

  @Test
  void thePageIsWholeAndNeedsNothingElse() throws Exception {
    RegimeSeries series = series(3000);
    RegimeModelFile file =
        RegimeFitter.fit("A<B", series, new RegimeFitOptions(2, 3, InformationCriterion.BIC, 1, 6));
    MarkovModel model = file.model("v1");
    List<RegimeLabels> labels =
        List.of(
            RegimeLabels.hindsight(model, series),
            RegimeLabels.live(model, series),
            new RegimeLabels(
                "consensus", List.of("NORMAL", "CRASH"), new int[series.size()], true));
    assertThat(labels.get(0).agreement(labels.get(1))).isBetween(0.9, 1.0);
    String page =
        RegimeReport.html(
            file, "v1", series, labels, List.of(new RegimeTrades.Row("s", "a", 1, 1, 1, 2.5)));
    assertThat(page).doesNotContain("NaN", "http://", "https://", "<script", "A<B");
    assertThat(page).contains("A&lt;B", series.dataHash(), "calm-flat", "+2.50", "#9aa5b1");
    int charts = 0;
    for (int from = page.indexOf("<svg"); from >= 0; from = page.indexOf("<svg", from + 1)) {
      String svg = page.substring(from, page.indexOf("</svg>", from) + 6);
      DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new InputSource(new StringReader(svg)));
      charts++;
    }
    assertThat(charts).isEqualTo(2);
    // Ten hours without a bar break the line.
    assertThat(page.split("<polyline", -1)).hasSize(7);
  }
}
