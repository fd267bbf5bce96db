package io.cryptoscalp.jobs.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Kinds of history that is read. */
enum HistorySource {
  FRAMES,
  BINANCE_ARCHIVE,
  TARDIS,
  PARQUET,
  KAFKA;

  /** As users write it. */
  String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Reads the kind as users write it. */
  static final class Reader implements ITypeConverter<HistorySource> {
    @Override
    public HistorySource convert(String text) {
      for (HistorySource source : values()) {
        if (source.id().equals(text.toLowerCase(Locale.ROOT).replace('_', '-'))) {
          return source;
        }
      }
      List<String> expected = Arrays.stream(values()).map(HistorySource::id).toList();
      throw new TypeConversionException("SOURCE_UNKNOWN: source=" + text + " expected=" + expected);
    }
  }
}
