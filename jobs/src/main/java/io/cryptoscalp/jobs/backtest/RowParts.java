package io.cryptoscalp.jobs.backtest;

import io.cryptoscalp.operators.results.ResultTable;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.TreeMap;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * The files that one writer of rows has filled, and how far they counted at a checkpoint.
 *
 * @param lengths bytes by file name
 */
record RowParts(TreeMap<String, Long> lengths) {
  private static final int VERSION = 1;

  /** Name of a file; those of one subtask, table by table, are in order of writing by sequence. */
  static String name(int subtask, int sequence, ResultTable table) {
    return String.format(Locale.ROOT, "%05d.%05d.%s.jsonl", subtask, sequence, table.tableName());
  }

  /** True for a file of a subtask. */
  static boolean isOf(String name, int subtask) {
    return name.startsWith(String.format(Locale.ROOT, "%05d.", subtask));
  }

  /** Subtask of a file. */
  static int subtask(String name) {
    return Integer.parseInt(name.split("\\.", -1)[0]);
  }

  /** Number of the writer, among those that followed each other on a subtask. */
  static int sequence(String name) {
    return Integer.parseInt(name.split("\\.", -1)[1]);
  }

  /** Table of a file. */
  static String table(String name) {
    return name.split("\\.", -1)[2];
  }

  /** As checkpoints hold it. */
  static final class Codec implements SimpleVersionedSerializer<RowParts> {
    @Override
    public int getVersion() {
      return VERSION;
    }

    @Override
    public byte[] serialize(RowParts parts) throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(bytes);
      out.writeInt(parts.lengths().size());
      for (var entry : parts.lengths().entrySet()) {
        out.writeUTF(entry.getKey());
        out.writeLong(entry.getValue());
      }
      return bytes.toByteArray();
    }

    @Override
    public RowParts deserialize(int version, byte[] serialized) throws IOException {
      if (version != VERSION) {
        throw new IOException("STATE_VERSION: state=row-parts version=" + version);
      }
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(serialized));
      TreeMap<String, Long> lengths = new TreeMap<>();
      int count = in.readInt();
      for (int i = 0; i < count; i++) {
        lengths.put(in.readUTF(), in.readLong());
      }
      return new RowParts(lengths);
    }
  }
}
