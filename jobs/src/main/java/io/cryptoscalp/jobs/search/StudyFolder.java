package io.cryptoscalp.jobs.search;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A study on disk: {@code study.json}, its specification, and {@code trials.jsonl}, a line a
 * generation. A line that a kill tore is left out, and its generation tried again.
 */
public final class StudyFolder {
  /** Format that is written. */
  public static final int FORMAT = 2;

  /** The first one: specifications did not name their instruments. */
  private static final int UNNAMED = 1;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  /** The file of what became of a study; there is none before. */
  public static final String VERDICT = "verdict.json";

  private final Path folder;

  /** Length of the whole lines of the trials. */
  private long whole;

  private record Content(int format, StudySpec study) {}

  /** A generation of trials, in the order asked for. */
  public record Generation(int generation, List<TrialOutcome> trials) {
    /** Copies. */
    public Generation {
      trials = List.copyOf(trials);
    }
  }

  /** A folder; nothing is read yet. */
  public StudyFolder(Path folder) {
    this.folder = folder;
  }

  /** A file of the study. */
  public Path file(String name) {
    return folder.resolve(name);
  }

  /** True when a study was begun here. */
  public boolean begun() {
    return Files.exists(file("study.json"));
  }

  /**
   * Begins a study.
   *
   * @throws StudyException {@code STUDY_EXISTS}
   */
  public void begin(StudySpec spec) throws IOException {
    if (begun()) {
      throw new StudyException("STUDY_EXISTS: folder=" + folder + " (--resume goes on with it)");
    }
    Files.createDirectories(folder);
    write("study.json", specLine(spec));
  }

  /**
   * Brings back a study that was kept elsewhere.
   *
   * @param spec what {@link #specLine} wrote
   * @param generations what {@link #line} wrote, a line each
   * @param verdict of a study that was judged, else empty
   */
  public void restore(String spec, String generations, String verdict) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(file("trials.jsonl"), generations);
    if (!verdict.isEmpty()) {
      write(VERDICT, verdict);
    }
    write("study.json", spec);
  }

  /** A specification as JSON. */
  public static String specLine(StudySpec spec) {
    return json(new Content(FORMAT, spec));
  }

  /**
   * The specification.
   *
   * @throws StudyException {@code STUDY_FILE_INVALID}, {@code STUDY_MISSING}
   */
  public StudySpec spec() throws IOException {
    if (!begun()) {
      throw new StudyException("STUDY_MISSING: folder=" + folder);
    }
    return spec(Files.readString(file("study.json")));
  }

  /**
   * The specification that {@link #specLine} wrote, or an earlier version of it.
   *
   * @throws StudyException {@code STUDY_FILE_INVALID}
   */
  public static StudySpec spec(String line) {
    ObjectNode content = parse(line, ObjectNode.class, "study.json");
    int format = content.path("format").asInt();
    if (format == UNNAMED && content.get("study") instanceof ObjectNode study) {
      study.putArray("instruments");
    } else if (format != FORMAT) {
      throw new StudyException(
          "STUDY_FILE_INVALID: file=study.json format=" + format + " expected=" + FORMAT);
    }
    return parse(content.put("format", FORMAT).toString(), Content.class, "study.json").study();
  }

  /**
   * Generations that are done.
   *
   * @throws StudyException {@code STUDY_FILE_INVALID}, naming the line
   */
  public List<Generation> generations() throws IOException {
    Path file = file("trials.jsonl");
    List<Generation> generations = new ArrayList<>();
    whole = 0;
    if (!Files.exists(file)) {
      return generations;
    }
    String content = Files.readString(file);
    int end = content.lastIndexOf('\n') + 1;
    String kept = content.substring(0, end);
    whole = kept.getBytes(StandardCharsets.UTF_8).length;
    String[] lines = kept.split("\n");
    for (int i = 0; end > 0 && i < lines.length; i++) {
      Generation read = parse(lines[i], Generation.class, "trials.jsonl:" + (i + 1));
      if (read.generation() != i) {
        throw new StudyException("STUDY_FILE_INVALID: file=trials.jsonl:" + (i + 1));
      }
      generations.add(read);
    }
    return generations;
  }

  /** A generation as JSON. */
  public static String line(Generation generation) {
    return json(generation);
  }

  /** Adds a generation to those last read or added, and sees it on disk. */
  void append(Generation generation) throws IOException {
    ByteBuffer line = ByteBuffer.wrap((line(generation) + "\n").getBytes(StandardCharsets.UTF_8));
    int length = line.remaining();
    try (FileChannel channel =
        FileChannel.open(
            file("trials.jsonl"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.truncate(whole);
      channel.position(whole);
      while (line.hasRemaining()) {
        channel.write(line);
      }
      channel.force(true);
    }
    whole += length;
  }

  /** Writes a file whole or not at all. */
  public void write(String name, String content) throws IOException {
    Path next = file(name + ".next");
    Files.writeString(next, content + "\n");
    Files.move(
        next, file(name), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Reads a record that {@link #json} wrote. */
  static <T> T parse(String text, Class<T> type, String where) {
    try {
      return MAPPER.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new StudyException(
          "STUDY_FILE_INVALID: file=" + where + " cause=" + e.getOriginalMessage(), e);
    }
  }

  /** A record as one line of JSON. */
  static String json(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot be written as JSON", e);
    }
  }
}
