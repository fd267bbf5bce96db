package io.cryptoscalp.bench.models;

import io.cryptoscalp.models.dataset.Dataset;
import io.cryptoscalp.models.family.Families;
import io.cryptoscalp.models.family.Hyperparameters;
import io.cryptoscalp.models.family.ModelFamily;
import io.cryptoscalp.models.family.TrainingProgress;
import io.cryptoscalp.models.family.TrainingRun;
import io.cryptoscalp.models.family.forecast.QuantileFamily;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Trains every family on one seeded data set, some of them side by side with one thread each, and
 * prints what each took. Processor time is that of the thread that trains and of no other.
 */
@Command(name = "training", description = "Time to train every family on one data set.")
public final class TrainingSpeed implements Callable<Integer> {
  private static final String QUANTILE = "quantile";

  @Option(names = "--families", split = ",", description = "ids (default: all)")
  private List<String> families = new ArrayList<>();

  @Option(names = "--rows", defaultValue = "200000", description = "examples to train on")
  private int rows;

  @Option(names = "--validation", defaultValue = "20000", description = "examples to stop by")
  private int validation;

  @Option(names = "--features", defaultValue = "25")
  private int features;

  @Option(names = "--steps", defaultValue = "32")
  private int steps;

  @Option(names = "--side-by-side", defaultValue = "2", description = "trainings at a time")
  private int sideBySide;

  @Option(names = "--hyper", paramLabel = "FAMILY.OPTION=VALUE")
  private Map<String, String> hyper = new TreeMap<>();

  /** What a training was. */
  private record Took(String family, double wallSeconds, double cpuSeconds, String note) {}

  /** One training. */
  private interface Training {
    /** Trains; returns figures. */
    SortedMap<String, Double> run(TrainingProgress progress);
  }

  /** Runs it. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new TrainingSpeed()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    Dataset all = Examples.withRegimes(rows + validation, features, steps, 1);
    Dataset train = Examples.part(all, 0, rows);
    Dataset later = Examples.part(all, rows, rows + validation);
    long began = System.nanoTime();
    ExecutorService pool = Executors.newFixedThreadPool(sideBySide);
    List<Future<Took>> running = new ArrayList<>();
    trainings(train, later)
        .forEach((id, training) -> running.add(pool.submit(() -> timed(id, training))));
    System.out.println("| family | s | of one processor s | |");
    System.out.println("| --- | ---: | ---: | --- |");
    double cpu = 0;
    for (Future<Took> future : running) {
      Took took = future.get();
      cpu += took.cpuSeconds();
      print(took.family(), took.wallSeconds(), took.cpuSeconds(), took.note());
    }
    pool.shutdown();
    print("all", (System.nanoTime() - began) / 1e9, cpu, sideBySide + " at a time");
    return 0;
  }

  private static void print(String name, double wall, double cpu, String note) {
    System.out.printf(Locale.ROOT, "| %s | %.1f | %.1f | %s |%n", name, wall, cpu, note);
  }

  /** In the order in which they are begun: the long ones first, so that both ends meet. */
  private Map<String, Training> trainings(Dataset train, Dataset later) {
    List<String> wanted = new ArrayList<>(families);
    boolean whole = wanted.isEmpty();
    boolean quantile = wanted.remove(QUANTILE) || whole;
    List<ModelFamily> chosen = new ArrayList<>();
    if (whole || !wanted.isEmpty()) {
      chosen.addAll(whole ? Families.all() : Families.of(wanted));
    }
    chosen.sort((a, b) -> Boolean.compare(isNet(b.defaults()), isNet(a.defaults())));
    Map<String, Training> trainings = new java.util.LinkedHashMap<>();
    for (ModelFamily family : chosen) {
      Hyperparameters settings = settings(family.id(), family.defaults());
      trainings.put(
          family.id(),
          progress -> {
            try (var model = family.train(train, later, settings, run(progress))) {
              return model.figures();
            }
          });
    }
    if (quantile) {
      QuantileFamily family = new QuantileFamily();
      Hyperparameters settings = settings(QUANTILE, family.defaults());
      trainings.put(
          QUANTILE,
          progress -> {
            try (var model = family.train(train, later, settings, run(progress))) {
              return new TreeMap<>();
            }
          });
    }
    return trainings;
  }

  private static boolean isNet(Hyperparameters settings) {
    return settings.byName().containsKey("epochs");
  }

  private static TrainingRun run(TrainingProgress progress) {
    return new TrainingRun(1, 1, progress, null);
  }

  private Hyperparameters settings(String family, Hyperparameters defaults) {
    Map<String, String> changed = new TreeMap<>();
    hyper.forEach(
        (name, value) -> {
          if (name.startsWith(family + ".")) {
            changed.put(name.substring(family.length() + 1), value);
          }
        });
    return defaults.with(changed);
  }

  private static Took timed(String id, Training training) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    AtomicInteger rounds = new AtomicInteger();
    long began = System.nanoTime();
    long worked = threads.getCurrentThreadCpuTime();
    SortedMap<String, Double> figures =
        training.run((family, done, of, loss, validationLoss) -> rounds.set(done));
    double wall = (System.nanoTime() - began) / 1e9;
    double cpu = (threads.getCurrentThreadCpuTime() - worked) / 1e9;
    Double loss = figures.get("validation_log_loss");
    String note = rounds + " rounds" + (loss == null ? "" : String.format(", loss %.5f", loss));
    return new Took(id, wall, cpu, note);
  }
}
