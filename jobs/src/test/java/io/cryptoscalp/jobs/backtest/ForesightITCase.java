package io.cryptoscalp.jobs.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.backtest.Foresight.Verdict;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.strategy.StrategyProvider;
import io.cryptoscalp.gateway.publish.MarketMessage;
import io.cryptoscalp.gateway.replay.Recording;
import io.cryptoscalp.jobs.Plugins;
import io.cryptoscalp.jobs.trading.TradingRig;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Is knowledge of a recording that is the same in every run found, and skill left alone? */
class ForesightITCase {
  private static final Pattern PRICE = Pattern.compile("\"p\":\"([0-9.]+)\"");

  @TempDir Path folder;

  private Path frames = Path.of(".");
  private Path table = Path.of(".");
  private Path jar = Path.of(".");
  private ClassLoader before = ForesightITCase.class.getClassLoader();

  @BeforeEach
  void plant() throws Exception {
    frames = folder.resolve("frames");
    TradingRig.record(
        TradingRig.synthetic(11, 40, "BTCUSDT-PERP.BINANCE"), frames, Duration.ofMinutes(4));
    List<String> prices = prices();
    table = Files.write(folder.resolve("prices.txt"), prices);
    jar = jar(compiled(prices));
    before = Thread.currentThread().getContextClassLoader();
    Plugins.use(List.of(jar), "");
  }

  @AfterEach
  void forget() {
    Thread.currentThread().setContextClassLoader(before);
    Plugins.forget();
  }

  private static TrialSpec trial(String id, String strategy, String... settings) {
    TreeMap<String, String> values = new TreeMap<>(Map.of("strategies", strategy));
    for (int i = 0; i < settings.length; i += 2) {
      values.put(settings[i], settings[i + 1]);
    }
    return TrialSpec.of(id, values);
  }

  @Test
  void knowledgeIsTheContrastOfTheRecordingAndTheTurnedOverMarket() throws Exception {
    String file = "strategy.planted-file.file";
    List<TrialSpec> trials =
        List.of(
            trial("file", "planted-file", file, table.toString()),
            trial(
                "mixed",
                "planted-file",
                file,
                table.toString(),
                "strategy.planted-file.mixed",
                "1",
                "venue.mode",
                "simulated"),
            trial("table", "planted-table"),
            trial("clock", "planted-clock"),
            trial("flow", "planted-flow"),
            trial("long-only", "planted-flow", "strategy.planted-flow.long-only", "1"));
    BacktestRequest request =
        new BacktestRequest("foresight", new TreeMap<>(), new ArrayList<>(trials), 10_000_000_000L);
    List<LookaheadCheck.Outcome> outcomes =
        new LookaheadCheck(frames, InstrumentCatalogue.builtIn(), folder.resolve("work"))
            .run(request, 1);
    Map<String, TurnedOver> turned = new TreeMap<>();
    for (int i = 0; i < trials.size(); i++) {
      String id = trials.get(i).id();
      assertThat(outcomes.get(i).findings()).as("%s is the same in every run", id).isEmpty();
      assertThat(outcomes.get(i).turned().entries()).as(id).isGreaterThan(60);
      turned.put(id, outcomes.get(i).turned());
    }
    for (String knowing : List.of("file", "mixed", "table")) {
      assertThat(turned.get(knowing).foresight())
          .as(knowing)
          .hasValueSatisfying(horizon -> assertThat(horizon.verdict()).isEqualTo(Verdict.CONTRAST));
    }
    for (String honest : List.of("clock", "flow", "long-only")) {
      assertThat(turned.get(honest).foresight()).as(honest).isEmpty();
    }
    for (String blind : List.of("file", "table", "clock")) {
      assertThat(turned.get(blind).ignoresMarket()).as(blind).isTrue();
    }
    for (String looking : List.of("mixed", "flow", "long-only")) {
      assertThat(turned.get(looking).ignoresMarket()).as(looking).isFalse();
    }
    assertThat(OutsideAccess.of(List.of(jar))).as("constants need no access").isEmpty();
  }

  /** The first second, and the last price before each. */
  private List<String> prices() throws IOException {
    TreeMap<Long, String> bySecond = new TreeMap<>();
    try (Recording source = Recording.open(frames, null, line -> {})) {
      for (MarketMessage m = source.next(); m != null; m = source.next()) {
        Matcher price = PRICE.matcher(new String(m.payload(), StandardCharsets.UTF_8));
        if (m.stream().equals("trade") && price.find()) {
          bySecond.put(m.receiveTimeNs() / 1_000_000_000L + 1, price.group(1));
        }
      }
    }
    List<String> lines = new ArrayList<>(List.of(Long.toString(bySecond.firstKey())));
    for (long second = bySecond.firstKey(); second <= bySecond.lastKey(); second++) {
      lines.add(bySecond.floorEntry(second).getValue());
    }
    return lines;
  }

  /** A strategy with the prices as constants, compiled as its author would. */
  private Path compiled(List<String> prices) throws IOException {
    StringJoiner values = new StringJoiner(", ");
    prices.stream().skip(1).forEach(values::add);
    Path source = folder.resolve("PlantedTable.java");
    Files.writeString(
        source,
        """
        import io.cryptoscalp.engine.event.FeatureSnapshot;
        import io.cryptoscalp.engine.strategy.StrategySetup;

        public final class PlantedTable extends io.cryptoscalp.jobs.backtest.Planted {
          private static final double[] PRICES = {%s};

          public String id() { return "planted-table"; }

          protected double side(StrategySetup setup, FeatureSnapshot now) {
            return ahead(%sL, PRICES, now.receiveTimeNs(), 3);
          }
        }
        """
            .formatted(values, prices.get(0)));
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                source.toString());
    assertThat(code).isZero();
    return folder.resolve("PlantedTable.class");
  }

  private Path jar(Path compiled) throws IOException {
    Path file = folder.resolve("planted.jar");
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out)) {
      jar.putNextEntry(new JarEntry("PlantedTable.class"));
      Files.copy(compiled, jar);
      jar.putNextEntry(new JarEntry("META-INF/services/" + StrategyProvider.class.getName()));
      String providers =
          String.join(
              "\n",
              "PlantedTable",
              Planted.OfFile.class.getName(),
              Planted.Flow.class.getName(),
              Planted.Clock.class.getName());
      jar.write(providers.getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }
}
