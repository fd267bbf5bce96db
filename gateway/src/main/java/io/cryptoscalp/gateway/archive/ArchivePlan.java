package io.cryptoscalp.gateway.archive;

import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What a backfill will read, known before it begins.
 *
 * @param instruments by id
 * @param unknown symbols that the catalogue lacks
 * @param superseded files that say what others of the same day say better
 */
public record ArchivePlan(
    List<InstrumentHistory> instruments, Set<String> unknown, List<String> superseded)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * Orders files into units.
   *
   * @param files in any order
   * @param catalogue knows the symbols
   * @param wanted which instrument ids to take
   * @param from first day, {@link LocalDate#MIN} for all
   * @param to day behind the last, {@link LocalDate#MAX} for all
   */
  public static ArchivePlan of(
      List<ArchiveFile> files,
      InstrumentCatalogue catalogue,
      Predicate<String> wanted,
      LocalDate from,
      LocalDate to) {
    Map<String, List<ArchiveFile>> byInstrument = new TreeMap<>();
    Set<String> unknown = new TreeSet<>();
    for (ArchiveFile file : files) {
      Instrument instrument = catalogue.find(file.venue(), file.symbol());
      if (instrument == null) {
        unknown.add(file.venue().id() + ":" + file.symbol());
      } else if (wanted.test(instrument.id())
          && file.from().isBefore(to)
          && file.to().isAfter(from)) {
        byInstrument.computeIfAbsent(instrument.id(), id -> new ArrayList<>()).add(file);
      }
    }
    List<InstrumentHistory> histories = new ArrayList<>();
    List<String> superseded = new ArrayList<>();
    byInstrument.forEach(
        (id, own) -> {
          List<ArchiveFile> used = distinct(own, superseded);
          histories.add(new InstrumentHistory(id, units(used), missing(used, from, to)));
        });
    return new ArchivePlan(List.copyOf(histories), unknown, List.copyOf(superseded));
  }

  /**
   * Leaves out what would be told twice: a day that a month's file has as well, quotes of a book
   * beside the venue's own, snapshots of a book beside its changes, and coarser candles.
   */
  private static List<ArchiveFile> distinct(List<ArchiveFile> files, List<String> superseded) {
    Set<ArchiveType> types = EnumSet.noneOf(ArchiveType.class);
    files.forEach(file -> types.add(file.type()));
    List<ArchiveFile> sorted = new ArrayList<>(files);
    sorted.sort(
        Comparator.comparing(ArchiveFile::type)
            .thenComparing(ArchiveFile::from)
            .thenComparing(ArchiveFile::to, Comparator.reverseOrder())
            .thenComparing(ArchiveFile::interval, ArchivePlan::byLength)
            .thenComparing(ArchiveFile::name));
    List<ArchiveFile> used = new ArrayList<>();
    Map<ArchiveType, LocalDate> reached = new TreeMap<>();
    for (ArchiveFile file : sorted) {
      LocalDate end = reached.getOrDefault(file.type(), LocalDate.MIN);
      boolean told = !file.type().isRaw() && file.from().isBefore(end);
      if (told || isPoorer(file.type(), types)) {
        superseded.add(file.name());
      } else {
        used.add(file);
        reached.put(file.type(), file.to());
      }
    }
    return used;
  }

  private static int byLength(String left, String right) {
    return Long.compare(minutes(left), minutes(right));
  }

  private static long minutes(String interval) {
    if (interval.isEmpty()) {
      return 0;
    }
    String unit = interval.replaceAll("\\d", "");
    long number = Long.parseLong(interval.replaceAll("\\D", ""));
    return switch (unit) {
      case "s" -> 0;
      case "m" -> number;
      case "h" -> number * 60;
      case "d" -> number * 1440;
      case "w" -> number * 10_080;
      default -> number * 43_200;
    };
  }

  private static boolean isPoorer(ArchiveType type, Set<ArchiveType> all) {
    return switch (type) {
      case TARDIS_QUOTES -> all.contains(ArchiveType.TARDIS_BOOK_TICKER);
      case TARDIS_BOOK_SNAPSHOT_25 -> all.contains(ArchiveType.TARDIS_INCREMENTAL_BOOK);
      case TARDIS_BOOK_SNAPSHOT_5 ->
          all.contains(ArchiveType.TARDIS_INCREMENTAL_BOOK)
              || all.contains(ArchiveType.TARDIS_BOOK_SNAPSHOT_25);
      default -> false;
    };
  }

  private static List<ArchiveUnit> units(List<ArchiveFile> files) {
    List<ArchiveFile> sorted = new ArrayList<>(files);
    sorted.sort(Comparator.comparing(ArchiveFile::from).thenComparing(ArchiveFile::name));
    List<ArchiveUnit> units = new ArrayList<>();
    List<ArchiveFile> open = new ArrayList<>();
    LocalDate end = LocalDate.MIN;
    for (ArchiveFile file : sorted) {
      if (!open.isEmpty() && !file.from().isBefore(end)) {
        units.add(unit(open, end));
        open.clear();
      }
      open.add(file);
      end = file.to().isAfter(end) ? file.to() : end;
    }
    if (!open.isEmpty()) {
      units.add(unit(open, end));
    }
    return List.copyOf(units);
  }

  private static ArchiveUnit unit(List<ArchiveFile> files, LocalDate end) {
    List<ArchiveFile> byName = new ArrayList<>(files);
    byName.sort(Comparator.comparing(ArchiveFile::name));
    return new ArchiveUnit(files.get(0).from(), end, List.copyOf(byName));
  }

  /** Days without a file, between the first and the last day asked for (or found). */
  private static Map<String, List<LocalDate>> missing(
      List<ArchiveFile> files, LocalDate from, LocalDate to) {
    Map<ArchiveType, List<ArchiveFile>> byType =
        files.stream()
            .filter(file -> !file.type().isRaw())
            .collect(Collectors.groupingBy(ArchiveFile::type, TreeMap::new, Collectors.toList()));
    Map<String, List<LocalDate>> missing = new TreeMap<>();
    LocalDate first = from;
    LocalDate last = to;
    for (ArchiveFile file : files) {
      first = first.equals(LocalDate.MIN) || file.from().isBefore(first) ? file.from() : first;
      last = last.equals(LocalDate.MAX) || file.to().isAfter(last) ? file.to() : last;
    }
    LocalDate start = from.equals(LocalDate.MIN) ? first : from;
    LocalDate end = to.equals(LocalDate.MAX) ? last : to;
    byType.forEach(
        (type, own) -> {
          List<LocalDate> days = new ArrayList<>();
          for (LocalDate day = start; day.isBefore(end); day = day.plusDays(1)) {
            LocalDate at = day;
            if (own.stream().noneMatch(f -> !f.from().isAfter(at) && f.to().isAfter(at))) {
              days.add(day);
            }
          }
          if (!days.isEmpty()) {
            missing.put(type.id(), List.copyOf(days));
          }
        });
    return missing;
  }
}
