package io.cryptoscalp.jobs.results;

import io.cryptoscalp.operators.results.Column;
import io.cryptoscalp.operators.results.ResultTable;
import io.cryptoscalp.operators.stream.ImmutableTypeSerializer;
import io.cryptoscalp.operators.stream.TextCodec;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Serializer of {@link TableRow}: the table's name, then each value as its column's type asks. Used
 * where the operators of the job are not chained; never in state.
 */
final class TableRowSerializer extends ImmutableTypeSerializer<TableRow> {
  private static final long serialVersionUID = 1L;

  private transient TextCodec text = new TextCodec();

  private Object readResolve() {
    return new TableRowSerializer();
  }

  @Override
  public TypeSerializer<TableRow> duplicate() {
    return new TableRowSerializer();
  }

  @Override
  public TableRow createInstance() {
    return new TableRow(ResultTable.TRADES, new Object[0]);
  }

  @Override
  public void serialize(TableRow row, DataOutputView out) throws IOException {
    TextCodec.write(row.table().name(), out);
    List<Column> columns = row.table().columns();
    for (int i = 0; i < columns.size(); i++) {
      write(columns.get(i), row.values()[i], out);
    }
  }

  private static void write(Column column, Object value, DataOutputView out) throws IOException {
    switch (column.type()) {
      case TEXT, LABEL -> TextCodec.write((String) value, out);
      case INT64 -> out.writeLong((Long) value);
      case FLOAT64 -> out.writeDouble((Double) value);
      case BOOL -> out.writeBoolean((Boolean) value);
      case DECIMAL -> {
        BigDecimal decimal = (BigDecimal) value;
        byte[] unscaled = decimal.unscaledValue().toByteArray();
        out.writeByte(decimal.scale());
        out.writeByte(unscaled.length);
        out.write(unscaled);
      }
      case FLOAT64_ARRAY -> {
        double[] reals = (double[]) value;
        out.writeInt(reals.length);
        for (double real : reals) {
          out.writeDouble(real);
        }
      }
      case TEXT_ARRAY -> {
        String[] texts = (String[]) value;
        out.writeInt(texts.length);
        for (String element : texts) {
          TextCodec.write(element, out);
        }
      }
      case UINT64_ARRAY -> {
        long[] words = (long[]) value;
        out.writeInt(words.length);
        for (long word : words) {
          out.writeLong(word);
        }
      }
    }
  }

  @Override
  public TableRow deserialize(DataInputView in) throws IOException {
    ResultTable table = ResultTable.valueOf(text.read(in));
    List<Column> columns = table.columns();
    Object[] values = new Object[columns.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = read(columns.get(i), in);
    }
    return new TableRow(table, values);
  }

  private Object read(Column column, DataInputView in) throws IOException {
    return switch (column.type()) {
      case TEXT, LABEL -> text.read(in);
      case INT64 -> in.readLong();
      case FLOAT64 -> in.readDouble();
      case BOOL -> in.readBoolean();
      case DECIMAL -> {
        int scale = in.readByte();
        byte[] unscaled = new byte[in.readByte()];
        in.readFully(unscaled);
        yield new BigDecimal(new BigInteger(unscaled), scale);
      }
      case FLOAT64_ARRAY -> {
        double[] reals = new double[in.readInt()];
        for (int i = 0; i < reals.length; i++) {
          reals[i] = in.readDouble();
        }
        yield reals;
      }
      case TEXT_ARRAY -> {
        String[] texts = new String[in.readInt()];
        for (int i = 0; i < texts.length; i++) {
          texts[i] = text.read(in);
        }
        yield texts;
      }
      case UINT64_ARRAY -> {
        long[] words = new long[in.readInt()];
        for (int i = 0; i < words.length; i++) {
          words[i] = in.readLong();
        }
        yield words;
      }
    };
  }

  @Override
  public TypeSerializerSnapshot<TableRow> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Serializer snapshot; the format has no configuration. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<TableRow> {
    /** For Flink. */
    public Snapshot() {
      super(TableRowSerializer::new);
    }
  }
}
