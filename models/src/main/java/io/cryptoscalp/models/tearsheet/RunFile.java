package io.cryptoscalp.models.tearsheet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cryptoscalp.engine.performance.RunRecord;
import io.cryptoscalp.models.ModelException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Files of runs: JSON as written here, or CSV of returns or of trades, told apart by their name and
 * header ({@link RunCsv}).
 */
public final class RunFile {
  /** Format that is written. */
  public static final int FORMAT = 1;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private RunFile() {}

  /** The file: a format and a run. */
  private record Content(int format, RunRecord run) {}

  /** The bytes of a run as JSON; equal runs give equal bytes. */
  public static byte[] write(RunRecord run) {
    try {
      return (MAPPER.writeValueAsString(new Content(FORMAT, run)) + "\n")
          .getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a run cannot be written", e);
    }
  }

  /**
   * Reads a run.
   *
   * @throws ModelException {@code RUN_FILE_INVALID}, naming file and cause
   */
  public static RunRecord read(Path file) {
    try {
      byte[] content = Files.readAllBytes(file);
      String name = file.getFileName().toString();
      return name.toLowerCase(Locale.ROOT).endsWith(".csv")
          ? RunCsv.read(name, content)
          : parse(content);
    } catch (IOException e) {
      throw new ModelException("RUN_FILE_INVALID", "file=" + file + " cause=unreadable", e);
    } catch (ModelException e) {
      throw new ModelException(e.code(), "file=" + file + " " + e.getMessage(), e);
    }
  }

  static RunRecord parse(byte[] content) {
    try {
      int format = MAPPER.readTree(content).path("format").asInt();
      if (format != FORMAT) {
        throw new ModelException("RUN_FILE_INVALID", "format=" + format + " expected=" + FORMAT);
      }
      return MAPPER.readValue(content, Content.class).run();
    } catch (ValueInstantiationException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new ModelException("RUN_FILE_INVALID", "cause=" + cause.getMessage(), e);
    } catch (JsonProcessingException e) {
      throw new ModelException("RUN_FILE_INVALID", "cause=" + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new ModelException("RUN_FILE_INVALID", "cause=" + e.getMessage(), e);
    }
  }
}
