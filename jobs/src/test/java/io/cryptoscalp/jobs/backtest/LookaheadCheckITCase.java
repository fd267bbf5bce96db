package io.cryptoscalp.jobs.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.strategy.StrategyProvider;
import io.cryptoscalp.jobs.Plugins;
import io.cryptoscalp.jobs.trading.TradingRig;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Is a strategy of a user's jar that reads the future caught, and are honest ones cleared? */
class LookaheadCheckITCase {
  @TempDir Path folder;

  private LookaheadCheck.Outcome check(Path frames, Map<String, String> settings) throws Exception {
    BacktestRequest request =
        new BacktestRequest(
            "lookahead",
            new TreeMap<>(settings),
            new ArrayList<>(List.of(TrialSpec.of("t", Map.of()))),
            10_000_000_000L);
    return new LookaheadCheck(frames, InstrumentCatalogue.builtIn(), folder.resolve("work"))
        .run(request, 1)
        .get(0);
  }

  @Test
  void thePeekingOneIsNamedAndTheOthersAreNot() throws Exception {
    Path frames = folder.resolve("frames");
    record(frames);
    Path jar = jar(folder.resolve("peeking.jar"));
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try {
      Plugins.use(List.of(jar), "");
      Map<String, String> settings = new TreeMap<>();
      settings.put("strategies", "peeking");
      settings.put("strategy.peeking.file", LookaheadCheck.INPUT);
      settings.put("strategy.peeking.seconds", "0");
      LookaheadCheck.Outcome honest = check(frames, settings);
      assertThat(honest.findings()).isEmpty();
      assertThat(honest.compared()).isGreaterThan(20);

      settings.put("strategy.peeking.seconds", "8");
      LookaheadCheck.Outcome peeking = check(frames, settings);
      assertThat(peeking.findings()).extracting(LookaheadCheck.Finding::what).contains("decision");
      assertThat(peeking.findings())
          .allMatch(finding -> finding.timeNs() < finding.cutNs())
          .extracting(LookaheadCheck.Finding::future)
          .contains("none", "another");
      assertThat(OutsideAccess.of(List.of(jar)))
          .contains("io.cryptoscalp.jobs.backtest.Peeking uses java.nio.file.Path");
    } finally {
      Thread.currentThread().setContextClassLoader(before);
      Plugins.forget();
    }
  }

  private static void record(Path frames) throws Exception {
    TradingRig.record(
        TradingRig.synthetic(7, 200, "BTCUSDT-PERP.BINANCE"), frames, Duration.ofSeconds(30));
  }

  /** A jar as a user would build it. */
  private static Path jar(Path file) throws Exception {
    String name = Peeking.class.getName().replace('.', '/');
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out)) {
      for (String entry : List.of(name + ".class", name + "$Peeker.class")) {
        jar.putNextEntry(new JarEntry(entry));
        try (var in = Peeking.class.getResourceAsStream("/" + entry)) {
          in.transferTo(jar);
        }
      }
      jar.putNextEntry(new JarEntry("META-INF/services/" + StrategyProvider.class.getName()));
      jar.write(Peeking.class.getName().getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }
}
