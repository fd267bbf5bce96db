package io.cryptoscalp.gateway.archive;

import io.cryptoscalp.gateway.publish.MarketMessage;
import io.cryptoscalp.gateway.replay.Recording;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Recorded frames of one instrument, byte for byte. */
public final class RecordedUnit implements FrameReader {
  private final ArchiveFile of;
  private final int number;
  private final Recording recording;
  private long frames;

  /**
   * Opens the recording.
   *
   * @param of its path is the recording's folder or file; venue and symbol say whose frames
   * @param reports told, with file and line, what could not be taken as it stands
   */
  public RecordedUnit(ArchiveFile of, Consumer<String> reports) throws IOException {
    this.of = of;
    this.number = of.number();
    recording =
        Recording.open(
            of.file(),
            null,
            reports,
            (venue, symbol) -> venue == of.venue() && symbol.equals(of.symbol()));
  }

  @Override
  public @Nullable ArchivedFrame next() throws IOException {
    while (true) {
      MarketMessage message = recording.next();
      if (message == null) {
        return null;
      }
      if (message.venue() == of.venue() && message.symbol().equals(of.symbol())) {
        return new ArchivedFrame(message, number, frames++, null, null);
      }
    }
  }

  @Override
  public void close() throws IOException {
    recording.close();
  }
}
