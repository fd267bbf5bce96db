package io.cryptoscalp.gateway.archive;

/** How rows of one kind become messages. One instance a file; not thread-safe. */
interface RowFormat {
  /** Where messages of a row go. */
  interface Out {
    /**
     * Takes a message.
     *
     * @param stream of {@link io.cryptoscalp.engine.market.FrameKind}
     * @param timeNs receive time
     * @param payload the message
     */
    void frame(String stream, long timeNs, byte[] payload);
  }

  /** Columns in the order that files without a header line have; other names after a bar. */
  String[] columns();

  /** How many of the columns, from the first, a file may not lack; all unless said otherwise. */
  default int required() {
    return columns().length;
  }

  /**
   * Number of the row in its stream, for gaps and repetitions; -1 when it has none. Called after
   * {@link #read} of a row that was fine.
   */
  default long id() {
    return -1;
  }

  /** First number that the row covers, for rows that cover several; else {@link #id}. */
  default long firstId() {
    return id();
  }

  /** True when the row read last says what one before it said, so that nothing was put out. */
  default boolean isRepeated() {
    return false;
  }

  /** Reads the current row; what is wrong is told to the cursor, and nothing is then put out. */
  void read(RowCursor row, Out out);

  /** Puts out what waits for a row behind it; called at the end of the file. */
  default void finish(Out out) {}
}
