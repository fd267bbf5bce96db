package io.cryptoscalp.gateway.replay;

import io.cryptoscalp.gateway.publish.MarketMessage;
import java.io.Closeable;
import java.io.IOException;

/** One ordered input of the merge. */
interface InputReader extends Closeable {
  /** Goes to the next message; false at the end. */
  boolean advance() throws IOException;

  /** Receive time of the message, never decreasing. */
  long receiveTimeNs();

  /** The message. */
  MarketMessage message();

  /** Name of the file it came from. */
  String file();

  /** Its line, from 1. */
  long lineNumber();
}
