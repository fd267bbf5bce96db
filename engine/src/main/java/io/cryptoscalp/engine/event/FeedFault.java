package io.cryptoscalp.engine.event;

/**
 * Something is wrong with a feed although each frame is well-formed: a gap, a repeat, a crossed
 * book, a silent stream.
 *
 * @param instrument instrument id
 * @param code coded kind, {@code BOOK_GAP}, {@code BOOK_CROSSED}, {@code TRADE_GAP}, ...
 * @param detail figures, {@code key=value} separated by blanks
 * @param stream stream concerned
 * @param eventTimeNs venue time
 * @param receiveTimeNs receive time
 * @param sequence frame sequence at which it was noticed
 */
public record FeedFault(
    String instrument,
    String code,
    String detail,
    String stream,
    long eventTimeNs,
    long receiveTimeNs,
    long sequence) {}
