package io.cryptoscalp.gateway.publish;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Moves messages from a source to a sink in due time, with heartbeats in between.
 *
 * <p>Heartbeats go to every partition of every raw topic and are what the job's watermarks are made
 * of: a heartbeat of time {@code h} says that every message received before {@code h} stands before
 * it in its partition, so the watermark is {@code h - 1 ms}. Hence all partitions progress, silent
 * ones too, and the order in event time does not depend on the pace.
 *
 * <p>The progress file, if one is kept, names only what the sink acknowledged. A run that resumes
 * from it loses nothing; it may send again what was acknowledged after the last write of the file,
 * and the job drops those by their sequence numbers.
 */
public final class Publisher {
  private static final int PROGRESS_CHECK = 64;

  private final MessageSource source;
  private final MessageSink sink;
  private final PublisherOptions options;
  private final WallTime time;
  private final Pacer pacer;
  private final HeartbeatClock heartbeats;

  private volatile boolean stopping;
  private volatile boolean finished;
  private final LongAdder messages = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final LongAdder beats = new LongAdder();
  private volatile long firstReceiveTimeNs;
  private volatile long receiveTimeNs;

  private MessageSink.@Nullable Mark pendingMark;
  private @Nullable Progress pending;
  private long nextProgressNs;
  private int sinceProgress;
  private long lastBeatNs;

  /**
   * Creates it.
   *
   * @param resumed where an earlier run stopped, null for a fresh one; the source must already
   *     stand there
   */
  public Publisher(
      MessageSource source,
      MessageSink sink,
      PublisherOptions options,
      WallTime time,
      @Nullable Progress resumed) {
    this.source = source;
    this.sink = sink;
    this.options = options;
    this.time = time;
    this.pacer = new Pacer(options.speed(), time);
    this.heartbeats = new HeartbeatClock(options.heartbeatPeriod().toNanos());
    if (resumed != null && resumed.heartbeatNs() > 0) {
      heartbeats.resumeAfter(resumed.heartbeatNs());
      receiveTimeNs = resumed.receiveTimeNs();
    }
  }

  /**
   * Publishes until the source ends, the limit is reached or {@link #stop} is called; returns when
   * everything is acknowledged. May be called once.
   *
   * @throws IOException when the source cannot be read or the progress file not written
   * @throws PublishException when the sink cannot deliver
   */
  public PublisherStats run() throws IOException, InterruptedException {
    long limit = options.recordedLimit().toNanos();
    boolean ended = false;
    boolean cut = false;
    while (!stopping && !ended && !cut) {
      MarketMessage message = source.next();
      if (message == null) {
        ended = true;
      } else if (isBeyond(limit, message.receiveTimeNs())) {
        cut = true;
      } else {
        publish(message);
      }
    }
    finish(ended, cut);
    return stats();
  }

  private boolean isBeyond(long limit, long received) {
    if (firstReceiveTimeNs == 0) {
      firstReceiveTimeNs = received;
    }
    return limit > 0 && received - firstReceiveTimeNs >= limit;
  }

  private void publish(MarketMessage message) throws IOException, InterruptedException {
    long received = message.receiveTimeNs();
    for (long beat = heartbeats.next(received);
        beat != Long.MIN_VALUE;
        beat = heartbeats.next(received)) {
      await(beat);
      beat(beat);
    }
    await(received);
    sink.send(message);
    receiveTimeNs = received;
    bytes.add(message.payload().length);
    messages.increment();
    sinceProgress++;
    if (options.progressFile() != null && sinceProgress >= PROGRESS_CHECK) {
      sinceProgress = 0;
      keepProgress(options.progressFile());
    }
  }

  /** A message in hand when it is told to stop is still sent, but not waited for. */
  private void await(long recordedNs) throws InterruptedException {
    if (!stopping && recordedNs >= options.fastForwardUntilNs()) {
      pacer.await(recordedNs);
    }
  }

  private void finish(boolean ended, boolean cut) throws IOException {
    // A beat behind the last message would be wrong for what a resumed run still has to send.
    boolean closing = ended || options.progressFile() == null;
    if (closing && receiveTimeNs > 0 && !options.heartbeatPeriod().isZero()) {
      long last = Math.max(heartbeats.last(), heartbeats.after(receiveTimeNs));
      beat(last);
      if (!stopping && !options.finalHeartbeat().isZero()) {
        beat(Math.max(last, receiveTimeNs + options.finalHeartbeat().toNanos()));
      }
    }
    sink.flush();
    // A message beyond the limit was taken from the source but not sent: it must not count as done.
    if (options.progressFile() != null) {
      progress(cut ? source.positionBefore() : source.position()).write(options.progressFile());
    }
    finished = true;
  }

  private void beat(long beatNs) {
    sink.heartbeat(beatNs);
    lastBeatNs = beatNs;
    beats.increment();
  }

  /**
   * Sends the last heartbeat once more, after {@link #run} has returned. It changes nothing but
   * wakes consumers, which commit their offsets only between two polls.
   */
  public void repeatHeartbeat() {
    if (finished && lastBeatNs > 0) {
      sink.heartbeat(lastBeatNs);
    }
  }

  private Progress progress(Map<String, Long> position) {
    return new Progress(new TreeMap<>(position), receiveTimeNs, Math.max(0, heartbeats.last()));
  }

  private void keepProgress(Path file) throws IOException {
    if (pendingMark != null && pending != null) {
      if (pendingMark.isAcknowledged()) {
        pending.write(file);
        pendingMark = null;
      }
      return;
    }
    long now = time.nanoTime();
    if (pending == null || now - nextProgressNs >= 0) {
      nextProgressNs = now + options.progressPeriod().toNanos();
      pending = progress(source.position());
      pendingMark = sink.mark();
    }
  }

  /** Makes {@link #run} return after the message in hand; callable from any thread. */
  public void stop() {
    stopping = true;
  }

  /** How far it has come; callable from any thread. */
  public PublisherStats stats() {
    return new PublisherStats(
        messages.sum(),
        bytes.sum(),
        beats.sum(),
        firstReceiveTimeNs,
        receiveTimeNs,
        pacer.lagNs(),
        pacer.maxLagNs(),
        finished);
  }
}
