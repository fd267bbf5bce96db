package io.cryptoscalp.jobs.backtest;

import io.cryptoscalp.operators.results.ResultRow;
import io.cryptoscalp.operators.results.ResultTable;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Rows into files of one folder, a line a row, exactly once: a checkpoint holds how long each file
 * was, and what a job that went on from it finds beyond that is cut off. For a folder that is
 * there, and that all workers share, with the parallelism of the stage before it.
 */
final class RowPartSink implements Sink<ResultRow>, SupportsWriterState<ResultRow, RowParts> {
  private static final long serialVersionUID = 1L;

  private final String folder;

  RowPartSink(Path folder) {
    this.folder = folder.toString();
  }

  @Override
  public SinkWriter<ResultRow> createWriter(WriterInitContext context) throws IOException {
    return restoreWriter(context, List.of());
  }

  @Override
  public StatefulSinkWriter<ResultRow, RowParts> restoreWriter(
      WriterInitContext context, Collection<RowParts> states) throws IOException {
    TreeMap<String, Long> lengths = new TreeMap<>();
    states.forEach(state -> lengths.putAll(state.lengths()));
    return new Writer(Path.of(folder), context.getTaskInfo().getIndexOfThisSubtask(), lengths);
  }

  @Override
  public SimpleVersionedSerializer<RowParts> getWriterStateSerializer() {
    return new RowParts.Codec();
  }

  /** The files of a subtask. */
  static final class Writer implements StatefulSinkWriter<ResultRow, RowParts> {
    private final Path folder;
    private final int subtask;
    private final int sequence;
    private final TreeMap<String, Long> lengths;
    private final Map<ResultTable, PartFile> open = new EnumMap<>(ResultTable.class);

    /**
     * Cuts off what came after the checkpoint.
     *
     * @param kept files of the checkpoint with their lengths, none at a first start
     */
    Writer(Path folder, int subtask, Map<String, Long> kept) throws IOException {
      this.folder = folder;
      this.subtask = subtask;
      this.lengths = new TreeMap<>(kept);
      if (!Files.isDirectory(folder)) {
        throw new BacktestException(
            "FOLDER_NOT_SHARED: folder="
                + folder
                + " is not seen by the worker; it has to be on a path that client and workers share");
      }
      int last = -1;
      for (Map.Entry<String, Long> part : kept.entrySet()) {
        String name = part.getKey();
        last = Math.max(last, RowParts.sequence(name));
        try (FileChannel channel =
            FileChannel.open(folder.resolve(name), StandardOpenOption.WRITE)) {
          channel.truncate(part.getValue());
        }
      }
      this.sequence = last + 1;
      for (Path path : list(folder)) {
        String name = String.valueOf(path.getFileName());
        if (RowParts.isOf(name, subtask) && !kept.containsKey(name)) {
          Files.delete(path);
        }
      }
    }

    private static List<Path> list(Path folder) throws IOException {
      try (Stream<Path> files = Files.list(folder)) {
        return files.filter(Files::isRegularFile).toList();
      }
    }

    @Override
    public void write(ResultRow row, Context context) throws IOException {
      PartFile file = open.get(row.table());
      if (file == null) {
        file = new PartFile(folder, RowParts.name(subtask, sequence, row.table()));
        open.put(row.table(), file);
      }
      file.append(row.bytes());
    }

    @Override
    public void flush(boolean endOfInput) throws IOException {
      for (PartFile file : open.values()) {
        file.out.flush();
      }
    }

    @Override
    public List<RowParts> snapshotState(long checkpointId) throws IOException {
      flush(false);
      for (PartFile file : open.values()) {
        lengths.put(file.name, file.length);
      }
      return List.of(new RowParts(new TreeMap<>(lengths)));
    }

    @Override
    public void close() throws IOException {
      for (PartFile file : open.values()) {
        file.out.close();
      }
    }
  }

  /** A file that is being written. */
  private static final class PartFile {
    private static final int BUFFER = 1 << 16;

    private final String name;
    private final OutputStream out;
    private long length;

    PartFile(Path folder, String name) throws IOException {
      this.name = name;
      this.out = new BufferedOutputStream(Files.newOutputStream(folder.resolve(name)), BUFFER);
    }

    void append(byte[] json) throws IOException {
      out.write(json);
      out.write('\n');
      length += json.length + 1;
    }
  }
}
