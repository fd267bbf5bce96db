package io.cryptoscalp.jobs.trading;

import io.cryptoscalp.operators.stream.RawFrame;
import org.apache.flink.streaming.api.datastream.DataStream;

/** What books are made of. */
public enum BookSource {
  /** Snapshots and diffs of the venue's depth. */
  DEPTH,
  /**
   * Book tickers, for histories without depth: each is the whole book, one level a side. Orders
   * beyond it meet nothing, and features of deeper levels see one.
   */
  QUOTES;

  /**
   * The frames with what books are made of.
   *
   * @param frames raw frames with watermarks
   * @param uid of the operator that adds to them
   */
  public DataStream<RawFrame> complete(DataStream<RawFrame> frames, String uid) {
    if (this == DEPTH) {
      return frames;
    }
    return frames.flatMap(new QuoteBooks()).returns(RawFrame.TYPE).name("books of quotes").uid(uid);
  }
}
