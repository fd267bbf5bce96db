package io.cryptoscalp.gateway.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Fetches archive files and the {@code .CHECKSUM} (SHA-256) beside each. A file has its name only
 * once its checksum has been held against it; until then it is {@code NAME.part}, which a later try
 * or run goes on from. A file that is there and whole is not asked for again.
 */
public final class Download {
  private static final int OK = 200;
  private static final int PARTIAL = 206;
  private static final int NOT_FOUND = 404;
  private static final int RANGE_REFUSED = 416;

  private final DownloadOptions options;
  private final HttpClient http;

  /** What became of a file. */
  public enum State {
    /** Fetched, checksum as said. */
    FETCHED,
    /** Was there already, checksum as said. */
    PRESENT,
    /** The server has no such file. */
    MISSING,
    /** Could not be fetched whole. */
    FAILED
  }

  /**
   * What became of a file.
   *
   * @param path below base address and folder
   * @param bytes size of the file, 0 without one
   * @param detail code and cause of a failure, else empty
   */
  public record Result(String path, State state, long bytes, String detail) {}

  /** A downloader. */
  public Download(DownloadOptions options) {
    this.options = options;
    http =
        HttpClient.newBuilder()
            .connectTimeout(options.timeout())
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
  }

  /**
   * Fetches files.
   *
   * @param paths below the base address
   * @param each told of every file when it is done, from any thread, one at a time
   * @return in the order of the paths
   * @throws IOException {@code DOWNLOAD_OUT_UNWRITABLE} when the folder cannot be written
   */
  public List<Result> run(List<String> paths, Consumer<Result> each)
      throws IOException, InterruptedException {
    try {
      Files.createDirectories(options.out());
      Files.delete(Files.createTempFile(options.out(), ".write", ".check"));
    } catch (IOException e) {
      throw new FileSystemException(
          options.out().toString(), null, "DOWNLOAD_OUT_UNWRITABLE: cause=" + e);
    }
    ExecutorService pool = Executors.newFixedThreadPool(options.parallel());
    try {
      List<Future<Result>> running = new ArrayList<>();
      for (String path : paths) {
        Callable<Result> task =
            () -> {
              Result result = fetch(path);
              synchronized (each) {
                each.accept(result);
              }
              return result;
            };
        running.add(pool.submit(task));
      }
      List<Result> results = new ArrayList<>();
      for (Future<Result> future : running) {
        results.add(future.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw new IOException("DOWNLOAD_FAILED: " + e.getCause(), e);
    } finally {
      pool.shutdownNow();
    }
  }

  private Result fetch(String path) throws InterruptedException {
    long pause = options.pause().toMillis();
    String failure = "";
    for (int attempt = 1; attempt <= options.attempts(); attempt++) {
      if (attempt > 1) {
        Thread.sleep(pause);
        pause *= 2;
      }
      try {
        return attempt(path);
      } catch (IOException e) {
        failure = e.getMessage() == null ? e.toString() : e.getMessage();
        if (failure.contains("No space left")) {
          // What is there of the file stays, for a run with more room.
          return new Result(path, State.FAILED, 0, "DOWNLOAD_DISK_FULL: cause=" + failure);
        }
        if (failure.startsWith("DOWNLOAD_OUT")) {
          break;
        }
      }
    }
    String code = failure.startsWith("DOWNLOAD_") ? "" : "DOWNLOAD_FAILED: cause=";
    return new Result(path, State.FAILED, 0, code + failure);
  }

  private Result attempt(String path) throws IOException, InterruptedException {
    String sum = checksum(path);
    if (sum.isEmpty()) {
      return new Result(path, State.MISSING, 0, "");
    }
    Path file = options.out().resolve(path).normalize();
    if (!file.startsWith(options.out().normalize())) {
      throw new IOException("DOWNLOAD_OUT_OF_FOLDER: path=" + path);
    }
    if (Files.exists(file) && hash(file).equals(sum)) {
      return new Result(path, State.PRESENT, Files.size(file), "");
    }
    Path parent = file.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    Path part = file.resolveSibling(file.getFileName() + ".part");
    if (!body(path, part)) {
      return new Result(path, State.MISSING, 0, "");
    }
    String got = hash(part);
    if (!got.equals(sum)) {
      // What is wrong in it is not known: nothing of it is kept.
      Files.delete(part);
      throw new IOException(
          "DOWNLOAD_CHECKSUM_WRONG: path=" + path + " expected=" + sum + " got=" + got);
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return new Result(path, State.FETCHED, Files.size(file), "");
  }

  private URI uri(String path) {
    return URI.create(options.base() + "/" + path);
  }

  /** The SHA-256 that the server says the file has, lower case; empty when there is no file. */
  private String checksum(String path) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer =
        http.send(
            HttpRequest.newBuilder(uri(path + ".CHECKSUM")).timeout(options.timeout()).build(),
            HttpResponse.BodyHandlers.ofByteArray());
    if (answer.statusCode() == NOT_FOUND) {
      return "";
    }
    String text = new String(answer.body(), StandardCharsets.US_ASCII).strip();
    String sum = text.split("\\s+", -1)[0].toLowerCase(Locale.ROOT);
    if (answer.statusCode() != OK || !sum.matches("[0-9a-f]{64}")) {
      throw new IOException(
          "DOWNLOAD_CHECKSUM_UNREADABLE: path=" + path + " status=" + answer.statusCode());
    }
    return sum;
  }

  /** Fetches what the partial file lacks; false when there is no such file. */
  private boolean body(String path, Path part) throws IOException, InterruptedException {
    long have = Files.exists(part) ? Files.size(part) : 0;
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).timeout(options.timeout());
    if (have > 0) {
      request.header("Range", "bytes=" + have + "-");
    }
    HttpResponse<InputStream> answer =
        http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream in = answer.body()) {
      switch (answer.statusCode()) {
        case OK -> append(in, part, false, length(answer));
        case PARTIAL -> {
          requireRange(answer, have);
          append(in, part, true, length(answer));
        }
        case RANGE_REFUSED -> {
          // All of it is there, or more: the checksum tells.
        }
        case NOT_FOUND -> {
          return false;
        }
        default ->
            throw new IOException(
                "DOWNLOAD_REFUSED: path=" + path + " status=" + answer.statusCode());
      }
    }
    return true;
  }

  private static long length(HttpResponse<?> answer) {
    return answer.headers().firstValueAsLong("Content-Length").orElse(-1);
  }

  private static void requireRange(HttpResponse<?> answer, long from) throws IOException {
    String range = answer.headers().firstValue("Content-Range").orElse("");
    if (!range.startsWith("bytes " + from + "-")) {
      throw new IOException("DOWNLOAD_RANGE_WRONG: asked=" + from + " got=" + range);
    }
  }

  private static void append(InputStream in, Path part, boolean behind, long length)
      throws IOException {
    long written = 0;
    try (OutputStream out =
        Files.newOutputStream(
            part,
            StandardOpenOption.CREATE,
            behind ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      written = in.transferTo(out);
    }
    if (length >= 0 && written < length) {
      throw new IOException("DOWNLOAD_CUT: bytes=" + written + " of " + length);
    }
  }

  private static String hash(Path file) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
