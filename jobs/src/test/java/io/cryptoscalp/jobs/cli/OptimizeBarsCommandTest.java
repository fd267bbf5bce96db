package io.cryptoscalp.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.performance.RunRecord;
import io.cryptoscalp.models.tearsheet.RunFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does a search on bars find a planted edge, refuse luck, and go on after a kill? */
class OptimizeBarsCommandTest {
  private static final int BARS = 6_000;
  private static final long HOUR_MS = 3_600_000;
  private static final long BEGIN_MS = 1_600_000_000_000L;

  @TempDir private Path folder;

  private String said = "";

  private int run(String... words) {
    CommandRun command = new CommandRun();
    int code = command.run(folder, words);
    said = command.text();
    return code;
  }

  private int optimize(Path candles, String out, String... more) {
    List<String> words =
        new ArrayList<>(List.of("optimize", "bars", "--input", candles.toString()));
    words.addAll(List.of("--out", folder.resolve(out).toString()));
    words.addAll(List.of(more));
    return run(words.toArray(new String[0]));
  }

  private int search(Path candles, String out, String... more) {
    List<String> words = new ArrayList<>(List.of("--param", "fast=2..40:int"));
    words.addAll(List.of("--param", "slow=20..400:int", "--param", "share=0.5"));
    words.addAll(List.of("--sampler", "halton", "--trials", "40", "--batch", "10"));
    words.addAll(List.of(more));
    return optimize(candles, out, words.toArray(new String[0]));
  }

  /** Hours of a market whose trend lasts for days, as strong as asked for; 0 is a random walk. */
  private Path candles(String name, double trend, long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    StringBuilder csv = new StringBuilder();
    double price = 1_000;
    double drift = trend;
    for (int i = 0; i < BARS; i++) {
      drift = random.nextInt(80) == 0 ? -drift : drift;
      double open = price;
      double chance = random.nextDouble() + random.nextDouble() + random.nextDouble() - 1.5;
      price *= 1 + drift + 0.008 * chance;
      csv.append(
          String.format(
              Locale.ROOT,
              "%d,%.2f,%.2f,%.2f,%.2f,1000000%n",
              BEGIN_MS + i * HOUR_MS,
              open,
              Math.max(open, price) + 0.5,
              Math.min(open, price) - 0.5,
              price));
    }
    return Files.writeString(folder.resolve(name + "-1h.csv"), csv);
  }

  @Test
  void aPlantedEdgePassesAndLeavesItsPrices() throws Exception {
    Path candles = candles("TREND", 0.002, 3);
    assertThat(search(candles, "trend")).as(said).isEqualTo(ExitCodes.OK);
    assertThat(said).contains("PASSED");
    RunRecord winner = RunFile.read(folder.resolve("trend/winner.json"));
    assertThat(winner.configuration())
        .containsKeys("parameter.fast", "parameter.slow")
        .containsEntry("parameter.share", "0.5")
        .containsEntry("market.fee.taker", "5.0E-4");
    assertThat(winner.trades()).hasSizeGreaterThan(9);
    assertThat(winner.prices()).extracting(RunRecord.Prices::instrument).containsExactly("TREND");
    assertThat(winner.benchmark()).isNotNull();
    long first = winner.prices().get(0).closes().timeNs()[0];
    assertThat(first).isGreaterThanOrEqualTo(winner.fromNs());
    assertThat(winner.trades().get(0).entryNs()).isGreaterThanOrEqualTo(winner.fromNs());
  }

  @Test
  void luckIsRefused() throws Exception {
    for (int seed = 0; seed < 4; seed++) {
      Path candles = candles("WALK" + seed, 0, seed);
      assertThat(search(candles, "walk-" + seed)).as(said).isEqualTo(ExitCodes.NOT_ACTIVATED);
      assertThat(said).contains("REFUSED", "deflated-sharpe");
    }
  }

  @Test
  void aKilledSearchEndsAsOneThatWasNot() throws Exception {
    Path candles = candles("TREND", 0.002, 5);
    search(candles, "one/study");
    search(candles, "two/study", "--parallelism", "5");
    Path one = folder.resolve("one/study");
    Path two = folder.resolve("two/study");
    // As a kill in the third generation leaves it.
    List<String> lines = Files.readAllLines(two.resolve("trials.jsonl"));
    assertThat(lines).hasSize(4);
    Files.writeString(
        two.resolve("trials.jsonl"),
        lines.get(0) + "\n" + lines.get(1) + "\n" + lines.get(2).substring(0, 99));
    Files.delete(two.resolve("verdict.json"));
    Files.delete(two.resolve("winner.json"));
    // Terms are those of the study, whatever the command says.
    optimize(candles, "two/study", "--resume", "--taker-fee", "0.01");
    for (String name : List.of("study.json", "trials.jsonl", "winner.json", "verdict.json")) {
      assertThat(two.resolve(name)).hasSameBinaryContentAs(one.resolve(name));
    }
    assertThat(optimize(candles, "two/study", "--resume")).isEqualTo(ExitCodes.OK);
    assertThat(said).contains("was judged before");
  }

  @Test
  void heldOutDataAreNewOnce() throws Exception {
    Path candles = candles("TREND", 0.002, 3);
    search(candles, "first");
    assertThat(search(candles, "second", "--seed", "2")).isEqualTo(ExitCodes.NOT_ACTIVATED);
    assertThat(said)
        .contains("not new: seen by first")
        .containsPattern("red +held-out-fresh +1.000 .*run first")
        .contains("trials of earlier studies");
    String[] again = {"--seed", "3", "--held-out-again", "the fees of the first were wrong"};
    assertThat(search(candles, "third", again)).as(said).isEqualTo(ExitCodes.OK);
    assertThat(said).contains("seen by first, second", "let pass held-out-fresh: the fees");
    assertThat(Files.readString(folder.resolve("third/verdict.json")))
        .contains("\"override\":{\"gate\":\"held-out-fresh\"");
    Path register = folder.resolve("data/studies/held-out.jsonl");
    assertThat(Files.readAllLines(register)).hasSize(3).last().asString().contains("the fees");

    Path other = candles("OTHER", 0.002, 3);
    assertThat(search(other, "fourth")).as(said).isEqualTo(ExitCodes.OK);
    Files.writeString(register, Files.readString(register).replaceFirst("second", "nobody"));
    assertThat(search(other, "fifth", "--seed", "7")).isEqualTo(ExitCodes.CONFIGURATION);
    assertThat(said).contains("HELD_OUT_REGISTER_CORRUPT: file=");
  }

  @Test
  void otherDataOfTheSameSizeAreNoticed() throws Exception {
    Path candles = candles("WALK", 0, 1);
    search(candles, "study");
    Files.delete(folder.resolve("study/verdict.json"));
    String text = Files.readString(candles);
    Files.writeString(candles, text.replaceFirst(",1000000\n", ",1000001\n"));
    assertThat(optimize(candles, "study", "--resume")).isEqualTo(ExitCodes.CONFIGURATION);
    assertThat(said).contains("STUDY_DATA_DIFFERS: ");
  }

  @Test
  void whatAStrategyDoesNotKnowIsToldBeforeTheSearch() throws Exception {
    Path candles = candles("WALK", 0, 1);
    assertThat(optimize(candles, "a", "--param", "quick=1..2")).isNotZero();
    assertThat(said).contains("STRATEGY_PARAMETER_UNKNOWN: name=quick");
    assertThat(optimize(candles, "b", "--param", "fast=1..9")).isNotZero();
    assertThat(said).contains("STRATEGY_PARAMETER_INVALID: name=fast", "whole number");
    assertThat(folder.resolve("a")).doesNotExist();
    assertThat(folder.resolve("b")).doesNotExist();
    assertThat(run("optimize", "bars", "--input", candles.toString())).isEqualTo(ExitCodes.USAGE);
    assertThat(said).contains("--out is missing");
  }
}
