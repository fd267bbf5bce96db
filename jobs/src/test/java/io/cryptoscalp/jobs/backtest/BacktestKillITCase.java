package io.cryptoscalp.jobs.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cryptoscalp.engine.performance.RunRecord;
import io.cryptoscalp.jobs.cli.ChildCommand;
import io.cryptoscalp.jobs.runtime.ChildJvm;
import io.cryptoscalp.models.tearsheet.RunFile;
import io.cryptoscalp.models.tearsheet.TrialsCsv;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command in a process of its own, killed in the middle and run again. */
final class BacktestKillITCase {
  @TempDir private Path folder;

  @Test
  void aRunThatWasKilledGoesOnAndItsFilesAreThoseOfOneThatWasNot() throws Exception {
    Path frames = folder.resolve("frames");
    LocalTrialRunnerITCase.record(frames, Duration.ofMinutes(6));
    try (ChildJvm run = start(frames, "whole")) {
      ChildCommand.requireDone(run);
    }
    try (ChildJvm run = start(frames, "killed")) {
      await()
          .atMost(Duration.ofMinutes(4))
          .pollInterval(Duration.ofMillis(20))
          .until(() -> ChildCommand.checkpoints(folder.resolve("killed")) > 0 || !run.isAlive());
      assertThat(run.isAlive()).as("ended before it was killed").isTrue();
      run.kill();
    }
    assertThat(folder.resolve("killed/run.json")).doesNotExist();
    try (ChildJvm run = start(frames, "killed")) {
      ChildCommand.requireDone(run);
      assertThat(Files.readString(run.log())).contains("Goes on where");
    }
    Map<String, String> whole = files(folder.resolve("whole"));
    assertThat(whole.keySet())
        .contains(
            "run.json",
            "trials.csv",
            "returns.csv",
            "trials/t0001.test01.json",
            "trials/walk-forward.json",
            "rows/backtest_orders.jsonl",
            "rows/backtest_prices.jsonl")
        .noneMatch(name -> name.startsWith(".work"));
    assertThat(whole.get("rows/backtest_fills.jsonl")).isNotEmpty();
    assertThat(files(folder.resolve("killed"))).isEqualTo(whole);
    assertReadable(folder.resolve("whole"));
  }

  private static void assertReadable(Path run) throws Exception {
    RunRecord test = RunFile.read(run.resolve("trials/t0001.test01.json"));
    List<Path> trials;
    try (Stream<Path> list = Files.list(run.resolve("trials"))) {
      trials = list.toList();
    }
    assertThat(trials).hasSize(11).anyMatch(file -> !RunFile.read(file).trades().isEmpty());
    assertThat(test.configuration()).containsEntry("parameter.strategy.cooldown", "5s");
    assertThat(test.prices()).isNotEmpty();
    assertThat(test.benchmark()).isNotNull();
    RunRecord walk = RunFile.read(run.resolve("trials/walk-forward.json"));
    assertThat(walk.kind()).isEqualTo(RunRecord.Kind.WALK_FORWARD);
    assertThat(walk.windows()).hasSize(2);
    assertThat(walk.configuration()).containsKeys("window.01", "window.02");
    assertThat(TrialsCsv.read(run.resolve("returns.csv")).names()).isNotEmpty();
    assertThat(new ObjectMapper().readTree(run.resolve("run.json").toFile()).path("dataHash"))
        .isNotNull();
  }

  private static Map<String, String> files(Path root) throws Exception {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(root)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        files.put(root.relativize(file).toString(), Files.readString(file));
      }
    }
    return files;
  }

  private ChildJvm start(Path frames, String out) {
    return ChildCommand.start(
        folder,
        "backtest-" + out,
        List.of("-Xmx600m"),
        Map.of(),
        List.of(
            "backtest",
            "--input=" + frames,
            "--grid=strategy.cooldown=5s,60s",
            "--windows=anchored",
            "--train=2m",
            "--test=2m",
            "--checkpoint-interval=100ms",
            "--out=" + folder.resolve(out)));
  }
}
