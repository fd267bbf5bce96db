package io.cryptoscalp.jobs.backfill;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Splits and their enumeration as Java objects: they are read back by the same build within one
 * backfill, and never by a later one, whose plan would be another.
 */
final class SerialCodec<T> implements SimpleVersionedSerializer<T> {
  private static final int VERSION = 1;

  private final Class<T> type;

  SerialCodec(Class<T> type) {
    this.type = type;
  }

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(T value) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(value);
    }
    return bytes.toByteArray();
  }

  @Override
  @SuppressWarnings("BanSerializableRead") // of an own checkpoint, which is code anyway
  public T deserialize(int version, byte[] serialized) throws IOException {
    if (version != VERSION) {
      throw new IOException("BACKFILL_STATE_VERSION_UNKNOWN: version=" + version);
    }
    ClassLoader loader = SerialCodec.class.getClassLoader();
    try (ObjectInputStream in = new OwnClasses(serialized, loader)) {
      return type.cast(in.readObject());
    } catch (ClassNotFoundException e) {
      throw new IOException("BACKFILL_STATE_UNREADABLE: " + e.getMessage(), e);
    }
  }

  /** Reads with the job's class loader, which is not the one of Flink. */
  private static final class OwnClasses extends ObjectInputStream {
    private final ClassLoader loader;

    OwnClasses(byte[] bytes, ClassLoader loader) throws IOException {
      super(new ByteArrayInputStream(bytes));
      this.loader = loader;
    }

    @Override
    protected Class<?> resolveClass(java.io.ObjectStreamClass description)
        throws IOException, ClassNotFoundException {
      try {
        return Class.forName(description.getName(), false, loader);
      } catch (ClassNotFoundException e) {
        return super.resolveClass(description);
      }
    }
  }
}
