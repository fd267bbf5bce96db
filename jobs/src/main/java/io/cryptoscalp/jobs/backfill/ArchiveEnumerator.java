package io.cryptoscalp.jobs.backfill;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.jspecify.annotations.Nullable;

/**
 * Deals all splits out at the start, the largest first, each to the reader that has the least to
 * read: a reader merges its instruments by time, so that it must know all of them.
 */
final class ArchiveEnumerator implements SplitEnumerator<ArchiveSplit, ArchiveEnumerator.State> {
  /** Splits that no reader has. */
  record State(ArrayList<ArchiveSplit> open) implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  private final SplitEnumeratorContext<ArchiveSplit> context;
  private final List<List<ArchiveSplit>> dealt = new ArrayList<>();
  private final long[] load;
  private final Paces paces;

  ArchiveEnumerator(SplitEnumeratorContext<ArchiveSplit> context, List<ArchiveSplit> splits) {
    this.context = context;
    this.load = new long[context.currentParallelism()];
    this.paces = new Paces(load.length);
    for (int i = 0; i < load.length; i++) {
      dealt.add(new ArrayList<>());
    }
    List<ArchiveSplit> sorted = new ArrayList<>(splits);
    sorted.sort(
        Comparator.comparingLong((ArchiveSplit split) -> -split.history().bytes())
            .thenComparing(ArchiveSplit::splitId));
    sorted.forEach(this::deal);
  }

  private void deal(ArchiveSplit split) {
    int least = 0;
    for (int i = 1; i < load.length; i++) {
      least = load[i] < load[least] ? i : least;
    }
    load[least] += Math.max(1, split.history().bytes());
    dealt.get(least).add(split);
  }

  @Override
  public void start() {}

  @Override
  public void handleSplitRequest(int subtask, @Nullable String host) {}

  @Override
  public void addSplitsBack(List<ArchiveSplit> splits, int subtask) {
    dealt.get(subtask).addAll(splits);
  }

  @Override
  public void addReader(int subtask) {
    paces.begins(subtask);
    List<ArchiveSplit> own = new ArrayList<>(dealt.get(subtask));
    dealt.get(subtask).clear();
    for (ArchiveSplit split : own) {
      context.assignSplit(split, subtask);
    }
    context.signalNoMoreSplits(subtask);
  }

  @Override
  public void handleSourceEvent(int subtask, SourceEvent event) {
    if (!(event instanceof PaceEvent pace)) {
      throw new IllegalArgumentException("not an event of readers: " + event);
    }
    paces.told(subtask, pace, this::tell);
  }

  /** A reader that is gone begins anew. */
  private void tell(int subtask, PaceEvent event) {
    if (context.registeredReaders().containsKey(subtask)) {
      context.sendEventToSourceReader(subtask, event);
    }
  }

  @Override
  public State snapshotState(long checkpointId) {
    ArrayList<ArchiveSplit> open = new ArrayList<>();
    dealt.forEach(open::addAll);
    return new State(open);
  }

  @Override
  public void close() {}
}
