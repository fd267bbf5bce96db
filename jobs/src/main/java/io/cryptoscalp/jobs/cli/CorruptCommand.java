package io.cryptoscalp.jobs.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.jobs.corrupt.Corruption;
import io.cryptoscalp.jobs.corrupt.Defect;
import io.cryptoscalp.jobs.corrupt.DefectKind;
import io.cryptoscalp.jobs.corrupt.Detection;
import io.cryptoscalp.jobs.corrupt.Manifest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Copies of recordings with known defects. */
@Command(
    name = "corrupt",
    description =
        "Copy recordings with known defects planted, and write a manifest that names each"
            + " (manifest.jsonl). The same input, seed, kinds and rate give the same bytes.")
final class CorruptCommand implements Callable<Integer> {
  @ParentCommand private Main main = new Main();

  @Option(
      names = "--input",
      required = true,
      paramLabel = "DIR",
      description = "Recorded files, searched with everything below.")
  private Path input = Path.of(".");

  @Option(
      names = "--output",
      required = true,
      paramLabel = "DIR",
      description = "Folder to write to; must not be the input.")
  private Path output = Path.of(".");

  @Option(names = "--seed", description = "Decides everything (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(
      names = "--kinds",
      split = ",",
      paramLabel = "KIND",
      description =
          "What to plant: price-spike, size-spike, quote-spike, mark-spike, duplicated, reordered,"
              + " stuck, silent, crossed-quote, clock-skew, dropped, size-outlier, joint-outlier,"
              + " spread-blowout, rate-burst, rate-drop, clock-drift, cross-venue (default: all"
              + " of these), and, on one of two recordings of an asset, venue-apart and"
              + " venue-crossed.")
  private List<String> kinds = new ArrayList<>();

  @Option(
      names = "--rate",
      description = "Defects a message that they fit (default: ${DEFAULT-VALUE}).")
  private double rate = 0.001;

  @Option(
      names = "--measure",
      description = "Read the copy back and print how many defects feed and data quality find.")
  private boolean measure;

  @Override
  public Integer call() throws IOException {
    if (!(rate > 0) || rate > 0.5) {
      throw new CliException(ExitCodes.USAGE, "--rate is above 0 and at most 0.5.");
    }
    if (output.toAbsolutePath().normalize().equals(input.toAbsolutePath().normalize())) {
      throw new CliException(ExitCodes.USAGE, "--output must not be --input.");
    }
    List<Defect> defects = Corruption.plant(input, output, seed, kinds(), rate);
    if (measure) {
      print(Detection.measure(output));
    } else {
      print(defects);
    }
    return ExitCodes.OK;
  }

  private Set<DefectKind> kinds() {
    EnumSet<DefectKind> chosen = EnumSet.noneOf(DefectKind.class);
    for (String id : kinds) {
      DefectKind kind = DefectKind.ofId(id.trim());
      if (kind == null) {
        String known =
            String.join(", ", Arrays.stream(DefectKind.values()).map(DefectKind::id).toList());
        throw new CliException(ExitCodes.USAGE, "--kinds knows no " + id + ", only " + known + ".");
      }
      chosen.add(kind);
    }
    if (chosen.isEmpty()) {
      chosen = EnumSet.allOf(DefectKind.class);
      // They take the depth stream from the recording.
      chosen.removeIf(DefectKind::isBetweenVenues);
    }
    return chosen;
  }

  private void print(List<Defect> defects) {
    Map<DefectKind, Integer> counts = new EnumMap<>(DefectKind.class);
    defects.forEach(defect -> counts.merge(defect.kind(), 1, Integer::sum));
    List<List<String>> rows = new ArrayList<>();
    ObjectNode node = Json.object().put("manifest", output.resolve(Manifest.FILE).toString());
    ObjectNode planted = node.putObject("planted");
    counts.forEach(
        (kind, count) -> {
          rows.add(List.of(kind.id(), Integer.toString(count)));
          planted.put(kind.id(), count);
        });
    Tables.lines(List.of("kind", "planted"), List.of(false, true), rows).forEach(main::say);
    main.say("manifest " + output.resolve(Manifest.FILE));
    main.emit(node);
  }

  private void print(Detection detection) {
    List<List<String>> rows = new ArrayList<>();
    ObjectNode node = Json.object().put("manifest", output.resolve(Manifest.FILE).toString());
    detection
        .scores()
        .forEach(
            (kind, score) -> {
              rows.add(
                  List.of(
                      kind.id(),
                      Integer.toString(score.planted()),
                      Integer.toString(score.found()),
                      share(score.recall()),
                      share(score.precision()),
                      seconds(detection.delayNs(kind, 0.5)),
                      seconds(detection.delayNs(kind, 1))));
              ObjectNode counts =
                  node.putObject(kind.id())
                      .put("planted", score.planted())
                      .put("found", score.found())
                      .put("hits", score.hits())
                      .put("wrong", score.wrong());
              if (score.found() > 0) {
                counts.put("delayMedianNs", (long) detection.delayNs(kind, 0.5));
                counts.put("delayMaxNs", (long) detection.delayNs(kind, 1));
              }
            });
    Tables.lines(
            List.of("kind", "planted", "found", "recall", "precision", "median s", "worst s"),
            List.of(false, true, true, true, true, true, true),
            rows)
        .forEach(main::say);
    main.say("stray findings " + detection.stray().size());
    main.emit(node.put("stray", detection.stray().size()));
  }

  private static String seconds(double ns) {
    return Double.isNaN(ns) ? "-" : String.format(Locale.ROOT, "%.3f", ns / 1e9);
  }

  private static String share(double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.3f", value);
  }
}
