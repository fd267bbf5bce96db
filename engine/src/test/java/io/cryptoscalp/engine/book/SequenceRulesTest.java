package io.cryptoscalp.engine.book;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.market.MarketFrame;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Is each diff used, kept, left out or found to be missing as the venue's documents say? A line is
 * a script: {@code S100} a snapshot of id 100, {@code 101-105} a diff of updates 101 to 105, {@code
 * 101-105<100} one whose predecessor ended at 100; then what the last frame came to, the state and
 * the book's id.
 */
class SequenceRulesTest {
  @ParameterizedTest
  @CsvSource({
    // The snapshot first.
    "S100 101-105, APPLIED, SYNCED, 105",
    "S100 99-101, APPLIED, SYNCED, 101",
    "S100 90-100, COVERED, SYNCED, 100",
    "S100 90-100 99-105, APPLIED, SYNCED, 105",
    "S100 102-105, GAP, RESYNC, 100",
    // Diffs wait for it; old ones are dropped, the one that straddles it is used.
    "90-95 96-103, BUFFERED, AWAITING_SNAPSHOT, -1",
    "90-95 96-103 S100, APPLIED, SYNCED, 103",
    "90-95 96-103 104-110 S95, APPLIED, SYNCED, 110",
    "90-95 96-103 S103 104-110, APPLIED, SYNCED, 110",
    "90-95 96-103 S200, APPLIED, SYNCED, 200",
    "90-95 96-103 S80, GAP, RESYNC, 80",
    "90-95 97-103 S92, GAP, RESYNC, 95",
    "96-103 90-95, STALE, AWAITING_SNAPSHOT, -1",
    "96-103 96-103, DUPLICATE, AWAITING_SNAPSHOT, -1",
    // In step.
    "S100 101-105 106-106, APPLIED, SYNCED, 106",
    "S100 101-105 107-109, GAP, RESYNC, 105",
    "S100 101-105 105-109, GAP, RESYNC, 105",
    "S100 101-105 101-105, DUPLICATE, SYNCED, 105",
    "S100 101-105 106-109 101-105, STALE, SYNCED, 109",
    // A gap is reported once; what follows waits for a snapshot and is bridged to it.
    "S100 101-105 107-109 110-112, BUFFERED, RESYNC, 105",
    "S100 101-105 107-109 110-112 S108, APPLIED, SYNCED, 112",
    "S100 101-105 107-109 110-112 S106, APPLIED, SYNCED, 112",
    "S100 101-105 107-109 110-112 S104, GAP, RESYNC, 104",
    // Snapshots of a book in step.
    "S100 101-105 S104, STALE, SYNCED, 105",
    "S100 101-105 S105, DUPLICATE, SYNCED, 105",
    "S100 101-105 S120 121-125, APPLIED, SYNCED, 125",
  })
  void spot(String script, BookBuilder.Outcome last, BookBuilder.State state, long id) {
    check(Venue.BINANCE_SPOT, script, last, state, id);
  }

  @ParameterizedTest
  @CsvSource({
    "S100 95-105<94, APPLIED, SYNCED, 105",
    "S100 100-105<94, APPLIED, SYNCED, 105",
    "S100 95-100<94, APPLIED, SYNCED, 100",
    "S100 90-99<80, COVERED, SYNCED, 100",
    // A snapshot that ends where a diff did: the next one begins behind it and names it.
    "S100 101-105<100, APPLIED, SYNCED, 105",
    "S100 140-155<100, APPLIED, SYNCED, 155",
    "S100 140-155<99, GAP, RESYNC, 100",
    "S100 101-105<101, GAP, RESYNC, 100",
    // Diffs wait for it.
    "90-95<80 98-103<95, BUFFERED, AWAITING_SNAPSHOT, -1",
    "90-95<80 98-103<95 S100, APPLIED, SYNCED, 103",
    "90-95<80 98-103<95 S95, APPLIED, SYNCED, 103",
    "90-95<80 98-103<95 S96, GAP, RESYNC, 96",
    "90-95<80 98-103<95 S200, APPLIED, SYNCED, 200",
    "90-95<80 98-103<95 S200 198-203<103, APPLIED, SYNCED, 203",
    "98-103<95 90-95<80, STALE, AWAITING_SNAPSHOT, -1",
    // In step the first id may leave updates of other instruments out.
    "S100 95-105<94 140-150<105, APPLIED, SYNCED, 150",
    "S100 95-105<94 106-150<106, GAP, RESYNC, 105",
    "S100 95-105<94 106-150<104, GAP, RESYNC, 105",
    "S100 95-105<94 95-105<94, DUPLICATE, SYNCED, 105",
    "S100 95-105<94 140-150<105 95-105<94, STALE, SYNCED, 150",
    "S100 95-105<94 140-150<120 160-170<150, BUFFERED, RESYNC, 105",
    "S100 95-105<94 140-150<120 160-170<150 S165, APPLIED, SYNCED, 170",
    "S100 95-105<94 140-150<120 160-170<150 S150, APPLIED, SYNCED, 170",
    "S100 95-105<94 140-150<120 160-170<150 S130, GAP, RESYNC, 130",
  })
  void futures(String script, BookBuilder.Outcome last, BookBuilder.State state, long id) {
    check(Venue.BINANCE_USDM, script, last, state, id);
    check(Venue.BINANCE_COINM, script, last, state, id);
  }

  @ParameterizedTest
  @CsvSource({
    // Three diffs fit: the oldest leaves, and the snapshot has to reach what is left.
    "101-110 111-120 121-130 131-140 S115, APPLIED, SYNCED, 140",
    "101-110 111-120 121-130 131-140 S105, GAP, RESYNC, 105",
  })
  void theBufferIsBounded(
      String script, BookBuilder.Outcome last, BookBuilder.State state, long id) {
    check(Venue.BINANCE_SPOT, script, last, state, id);
  }

  /** Plays the script once through and once with a restore after every frame. */
  private static void check(
      Venue venue, String script, BookBuilder.Outcome last, BookBuilder.State state, long id) {
    for (boolean restoring : new boolean[] {false, true}) {
      BookBuilder builder = new BookBuilder(venue, 10, 3);
      BookBuilder.Outcome outcome = null;
      for (String word : script.trim().split(" ")) {
        outcome = feed(builder, word);
        if (restoring) {
          StateWriter out = new StateWriter();
          builder.write(out);
          builder = new BookBuilder(venue, 10, 3);
          builder.read(new StateReader(out.toByteArray()));
        }
      }
      assertThat(outcome).as(script).isEqualTo(last);
      assertThat(builder.state()).as(script).isEqualTo(state);
      assertThat(builder.lastUpdateId()).as(script).isEqualTo(id);
      if (state == BookBuilder.State.SYNCED) {
        // Every frame says at the same bid price which update it was the last of.
        assertThat(builder.book().bidQuantityAt(500)).as(script).isEqualTo(id);
      }
    }
  }

  private static BookBuilder.Outcome feed(BookBuilder builder, String word) {
    MarketFrame frame = new MarketFrame();
    if (word.startsWith("S")) {
      frame.reset(FrameKind.DEPTH_SNAPSHOT);
      frame.lastId = Long.parseLong(word.substring(1));
      frame.firstId = frame.lastId;
      frame.addBid(500, frame.lastId);
      return builder.onSnapshot(frame);
    }
    frame.reset(FrameKind.DEPTH_DIFF);
    int dash = word.indexOf('-');
    int previous = word.indexOf('<');
    frame.firstId = Long.parseLong(word.substring(0, dash));
    frame.lastId =
        Long.parseLong(word.substring(dash + 1, previous < 0 ? word.length() : previous));
    frame.previousId = previous < 0 ? -1 : Long.parseLong(word.substring(previous + 1));
    frame.addBid(500, frame.lastId);
    return builder.onDiff(frame);
  }
}
