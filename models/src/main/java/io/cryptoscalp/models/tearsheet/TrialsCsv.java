package io.cryptoscalp.models.tearsheet;

import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Returns of the trials of a search: CSV with a header, a column for each trial, a row for each
 * period; a first column named {@code time} is left out.
 */
public final class TrialsCsv {
  private TrialsCsv() {}

  /**
   * The trials.
   *
   * @param names of the trials
   * @param returns of each trial by period, finite
   * @param hash digest of the file, hex
   */
  public record Trials(String[] names, double[][] returns, String hash) {}

  /**
   * Reads them.
   *
   * @throws ModelException {@code TRIALS_FILE_INVALID}, naming file and line
   */
  public static Trials read(Path file) {
    byte[] content;
    try {
      content = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new ModelException("TRIALS_FILE_INVALID", "file=" + file + " cause=unreadable", e);
    }
    String[] lines = new String(content, StandardCharsets.UTF_8).strip().split("\\R");
    String[] header = lines[0].split(",", -1);
    int first = header[0].strip().equals("time") ? 1 : 0;
    int trials = header.length - first;
    double[][] returns = new double[trials][lines.length - 1];
    String[] names = new String[trials];
    for (int t = 0; t < trials; t++) {
      names[t] = header[t + first].strip();
    }
    for (int i = 1; i < lines.length; i++) {
      String[] cells = lines[i].split(",", -1);
      if (cells.length != header.length) {
        throw invalid(file, i + 1, "cells=" + cells.length + " expected=" + header.length);
      }
      for (int t = 0; t < trials; t++) {
        returns[t][i - 1] = number(file, i + 1, cells[t + first].strip());
      }
    }
    return new Trials(names, returns, Sha256.hex(content));
  }

  private static double number(Path file, int line, String text) {
    try {
      double value = Double.parseDouble(text);
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw invalid(file, line, text + " is no number");
    }
    throw invalid(file, line, text + " is not finite");
  }

  private static ModelException invalid(Path file, int line, String cause) {
    return new ModelException(
        "TRIALS_FILE_INVALID", "file=" + file + " line=" + line + " cause=" + cause);
  }
}
