package io.cryptoscalp.models.parquet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/** Writes tables row by row, as the format's writer wants them. */
final class ParquetOut {
  private ParquetOut() {}

  static void write(ParquetTable table, Path file) throws IOException {
    Files.deleteIfExists(file);
    try (ParquetWriter<Integer> writer =
        new Builder(new LocalOutputFile(file), table)
            .withConf(new PlainParquetConfiguration())
            .withCodecFactory(new ParquetCodecs())
            .withCompressionCodec(CompressionCodecName.ZSTD)
            .build()) {
      for (int row = 0; row < table.rows(); row++) {
        writer.write(row);
      }
    }
  }

  private static MessageType schema(ParquetTable table) {
    Types.MessageTypeBuilder schema = Types.buildMessage();
    for (ParquetColumn column : table.columns()) {
      String name = column.name();
      if (column instanceof ParquetColumn.Floats) {
        schema.optional(PrimitiveTypeName.FLOAT).named(name);
      } else if (column instanceof ParquetColumn.Doubles) {
        schema.optional(PrimitiveTypeName.DOUBLE).named(name);
      } else if (column instanceof ParquetColumn.Longs) {
        schema.required(PrimitiveTypeName.INT64).named(name);
      } else if (column instanceof ParquetColumn.Integers) {
        schema.required(PrimitiveTypeName.INT32).named(name);
      } else if (column instanceof ParquetColumn.Flags) {
        schema.required(PrimitiveTypeName.BOOLEAN).named(name);
      } else {
        schema
            .required(PrimitiveTypeName.BINARY)
            .as(LogicalTypeAnnotation.stringType())
            .named(name);
      }
    }
    return schema.named("table");
  }

  private static final class Builder extends ParquetWriter.Builder<Integer, Builder> {
    private final ParquetTable table;

    Builder(OutputFile file, ParquetTable table) {
      super(file);
      this.table = table;
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    @SuppressWarnings("deprecation") // abstract all the same
    protected WriteSupport<Integer> getWriteSupport(Configuration conf) {
      return new Rows(table);
    }

    @Override
    protected WriteSupport<Integer> getWriteSupport(ParquetConfiguration conf) {
      return new Rows(table);
    }
  }

  /** Hands over the values of a row, given its number. */
  private static final class Rows extends WriteSupport<Integer> {
    private final ParquetTable table;
    private final List<ParquetColumn> columns;
    private @Nullable RecordConsumer out;

    Rows(ParquetTable table) {
      this.table = table;
      columns = table.columns();
    }

    @Override
    @SuppressWarnings("deprecation") // abstract all the same
    public WriteContext init(Configuration conf) {
      return new WriteContext(schema(table), table.metadata());
    }

    @Override
    public WriteContext init(ParquetConfiguration conf) {
      return new WriteContext(schema(table), table.metadata());
    }

    @Override
    public void prepareForWrite(RecordConsumer consumer) {
      out = consumer;
    }

    @Override
    public void write(Integer row) {
      RecordConsumer to = Objects.requireNonNull(out, "prepared");
      to.startMessage();
      for (int c = 0; c < columns.size(); c++) {
        ParquetColumn column = columns.get(c);
        if (hasValue(column, row)) {
          to.startField(column.name(), c);
          value(to, column, row);
          to.endField(column.name(), c);
        }
      }
      to.endMessage();
    }

    private static boolean hasValue(ParquetColumn column, int row) {
      if (column instanceof ParquetColumn.Floats floats) {
        return !Float.isNaN(floats.values()[row]);
      }
      return !(column instanceof ParquetColumn.Doubles doubles)
          || !Double.isNaN(doubles.values()[row]);
    }

    private static void value(RecordConsumer out, ParquetColumn column, int row) {
      if (column instanceof ParquetColumn.Floats floats) {
        out.addFloat(floats.values()[row]);
      } else if (column instanceof ParquetColumn.Doubles doubles) {
        out.addDouble(doubles.values()[row]);
      } else if (column instanceof ParquetColumn.Longs longs) {
        out.addLong(longs.values()[row]);
      } else if (column instanceof ParquetColumn.Integers integers) {
        out.addInteger(integers.values()[row]);
      } else if (column instanceof ParquetColumn.Flags flags) {
        out.addBoolean(flags.values()[row]);
      } else if (column instanceof ParquetColumn.Texts texts) {
        out.addBinary(Binary.fromString(texts.values()[row]));
      }
    }
  }
}
