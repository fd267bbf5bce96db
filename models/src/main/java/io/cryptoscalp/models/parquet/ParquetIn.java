package io.cryptoscalp.models.parquet;

import io.cryptoscalp.models.ModelException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** Reads tables column by column. */
final class ParquetIn {
  private ParquetIn() {}

  static ParquetTable read(Path file) throws IOException {
    ParquetReadOptions options =
        ParquetReadOptions.builder(new PlainParquetConfiguration())
            .withCodecFactory(new ParquetCodecs())
            .build();
    try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file), options)) {
      MessageType schema = reader.getFileMetaData().getSchema();
      int rows = Math.toIntExact(reader.getRecordCount());
      List<ColumnDescriptor> descriptors = new ArrayList<>();
      List<ParquetColumn> columns = new ArrayList<>();
      for (ColumnDescriptor descriptor : schema.getColumns()) {
        ParquetColumn column = column(descriptor, rows);
        if (column != null) {
          descriptors.add(descriptor);
          columns.add(column);
        }
      }
      int from = 0;
      for (PageReadStore group = reader.readNextRowGroup();
          group != null;
          group = reader.readNextRowGroup()) {
        int count = Math.toIntExact(group.getRowCount());
        ColumnReadStoreImpl store =
            new ColumnReadStoreImpl(
                group, new Unused(), schema, reader.getFileMetaData().getCreatedBy());
        for (int c = 0; c < columns.size(); c++) {
          fill(columns.get(c), store.getColumnReader(descriptors.get(c)), from, from + count);
        }
        from += count;
      }
      return new ParquetTable(reader.getFileMetaData().getKeyValueMetaData(), columns);
    }
  }

  private static @org.jspecify.annotations.Nullable ParquetColumn column(
      ColumnDescriptor descriptor, int rows) {
    if (descriptor.getPath().length != 1 || descriptor.getMaxRepetitionLevel() > 0) {
      return null;
    }
    String name = descriptor.getPath()[0];
    PrimitiveTypeName type = descriptor.getPrimitiveType().getPrimitiveTypeName();
    return switch (type) {
      case FLOAT -> new ParquetColumn.Floats(name, new float[rows]);
      case DOUBLE -> new ParquetColumn.Doubles(name, new double[rows]);
      case INT64 -> new ParquetColumn.Longs(name, new long[rows]);
      case INT32 -> new ParquetColumn.Integers(name, new int[rows]);
      case BOOLEAN -> new ParquetColumn.Flags(name, new boolean[rows]);
      case BINARY -> new ParquetColumn.Texts(name, new String[rows]);
      default -> null;
    };
  }

  private static void fill(ParquetColumn column, ColumnReader reader, int from, int to) {
    int known = reader.getDescriptor().getMaxDefinitionLevel();
    for (int row = from; row < to; row++) {
      if (reader.getCurrentDefinitionLevel() == known) {
        set(column, row, reader);
      } else if (column instanceof ParquetColumn.Floats floats) {
        floats.values()[row] = Float.NaN;
      } else if (column instanceof ParquetColumn.Doubles doubles) {
        doubles.values()[row] = Double.NaN;
      } else {
        throw new ModelException(
            "PARQUET_INVALID", "column=" + column.name() + " row=" + row + " value=null");
      }
      reader.consume();
    }
  }

  private static void set(ParquetColumn column, int row, ColumnReader reader) {
    if (column instanceof ParquetColumn.Floats floats) {
      floats.values()[row] = reader.getFloat();
    } else if (column instanceof ParquetColumn.Doubles doubles) {
      doubles.values()[row] = reader.getDouble();
    } else if (column instanceof ParquetColumn.Longs longs) {
      longs.values()[row] = reader.getLong();
    } else if (column instanceof ParquetColumn.Integers integers) {
      integers.values()[row] = reader.getInteger();
    } else if (column instanceof ParquetColumn.Flags flags) {
      flags.values()[row] = reader.getBoolean();
    } else if (column instanceof ParquetColumn.Texts texts) {
      texts.values()[row] = reader.getBinary().toStringUsingUTF8();
    }
  }

  /** Columns are read by themselves; nothing is converted to records. */
  private static final class Unused extends GroupConverter {
    @Override
    public Converter getConverter(int field) {
      return new PrimitiveConverter() {};
    }

    @Override
    public void start() {
      // no records
    }

    @Override
    public void end() {
      // no records
    }
  }
}
