package io.cryptoscalp.models.tearsheet;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.performance.RunRecord;
import io.cryptoscalp.models.promotion.Clearance;
import io.cryptoscalp.models.promotion.Evidence;
import io.cryptoscalp.models.promotion.GatesFile;
import io.cryptoscalp.models.promotion.LedgerEntry;
import io.cryptoscalp.models.promotion.PromotionLedger;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Is the page whole, self-contained, well-formed and drawn inside its pictures? */
class TearSheetTest {
  private static final Pattern SVG = Pattern.compile("<svg.*?</svg>", Pattern.DOTALL);
  private static final Pattern POINT = Pattern.compile("[ML](-?[0-9.]+) (-?[0-9.]+)");

  @TempDir Path folder;

  private static SheetData data(int days) {
    return SheetData.of(
        SampleRuns.run(RunRecord.Kind.BACKTEST, "mean <reversion>", days, 0.001, 1), 200, 1);
  }

  private static Document parse(String svg) throws Exception {
    DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
    return builder.parse(new InputSource(new StringReader(svg)));
  }

  @Test
  void everyPartIsThere() {
    String page = TearSheet.html(data(400), null);
    assertThat(page)
        .contains("Months", "Returns", "Figures", "Costs", "Profit by group", "Crises")
        .contains("Deepest drawdowns", "Monte Carlo", "Configuration", "Trades on the price")
        .contains("May 2021", "VOLATILE", "target", "Sharpe ratio", "Tail ratio", "data ab12")
        .contains("mean &lt;reversion&gt;")
        .doesNotContain("<reversion>", "http:", "https:", "<script", "NaN", "Infinity");
    assertThat(page.split("<h2>")).hasSizeGreaterThan(10);
  }

  @Test
  void picturesAreWellFormedAndInsideTheirFrames() throws Exception {
    Matcher pictures = SVG.matcher(TearSheet.html(data(400), null));
    int count = 0;
    while (pictures.find()) {
      count++;
      Document svg = parse(pictures.group());
      String[] box = svg.getDocumentElement().getAttribute("viewBox").split(" ");
      NodeList paths = svg.getElementsByTagName("path");
      for (int i = 0; i < paths.getLength(); i++) {
        Matcher points = POINT.matcher(((Element) paths.item(i)).getAttribute("d"));
        int drawn = 0;
        while (points.find()) {
          drawn++;
          assertThat(Double.parseDouble(points.group(1))).isBetween(0.0, Double.valueOf(box[2]));
          assertThat(Double.parseDouble(points.group(2)))
              .isBetween(0.0, Double.valueOf(box[3]) + 0.5);
        }
        assertThat(drawn).isGreaterThan(1);
      }
    }
    // equity, drawdown, histogram, rolling Sharpe, exposure, turnover, price, fan
    assertThat(count).isEqualTo(8);
  }

  @Test
  void gatesAreShownWithWhoLetThemPass() {
    PromotionLedger ledger = new PromotionLedger(folder);
    Evidence evidence = new Evidence("s");
    evidence.addParity(3, "parity-9", "ef");
    GatesFile gates = GatesFile.defaults();
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    ledger.check(
        "s",
        "ann",
        now,
        new LedgerEntry.Check(
            gates.name(),
            gates.hash(),
            gates.gates().stream().map(gate -> gate.judge(evidence)).toList(),
            evidence.parameters()));
    ledger.override("s", "parity", "ann", now, "rounding");
    String page = TearSheet.html(data(100), Clearance.of("s", ledger.entries()));
    assertThat(page).contains("red, overridden by ann: rounding", "parity-9", "missing");
  }

  @Test
  void equalRunsGiveEqualPages() {
    assertThat(TearSheet.html(data(60), null)).isEqualTo(TearSheet.html(data(60), null));
  }

  @Test
  void aRunWithoutAnythingStillHasAPage() {
    long day = 86_400_000_000_000L;
    RunRecord empty =
        new RunRecord(
            "r",
            "s",
            RunRecord.Kind.PAPER,
            new TreeMap<>(),
            "",
            "USDT",
            0,
            3 * day,
            1000,
            new RunRecord.Curve(new long[] {day, 2 * day}, new double[] {1000, 1000}),
            null,
            List.of(),
            List.of(),
            List.of());
    SheetData data = SheetData.of(empty, 100, 1);
    assertThat(TearSheet.html(data, null)).contains("–").doesNotContain("NaN");
    assertThat(SheetJson.of(data).path("metrics").path("sharpe").isNull()).isTrue();
  }

  @Test
  void machinesGetTheSameFigures() {
    SheetData data = data(400);
    var json = SheetJson.of(data);
    assertThat(json.path("metrics").size()).isEqualTo(data.metrics().size());
    assertThat(json.path("months").size()).isEqualTo(14);
    assertThat(json.path("crises").size()).isGreaterThan(1);
    assertThat(json.path("monteCarlo").path("shuffledTrades").path("paths").asInt()).isEqualTo(200);
    double sum = 0;
    for (var group : json.path("groups").path("regime")) {
      sum += group.path("net-profit").asDouble();
    }
    assertThat(sum)
        .isCloseTo(
            json.path("trades").path("net-profit").asDouble(),
            org.assertj.core.api.Assertions.within(1e-6));
  }
}
