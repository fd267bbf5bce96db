package io.cryptoscalp.jobs.trading;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.operators.stream.RawFrame;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/**
 * Puts behind each book ticker a snapshot of the book that has its two levels alone, with its id
 * and times. A ticker that lacks a field goes on alone: the feed says what is wrong with it.
 */
final class QuoteBooks implements FlatMapFunction<RawFrame, RawFrame> {
  private static final long serialVersionUID = 1L;

  @Override
  public void flatMap(RawFrame frame, Collector<RawFrame> out) {
    out.collect(frame);
    if (frame.kind() != FrameKind.BOOK_TICKER) {
      return;
    }
    String ticker = new String(frame.payload(), ISO_8859_1);
    String id = whole(ticker, "u");
    String bid = level(ticker, "b", "B");
    String ask = level(ticker, "a", "A");
    if (id.isEmpty() || bid.isEmpty() || ask.isEmpty()) {
      return;
    }
    String event = whole(ticker, "E");
    String transaction = whole(ticker, "T");
    String book =
        "{\"lastUpdateId\":"
            + id
            + (event.isEmpty() ? "" : ",\"E\":" + event)
            + (transaction.isEmpty() ? "" : ",\"T\":" + transaction)
            + ",\"bids\":["
            + bid
            + "],\"asks\":["
            + ask
            + "]}";
    out.collect(
        new RawFrame(
            frame.key(),
            frame.venue(),
            frame.symbol(),
            FrameKind.DEPTH_SNAPSHOT,
            FrameKind.DEPTH_SNAPSHOT.stream(),
            frame.receiveTimeNs(),
            frame.sentTimeNs(),
            frame.consumedTimeNs(),
            frame.partition(),
            frame.offset(),
            book.getBytes(ISO_8859_1)));
  }

  private static String level(String ticker, String price, String quantity) {
    String value = text(ticker, price);
    String size = text(ticker, quantity);
    return value.isEmpty() || size.isEmpty() ? "" : "[\"" + value + "\",\"" + size + "\"]";
  }

  /** The digits of a member; empty when it is not there. */
  private static String whole(String ticker, String name) {
    int from = behind(ticker, name);
    int to = from;
    while (from > 0 && to < ticker.length() && Character.isDigit(ticker.charAt(to))) {
      to++;
    }
    return from < 0 ? "" : ticker.substring(from, to);
  }

  /** A member's text; empty when it is not there. */
  private static String text(String ticker, String name) {
    int from = behind(ticker, name);
    if (from < 0 || from >= ticker.length() || ticker.charAt(from) != '"') {
      return "";
    }
    int to = ticker.indexOf('"', from + 1);
    return to < 0 ? "" : ticker.substring(from + 1, to);
  }

  private static int behind(String ticker, String name) {
    String member = "\"" + name + "\":";
    int at = ticker.indexOf(member);
    return at < 0 ? -1 : at + member.length();
  }
}
