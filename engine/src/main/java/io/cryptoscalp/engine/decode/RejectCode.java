package io.cryptoscalp.engine.decode;

/** Why a frame was not used. Names are part of the dead-letter contract: never rename. */
public enum RejectCode {
  /** Not rejected. */
  NONE,
  /** The message ends in the middle. */
  FRAME_TRUNCATED,
  /** Not JSON, or not of the venue's shape. */
  FRAME_MALFORMED,
  /** Bytes follow the message. */
  FRAME_TRAILING_BYTES,
  /** A field that matters stands there twice. */
  FRAME_AMBIGUOUS,
  /** The event type is not one this venue sends. */
  FRAME_UNKNOWN,
  /** The event type differs from the stream header. */
  STREAM_MISMATCH,
  /** The symbol differs from the record key. */
  SYMBOL_MISMATCH,
  /** A required field is missing. */
  FIELD_MISSING,
  /** A field has another JSON type than the venue documents. */
  FIELD_WRONG_TYPE,
  /** Text that should be a number is none, or has more decimals than the instrument's scale. */
  NUMBER_INVALID,
  /** A price is negative or does not fit. */
  PRICE_OUT_OF_RANGE,
  /** A price is zero. */
  PRICE_ZERO,
  /** A quantity is negative or does not fit. */
  QUANTITY_OUT_OF_RANGE,
  /** A traded quantity is zero. */
  QUANTITY_ZERO,
  /** A ratio is zero, negative or does not fit. */
  RATIO_OUT_OF_RANGE,
  /** A time lies outside the years 2009 to 2100. */
  TIME_OUT_OF_RANGE,
  /** An id beyond 2^53, or a depth diff that spans more updates than a venue makes in minutes. */
  ID_OUT_OF_RANGE,
  /** A print that is no market trade: insurance fund, settlement, empty type. */
  TRADE_NOT_MARKET,
  /** Best bid not below best ask. */
  QUOTE_CROSSED,
  /** High, low, open and close contradict each other. */
  KLINE_INCONSISTENT,
  /** Receive time and event time differ by more than the limit. */
  CLOCK_SKEW,
  /** Seen before: same sequence number as the last one used. */
  SEQUENCE_DUPLICATE,
  /** Older than the last one used: repeated or out of order. */
  SEQUENCE_STALE,
  /** Further ahead than the venue can have counted, and not yet confirmed by a successor. */
  SEQUENCE_JUMP
}
