package io.cryptoscalp.gateway.archive;

import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.gateway.publish.MarketMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The files of one instrument that cover one span, merged by time; at equal times settled funding
 * rates come first, then the order of {@link ArchiveType} and of names. What comes out depends on
 * the files alone. Memory: one row and one buffer a file.
 *
 * <p>A mark price made of a candle gets the funding rate that was settled last before it. The first
 * ones of a span, before its first settlement, have none.
 */
public final class MergedUnit implements FrameReader {
  private static final byte[] NO_FUNDING = {'}'};
  private static final long NS_PER_S = 1_000_000_000L;

  private final List<RowReader> readers = new ArrayList<>();
  private final PriorityQueue<Head> heads = new PriorityQueue<>();
  private byte[] funding = NO_FUNDING;
  private long reachedNs;

  private record Head(ArchivedFrame frame, int order, RowReader reader)
      implements Comparable<Head> {
    @Override
    public int compareTo(Head other) {
      int byTime =
          Long.compare(frame.message().receiveTimeNs(), other.frame.message().receiveTimeNs());
      return byTime != 0 ? byTime : Integer.compare(order, other.order);
    }
  }

  /**
   * Opens the files.
   *
   * @throws IOException when one cannot be opened
   */
  public MergedUnit(List<ArchiveFile> files) throws IOException {
    List<ArchiveFile> ordered = new ArrayList<>(files);
    ordered.sort(
        Comparator.comparing((ArchiveFile file) -> file.type() != ArchiveType.FUNDING_RATE)
            .thenComparing(ArchiveFile::type)
            .thenComparing(ArchiveFile::name));
    try {
      for (ArchiveFile file : ordered) {
        RowReader reader = new RowReader(file);
        readers.add(reader);
        push(reader, readers.size() - 1);
      }
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private void push(RowReader reader, int order) throws IOException {
    ArchivedFrame frame = reader.next();
    if (frame != null) {
      heads.add(new Head(frame, order, reader));
    }
  }

  @Override
  public @Nullable ArchivedFrame next() throws IOException {
    while (true) {
      Head head = heads.poll();
      if (head == null) {
        return null;
      }
      push(head.reader(), head.order());
      ArchivedFrame frame = head.frame();
      if (frame.message().stream().equals(SideFormat.FUNDING)) {
        funding = frame.message().payload();
      } else {
        return stamped(frame);
      }
    }
  }

  /**
   * A row a little behind the one before it (rows of a file may swap) was received no earlier; one
   * far behind is left to the clock's rules.
   */
  private ArchivedFrame stamped(ArchivedFrame frame) {
    MarketMessage message = frame.message();
    byte[] payload = message.payload();
    if (message.stream().equals(FrameKind.MARK_PRICE.stream()) && isOpen(payload)) {
      payload = Arrays.copyOf(payload, payload.length + funding.length);
      System.arraycopy(funding, 0, payload, payload.length - funding.length, funding.length);
    }
    long time = message.receiveTimeNs();
    boolean late = time < reachedNs && reachedNs - time < NS_PER_S;
    long received = late ? reachedNs : time;
    reachedNs = Math.max(reachedNs, time);
    if (received == time && payload == message.payload()) {
      return frame;
    }
    MarketMessage changed =
        new MarketMessage(message.venue(), message.symbol(), message.stream(), received, payload);
    return new ArchivedFrame(changed, frame.file(), frame.line(), frame.code(), frame.detail());
  }

  private static boolean isOpen(byte[] payload) {
    return payload.length > 0 && payload[payload.length - 1] != '}';
  }

  @Override
  public List<FileTally> tallies() {
    List<FileTally> tallies = new ArrayList<>();
    for (RowReader reader : readers) {
      tallies.add(reader.tally());
    }
    return tallies;
  }

  @Override
  public void close() throws IOException {
    IOException failed = null;
    for (RowReader reader : readers) {
      try {
        reader.close();
      } catch (IOException e) {
        failed = e;
      }
    }
    if (failed != null) {
      throw failed;
    }
  }
}
