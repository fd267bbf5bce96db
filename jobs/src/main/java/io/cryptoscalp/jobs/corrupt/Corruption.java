package io.cryptoscalp.jobs.corrupt;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A copy of a folder of recordings with known defects, and a manifest that names each. Files are
 * those that a replay reads, {@code <market>-<symbol>} with any extension, plain or gzip; others
 * are left out. The same input, seed, kinds and rate make the same bytes. Memory holds a file at a
 * time.
 */
public final class Corruption {
  private static final Pattern NAME =
      Pattern.compile("(spot|usdm|coinm)-[A-Za-z0-9_]+(\\.[A-Za-z0-9.]+)?");

  private Corruption() {}

  /**
   * Writes the copy.
   *
   * @param input a folder, searched with everything below it
   * @param output a folder, created when it is absent
   * @param seed decides what is planted where
   * @param kinds what may be planted
   * @param rate probability that a defect begins at a message that it fits, above 0, at most 0.5
   * @return what was planted, in order of files and lines; also in the manifest
   * @throws NoSuchFileException when the input holds no recorded file
   */
  public static List<Defect> plant(
      Path input, Path output, long seed, Set<DefectKind> kinds, double rate) throws IOException {
    Path root = input.toAbsolutePath().normalize();
    List<Path> files;
    try (Stream<Path> walk = Files.walk(root)) {
      files =
          walk.filter(Files::isRegularFile)
              .filter(file -> NAME.matcher(String.valueOf(file.getFileName())).matches())
              .sorted()
              .toList();
    }
    if (files.isEmpty()) {
      throw new NoSuchFileException(
          input.toString(), null, "no recorded file (usdm-btcusdt.gz, ...) here");
    }
    List<Defect> defects = new ArrayList<>();
    Predicate<String> exists =
        name -> !root.equals(files.get(0)) && Files.exists(root.resolve(name));
    for (Path file : files) {
      String name =
          root.equals(file)
              ? String.valueOf(file.getFileName())
              : root.relativize(file).toString().replace('\\', '/');
      Corruptor corruptor =
          new Corruptor(name, seed, kinds, rate, PeerFiles.isChosen(name, seed, exists));
      boolean gzip = name.endsWith(".gz");
      write(output.resolve(name), gzip, corruptor.corrupt(read(file, gzip)));
      defects.addAll(corruptor.defects());
    }
    Manifest.write(output, defects);
    return List.copyOf(defects);
  }

  private static List<String> read(Path file, boolean gzip) throws IOException {
    List<String> lines = new ArrayList<>();
    try (InputStream raw = Files.newInputStream(file);
        InputStream in = gzip ? new GZIPInputStream(raw, 1 << 16) : raw;
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.ISO_8859_1))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(line);
      }
    }
    return lines;
  }

  private static void write(Path file, boolean gzip, List<String> lines) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    try (OutputStream raw = Files.newOutputStream(file);
        OutputStream out = gzip ? new GZIPOutputStream(raw, 1 << 16) : raw;
        BufferedWriter writer =
            new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.ISO_8859_1))) {
      for (String line : lines) {
        writer.write(line);
        writer.write('\n');
      }
    }
  }
}
