package io.cryptoscalp.jobs.proof;

import io.cryptoscalp.gateway.publish.MarketMessage;
import io.cryptoscalp.gateway.publish.MessageSource;
import io.cryptoscalp.models.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Hands a source's messages on and keeps a SHA-256 over all of them, headers and bytes. */
public final class FrameDigest implements MessageSource {
  private final MessageSource source;
  private final MessageDigest digest = Sha256.digest();
  private long frames;

  /** Nothing is read yet. */
  public FrameDigest(MessageSource source) {
    this.source = source;
  }

  @Override
  public @Nullable MarketMessage next() throws IOException {
    MarketMessage message = source.next();
    if (message != null) {
      frames++;
      add(digest, message.venue().id());
      add(digest, message.symbol());
      add(digest, message.stream());
      digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, message.receiveTimeNs()));
      add(digest, message.payload());
    }
    return message;
  }

  @Override
  public Map<String, Long> position() {
    return source.position();
  }

  @Override
  public Map<String, Long> positionBefore() {
    return source.positionBefore();
  }

  /** Messages so far. */
  public long frames() {
    return frames;
  }

  /** The hash of the messages so far, hexadecimal. */
  public String hash() {
    try {
      return Sha256.finish((MessageDigest) digest.clone());
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("SHA-256 can be copied", e);
    }
  }

  @Override
  public void close() throws IOException {
    source.close();
  }

  /** Adds a text with its length, so that no two lists of texts look the same. */
  static void add(MessageDigest digest, String text) {
    add(digest, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void add(MessageDigest digest, byte[] bytes) {
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
    digest.update(bytes);
  }
}
