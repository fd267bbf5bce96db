package io.cryptoscalp.jobs.archive;

/**
 * A record of a raw topic.
 *
 * @param offset in its partition
 * @param receiveTimeNs header of receive time, 0 when missing
 * @param stream header of the stream, empty when missing
 * @param payload value, never modified
 */
record ArchivedRecord(long offset, long receiveTimeNs, String stream, byte[] payload) {}
