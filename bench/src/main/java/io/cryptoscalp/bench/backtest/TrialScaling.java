package io.cryptoscalp.bench.backtest;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How the time of a pass grows with the number of its trials and shrinks with the cores: {@code
 * backtest-trials RECORDING [TRIALS,... [CORES,... [ROUNDS]]]}. For each number of cores there is a
 * process that may use no more ({@code taskset}; compiler and garbage collector included), with as
 * many subtasks. They take turns, one pass each: until none gets faster any more, and then the
 * rounds that count, of which the median is told. All passes must come to the same.
 */
public final class TrialScaling {
  private static final int MOST_WARM_UPS = 12;

  /** A pass that takes more than this part of the best one before does not count as faster. */
  private static final double FASTER = 0.97;

  private TrialScaling() {}

  /** What a pass came to. */
  private record Pass(double seconds, long states, long trades, String digest) {
    static Pass of(String line) {
      String[] parts = line.split(" ", -1);
      return new Pass(
          Double.parseDouble(parts[0]),
          Long.parseLong(parts[1]),
          Long.parseLong(parts[2]),
          parts[3]);
    }
  }

  /** Prints a line for each number of trials and cores. */
  public static void main(String[] args) throws Exception {
    int[] trials = wholes(args.length > 1 ? args[1] : "1,128,512,1024");
    int[] cores = wholes(args.length > 2 ? args[2] : "1,2");
    int rounds = args.length > 3 ? Integer.parseInt(args[3]) : 5;
    List<PeerProcess> sides = new ArrayList<>();
    try {
      for (int count : cores) {
        sides.add(new PeerProcess(command(args[0], count)));
      }
      System.out.println(
          "trials cores seconds    from      to us/trial-state  speed-up warm-ups trades");
      for (int count : trials) {
        measure(sides, cores, count, rounds);
      }
    } finally {
      for (PeerProcess side : sides) {
        side.close();
      }
    }
  }

  private static void measure(List<PeerProcess> sides, int[] cores, int trials, int rounds)
      throws IOException {
    double[] best = new double[sides.size()];
    Arrays.fill(best, Double.MAX_VALUE);
    Pass first = null;
    int warmUps = 0;
    // Two rounds without anything faster: the compiler may still have been at it in one.
    for (int still = 0; still < 2 && warmUps < MOST_WARM_UPS; warmUps++) {
      still++;
      for (int side = 0; side < sides.size(); side++) {
        Pass pass = Pass.of(sides.get(side).ask(String.valueOf(trials)));
        first = first == null ? pass : first;
        requireSame(first, pass);
        still = pass.seconds() < FASTER * best[side] ? 0 : still;
        best[side] = Math.min(best[side], pass.seconds());
      }
    }
    double[][] seconds = new double[sides.size()][rounds];
    for (int round = 0; round < rounds; round++) {
      for (int side = 0; side < sides.size(); side++) {
        Pass pass = Pass.of(sides.get(side).ask(String.valueOf(trials)));
        requireSame(first, pass);
        seconds[side][round] = pass.seconds();
      }
    }
    for (int side = 0; side < sides.size(); side++) {
      Arrays.sort(seconds[side]);
      print(trials, cores[side], seconds[side], seconds[0], warmUps, first);
    }
  }

  private static void requireSame(Pass first, Pass pass) {
    if (!first.digest().equals(pass.digest()) || first.states() != pass.states()) {
      throw new IllegalStateException("passes differ: " + first + " and " + pass);
    }
  }

  private static void print(
      int trials, int cores, double[] sorted, double[] reference, int warmUps, Pass pass) {
    double median = sorted[sorted.length / 2];
    System.out.printf(
        Locale.ROOT,
        "%6d %5d %7.2f %7.2f %7.2f %14.3f %9.2f %8d %,d%n",
        trials,
        cores,
        median,
        sorted[0],
        sorted[sorted.length - 1],
        median * 1e6 / pass.states() / trials,
        reference[reference.length / 2] / median,
        warmUps,
        pass.trades());
  }

  /** This process' own options, on the first processors alone. */
  private static List<String> command(String recording, int cores) throws IOException {
    List<String> command = new ArrayList<>();
    if (Path.of("/usr/bin/taskset").toFile().canExecute()) {
      command.addAll(List.of("/usr/bin/taskset", "-c", "0-" + (cores - 1)));
    } else {
      System.out.println("No taskset here: numbers of cores are numbers of subtasks.");
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      // The log is one file, of whoever writes it.
      command.add(option.startsWith("-Dcryptoscalp.log=") ? option + "." + cores : option);
    }
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            TrialPasses.class.getName(),
            recording,
            String.valueOf(cores)));
    return command;
  }

  private static int[] wholes(String text) {
    String[] parts = text.split(",", -1);
    int[] numbers = new int[parts.length];
    for (int i = 0; i < parts.length; i++) {
      numbers[i] = Integer.parseInt(parts[i]);
    }
    return numbers;
  }
}
