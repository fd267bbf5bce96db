package io.cryptoscalp.engine.event;

/**
 * A record that could not be used, kept whole.
 *
 * @param topic Kafka topic
 * @param partition Kafka partition
 * @param offset Kafka offset
 * @param code coded reason, {@code FRAME_TRUNCATED}, {@code PRICE_ZERO}, ...
 * @param detail field and value, {@code key=value} separated by blanks
 * @param key record key
 * @param stream stream header
 * @param receiveTimeNs receive-time header, 0 when unreadable; of a topic without the header the
 *     time that Kafka keeps with the record, 0 for none
 * @param payload the record's value, byte for byte
 */
public record DeadLetter(
    String topic,
    int partition,
    long offset,
    String code,
    String detail,
    String key,
    String stream,
    long receiveTimeNs,
    byte[] payload) {}
