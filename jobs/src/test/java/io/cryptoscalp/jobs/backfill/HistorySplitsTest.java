package io.cryptoscalp.jobs.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.gateway.archive.ArchiveUnit;
import io.cryptoscalp.gateway.archive.InstrumentHistory;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which days belong to a part, which warm it up, and how many frames lie before it. */
final class HistorySplitsTest {
  private static final LocalDate FIRST = LocalDate.of(2024, 1, 1);

  private static InstrumentHistory days(int count) {
    List<ArchiveUnit> units = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      units.add(new ArchiveUnit(FIRST.plusDays(i), FIRST.plusDays(i + 1L), List.of()));
    }
    return new InstrumentHistory("A", units, Map.of());
  }

  @Test
  void everyDayIsOwnedOnceAndSequencesGoOn() {
    long[] frames = {10, 20, 30, 40, 50};

    List<ArchiveSplit> parts = HistorySplits.parts(days(5), new DaySplit(2, 1), frames);

    assertThat(parts)
        .extracting(ArchiveSplit::splitId)
        .containsExactly("A@2024-01-01", "A@2024-01-03", "A@2024-01-05");
    assertThat(parts).extracting(part -> part.history().units().size()).containsExactly(2, 3, 2);
    assertThat(parts)
        .extracting(ArchiveSplit::part)
        .containsExactly(
            new ArchiveSplit.Part("2024-01-01", 0, 0, 0),
            new ArchiveSplit.Part("2024-01-03", 1, 10, 30),
            new ArchiveSplit.Part("2024-01-05", 1, 60, 100));
    assertThat(parts.get(1).isWarmUp(0)).isTrue();
    assertThat(parts.get(1).isWarmUp(1)).isFalse();
  }

  @Test
  void warmUpReachesBackToTheBeginningAtMost() {
    List<ArchiveSplit> parts =
        HistorySplits.parts(days(3), new DaySplit(1, 9), new long[] {1, 2, 3});

    assertThat(parts).extracting(part -> part.history().units().size()).containsExactly(1, 2, 3);
    assertThat(parts).extracting(part -> part.part().before()).containsOnly(0L);
    assertThat(parts).extracting(part -> part.part().beforeOwn()).containsExactly(0L, 1L, 3L);
  }
}
