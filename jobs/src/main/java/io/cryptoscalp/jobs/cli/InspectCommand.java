package io.cryptoscalp.jobs.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.engine.feed.FeedOptions;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.gateway.publish.MessageSource;
import io.cryptoscalp.gateway.replay.Recording;
import io.cryptoscalp.jobs.inspect.FeedInspection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Looks at recordings without a cluster. */
@Command(
    name = "inspect",
    description =
        "Check recorded frames offline: counts by stream, rejected frames, gaps, and the top of the"
            + " book against the venue's book ticker.")
final class InspectCommand implements Callable<Integer> {
  @ParentCommand private Main main = new Main();

  @Parameters(arity = "1..*", paramLabel = "PATH", description = "Recorded files or folders.")
  private List<Path> inputs = new ArrayList<>();

  @Override
  public Integer call() throws IOException {
    boolean sound = true;
    for (Path input : inputs) {
      FeedInspection inspection =
          new FeedInspection(InstrumentCatalogue.builtIn(), FeedOptions.DEFAULT);
      try (MessageSource source = Recording.open(input, null, InspectCommand::report)) {
        inspection.run(source);
      }
      main.say(input.toString());
      table(inspection).forEach(main::say);
      for (FeedInspection.Feed feed : inspection.feeds()) {
        print(feed);
        sound &= feed.isSound();
      }
    }
    return sound ? ExitCodes.OK : ExitCodes.UNSOUND;
  }

  private static List<String> table(FeedInspection inspection) {
    List<List<String>> rows = new ArrayList<>();
    for (FeedInspection.Feed feed : inspection.feeds()) {
      rows.add(
          List.of(
              feed.instrument(),
              Long.toString(feed.messages()),
              Long.toString(sum(feed.rejected())),
              Long.toString(feed.faults().getOrDefault("BOOK_GAP", 0L)),
              Long.toString(feed.faults().getOrDefault("BOOK_CROSSED", 0L)),
              Long.toString(feed.compared()),
              Long.toString(feed.different())));
    }
    return Tables.lines(
        List.of("instrument", "frames", "rejected", "gaps", "crossed", "compared", "different"),
        List.of(false, true, true, true, true, true, true),
        rows);
  }

  private void print(FeedInspection.Feed feed) {
    main.say("");
    main.say(feed.instrument() + "  streams " + feed.streams() + "  rejected " + feed.rejected());
    feed.details().forEach(detail -> main.say("  " + detail));
    if (feed.different() > 0) {
      main.say("  " + feed.firstDifference());
    }
    ObjectNode node = Json.object().put("instrument", feed.instrument());
    node.put("frames", feed.messages());
    put(node.putObject("streams"), feed.streams());
    put(node.putObject("rejected"), feed.rejected());
    put(node.putObject("faults"), feed.faults());
    node.put("compared", feed.compared()).put("different", feed.different());
    main.emit(node.put("sound", feed.isSound()));
  }

  private static void report(String line) {
    System.err.println(line);
  }

  private static void put(ObjectNode node, Map<String, Long> counts) {
    counts.forEach(node::put);
  }

  private static long sum(Map<String, Long> counts) {
    long sum = 0;
    for (long count : counts.values()) {
      sum += count;
    }
    return sum;
  }
}
