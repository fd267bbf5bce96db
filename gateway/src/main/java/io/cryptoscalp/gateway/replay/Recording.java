package io.cryptoscalp.gateway.replay;

import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.gateway.publish.MarketMessage;
import io.cryptoscalp.gateway.publish.MessageSource;
import io.cryptoscalp.gateway.publish.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Recorded messages of a file or a folder tree, over all files in receive-time order; at equal
 * times the file whose name sorts first comes first.
 *
 * <p>Files are {@code <market>-<symbol>} with any extension, market being {@code spot}, {@code
 * usdm} or {@code coinm}: plain or gzip, lines {@code <receive time in s, ms, us or ns> <message>}.
 * Files of one instrument in several folders continue each other in the order of their paths.
 * Captures {@code BINANCE*.jsonl} are read as well. Memory is bounded by one message a file,
 * captures apart.
 */
public final class Recording implements MessageSource {
  private static final Pattern NAME =
      Pattern.compile("(spot|usdm|coinm)-([A-Za-z0-9_]+)(\\.[A-Za-z0-9.]+)?");
  private static final Pattern CAPTURE =
      Pattern.compile("(BINANCE|BINANCE_FUTURES|BINANCE_DELIVERY)[-.].*jsonl(\\.gz)?");

  private final List<InputReader> readers = new ArrayList<>();
  private final PriorityQueue<Head> heads = new PriorityQueue<>();
  private final Map<String, Long> position;
  private final Map<String, Long> positionView;
  private @Nullable Head last;
  private String lastFile = "";
  private @Nullable Long lastFileBefore;
  private long lastTimeNs;

  /** A reader standing on a message. */
  private record Head(long timeNs, int order, InputReader reader) implements Comparable<Head> {
    @Override
    public int compareTo(Head other) {
      int byTime = Long.compare(timeNs, other.timeNs);
      return byTime != 0 ? byTime : Integer.compare(order, other.order);
    }
  }

  private Recording(Map<String, Long> done, long startTimeNs) {
    position = new TreeMap<>(done);
    positionView = Collections.unmodifiableMap(position);
    lastTimeNs = startTimeNs;
  }

  /**
   * Opens a recording.
   *
   * @param input a file, or a folder searched with everything below it
   * @param resumed where an earlier run stopped, null to start at the beginning
   * @param reports told, with file and line, what could not be taken as it stands
   * @throws NoSuchFileException when the input does not exist or holds no recorded file
   */
  public static Recording open(Path input, @Nullable Progress resumed, Consumer<String> reports)
      throws IOException {
    return open(input, resumed, reports, (venue, symbol) -> true);
  }

  /**
   * Opens the files of some instruments; captures are read whole, since their names do not say
   * whose they are.
   *
   * @param wanted says whether to read the files of a venue and symbol
   * @throws NoSuchFileException when the input does not exist or holds no such file
   */
  public static Recording open(
      Path input,
      @Nullable Progress resumed,
      Consumer<String> reports,
      BiPredicate<Venue, String> wanted)
      throws IOException {
    Path root = input.toAbsolutePath().normalize();
    FileNames names = new FileNames(Files.isDirectory(root) ? root : parent(root));
    Map<String, Long> done = resumed == null ? Map.of() : resumed.positions();
    long start = resumed == null ? 0 : resumed.receiveTimeNs();
    Recording recording = new Recording(done, start);
    Map<String, InstrumentInput> instruments = new TreeMap<>();
    try {
      for (Path file : files(root)) {
        String name = String.valueOf(file.getFileName());
        Matcher capture = CAPTURE.matcher(name);
        Matcher matcher = NAME.matcher(name);
        if (capture.matches()) {
          String relative = names.of(file);
          long skip = done.getOrDefault(relative, 0L);
          recording.readers.add(
              new CaptureReader(captureVenue(capture.group(1)), file, relative, skip, reports));
        } else if (matcher.matches()) {
          Venue venue = Venue.ofId("binance-" + matcher.group(1));
          String symbol = matcher.group(2).toUpperCase(Locale.ROOT);
          if (!wanted.test(venue, symbol)) {
            continue;
          }
          instruments
              .computeIfAbsent(
                  matcher.group(1) + "-" + symbol,
                  key -> new InstrumentInput(venue, symbol, new ArrayList<>()))
              .files()
              .add(file);
        }
      }
      for (InstrumentInput instrument : instruments.values()) {
        recording.readers.add(new InstrumentReader(instrument, names, done, start, reports));
      }
      if (recording.readers.isEmpty()) {
        throw new NoSuchFileException(input.toString(), null, nothingIn(root));
      }
      for (int i = 0; i < recording.readers.size(); i++) {
        recording.push(recording.readers.get(i), i);
      }
    } catch (IOException | RuntimeException e) {
      recording.close();
      throw e;
    }
    return recording;
  }

  private static String nothingIn(Path root) throws IOException {
    List<String> names = new ArrayList<>();
    for (Path file : files(root)) {
      if (names.size() < 3) {
        names.add(String.valueOf(file.getFileName()));
      }
    }
    // The messages of one venue's markets look alike: the name has to say which it is.
    return "no recorded file here: they are named spot-SYMBOL, usdm-SYMBOL or coinm-SYMBOL, plain or"
        + " gzip (usdm-btcusdt.gz)"
        + (names.isEmpty() ? "" : ", not " + String.join(", ", names));
  }

  private static Path parent(Path file) {
    Path parent = file.getParent();
    return parent == null ? file : parent;
  }

  private static List<Path> files(Path root) throws IOException {
    try (Stream<Path> walk = Files.walk(root)) {
      return walk.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static Venue captureVenue(String exchange) {
    return switch (exchange) {
      case "BINANCE_FUTURES" -> Venue.BINANCE_USDM;
      case "BINANCE_DELIVERY" -> Venue.BINANCE_COINM;
      default -> Venue.BINANCE_SPOT;
    };
  }

  private void push(InputReader reader, int order) throws IOException {
    if (reader.advance()) {
      heads.add(new Head(reader.receiveTimeNs(), order, reader));
    }
  }

  @Override
  public @Nullable MarketMessage next() throws IOException {
    Head before = last;
    if (before != null) {
      push(before.reader(), before.order());
    }
    Head head = heads.poll();
    last = head;
    if (head == null) {
      return null;
    }
    MarketMessage message = head.reader().message();
    lastFile = head.reader().file();
    lastFileBefore = position.put(lastFile, head.reader().lineNumber());
    if (message.receiveTimeNs() < lastTimeNs) {
      // Only just after a resumption, when a file stands behind the others by a clamped time.
      return new MarketMessage(
          message.venue(), message.symbol(), message.stream(), lastTimeNs, message.payload());
    }
    lastTimeNs = message.receiveTimeNs();
    return message;
  }

  @Override
  public Map<String, Long> position() {
    return positionView;
  }

  @Override
  public Map<String, Long> positionBefore() {
    Map<String, Long> before = new TreeMap<>(position);
    Long lines = lastFileBefore;
    if (lines == null) {
      before.remove(lastFile);
    } else {
      before.put(lastFile, lines);
    }
    return before;
  }

  @Override
  public void close() throws IOException {
    for (InputReader reader : readers) {
      reader.close();
    }
  }
}
