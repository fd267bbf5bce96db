package io.cryptoscalp.jobs.trading;

import io.cryptoscalp.engine.market.FrameHeaders;
import io.cryptoscalp.gateway.publish.MarketMessage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Ways in which a record can be damaged, each with the code it must be found under. A damaged copy
 * of a message stands before the sound one, which must be used as if the copy were not there.
 */
enum Damage {
  TRUNCATED("FRAME_TRUNCATED") {
    @Override
    byte[] payload(byte[] sound, Random random) {
      return Arrays.copyOf(sound, 1 + random.nextInt(sound.length - 1));
    }
  },
  TOMBSTONE("FRAME_TRUNCATED") {
    @Override
    byte @Nullable [] payload(byte[] sound, Random random) {
      return null;
    }
  },
  RANDOM_BYTES("FRAME_MALFORMED") {
    @Override
    byte[] payload(byte[] sound, Random random) {
      byte[] noise = new byte[1 + random.nextInt(4000)];
      random.nextBytes(noise);
      noise[0] = (byte) 0xff; // No text begins so.
      return noise;
    }
  },
  TWO_MESSAGES_IN_ONE("FRAME_TRAILING_BYTES") {
    @Override
    byte[] payload(byte[] sound, Random random) {
      byte[] twice = Arrays.copyOf(sound, 2 * sound.length);
      System.arraycopy(sound, 0, twice, sound.length, sound.length);
      return twice;
    }
  },
  PRICE_AS_NUMBER("FIELD_WRONG_TYPE", "trade") {
    @Override
    byte[] payload(byte[] sound, Random random) {
      return replace(sound, "\"p\":\"([0-9.]+)\"", "\"p\":$1");
    }
  },
  TIME_AS_TEXT("FIELD_WRONG_TYPE", "trade") {
    @Override
    byte[] payload(byte[] sound, Random random) {
      return replace(sound, "\"E\":([0-9]+)", "\"E\":\"$1\"");
    }
  },
  WITHOUT_ID("FIELD_MISSING", "trade") {
    @Override
    byte[] payload(byte[] sound, Random random) {
      return replace(sound, "\"t\":[0-9]+,", "");
    }
  },
  ZERO_PRICE("PRICE_ZERO", "trade") {
    @Override
    byte[] payload(byte[] sound, Random random) {
      return replace(sound, "\"p\":\"[0-9.]+\"", "\"p\":\"0.00\"");
    }
  },
  CROSSED_QUOTE("QUOTE_CROSSED", "bookTicker") {
    @Override
    byte[] payload(byte[] sound, Random random) {
      return replace(
          sound,
          "\"b\":\"([0-9.]+)\",\"B\":\"([0-9.]+)\",\"a\":\"([0-9.]+)\"",
          "\"b\":\"$3\",\"B\":\"$2\",\"a\":\"$1\"");
    }
  },
  OTHER_SYMBOL("SYMBOL_MISMATCH", "trade", "bookTicker", "depth") {
    @Override
    byte[] payload(byte[] sound, Random random) {
      return replace(sound, "\"s\":\"[A-Z_]+", "\"s\":\"DOGEUSDT");
    }
  },
  RECEIVED_AN_HOUR_LATER("CLOCK_SKEW", "bookTicker") {
    @Override
    void headers(MarketMessage message, ProducerRecord<byte[], byte[]> record) {
      put(record, FrameHeaders.RECEIVE_TIME_NS, "" + (message.receiveTimeNs() + HOUR_NS));
    }
  },
  RECEIVED_AN_HOUR_EARLIER("CLOCK_SKEW", "bookTicker") {
    @Override
    void headers(MarketMessage message, ProducerRecord<byte[], byte[]> record) {
      put(record, FrameHeaders.RECEIVE_TIME_NS, "" + (message.receiveTimeNs() - HOUR_NS));
    }
  },
  UNKNOWN_INSTRUMENT("INSTRUMENT_UNKNOWN") {
    @Override
    @Nullable String key(MarketMessage message) {
      return "NOSUCHUSDT";
    }
  },
  NO_KEY("INSTRUMENT_UNKNOWN") {
    @Override
    @Nullable String key(MarketMessage message) {
      return null;
    }
  },
  NO_HEADERS("STREAM_UNKNOWN") {
    @Override
    void headers(MarketMessage message, ProducerRecord<byte[], byte[]> record) {
      record.headers().remove(FrameHeaders.STREAM).remove(FrameHeaders.VENUE);
      record.headers().remove(FrameHeaders.RECEIVE_TIME_NS).remove(FrameHeaders.SENT_TIME_NS);
    }
  },
  UNKNOWN_STREAM("STREAM_UNKNOWN") {
    @Override
    void headers(MarketMessage message, ProducerRecord<byte[], byte[]> record) {
      put(record, FrameHeaders.STREAM, "compositeIndex");
    }
  },
  OTHER_STREAM("STREAM_MISMATCH", "trade") {
    @Override
    void headers(MarketMessage message, ProducerRecord<byte[], byte[]> record) {
      put(record, FrameHeaders.STREAM, "aggTrade");
    }
  },
  NO_RECEIVE_TIME("RECEIVE_TIME_MISSING") {
    @Override
    void headers(MarketMessage message, ProducerRecord<byte[], byte[]> record) {
      record.headers().remove(FrameHeaders.RECEIVE_TIME_NS);
    }
  },
  RECEIVE_TIME_AS_DATE("RECEIVE_TIME_MISSING") {
    @Override
    void headers(MarketMessage message, ProducerRecord<byte[], byte[]> record) {
      put(record, FrameHeaders.RECEIVE_TIME_NS, "2024-08-08T23:54:15Z");
    }
  };

  static final long HOUR_NS = 3_600_000_000_000L;

  private final String code;

  @SuppressWarnings("ImmutableEnumChecker") // always a Set.of
  private final Set<String> streams;

  /** No stream named: it can befall every one. */
  Damage(String code, String... streams) {
    this.code = code;
    this.streams = Set.of(streams);
  }

  /** Dead-letter code it must be found under. */
  String code() {
    return code;
  }

  boolean fits(String stream) {
    return streams.isEmpty() || streams.contains(stream);
  }

  byte @Nullable [] payload(byte[] sound, Random random) {
    return sound;
  }

  @Nullable String key(MarketMessage message) {
    return message.symbol();
  }

  void headers(MarketMessage message, ProducerRecord<byte[], byte[]> record) {}

  private static void put(ProducerRecord<byte[], byte[]> record, String header, String value) {
    record.headers().remove(header).add(header, value.getBytes(StandardCharsets.US_ASCII));
  }

  static byte[] replace(byte[] sound, String pattern, String replacement) {
    Matcher matcher = Pattern.compile(pattern).matcher(new String(sound, StandardCharsets.UTF_8));
    if (!matcher.find()) {
      throw new IllegalStateException(pattern + " not in " + matcher);
    }
    return matcher.replaceFirst(replacement).getBytes(StandardCharsets.UTF_8);
  }
}
