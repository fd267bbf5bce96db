package io.cryptoscalp.jobs.trading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cryptoscalp.engine.event.ExecutionReport;
import io.cryptoscalp.engine.event.ExecutionReport.Status;
import io.cryptoscalp.engine.event.Order;
import io.cryptoscalp.engine.event.OrderType;
import io.cryptoscalp.engine.event.Side;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.operators.results.OrderJson;
import io.cryptoscalp.operators.results.ResultRow;
import io.cryptoscalp.operators.results.ResultTable;
import io.cryptoscalp.operators.results.RowEncoders;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * An execution gateway with an awkward venue behind it: fills market orders at the last trade's
 * price, some in parts, with reports sent twice; refuses every fifth; rests everything else until
 * it is cancelled, and sometimes fills what it has just called cancelled.
 */
final class VenuePeer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final KafkaProducer<byte[], byte[]> producer;
  private final InstrumentCatalogue catalogue = InstrumentCatalogue.builtIn();
  private final OrderJson orders = new OrderJson(catalogue);
  private final RowEncoders encoders = new RowEncoders();
  private final Map<String, BigDecimal> lastPrices = new HashMap<>();
  private final Map<String, Order> resting = new HashMap<>();
  private final Set<String> seen = new HashSet<>();
  private final Map<String, BigDecimal> positions = new TreeMap<>();
  private final Map<String, Integer> counts = new TreeMap<>();
  private volatile boolean closed;
  private volatile Throwable failure;
  private int marketOrders;
  private int cancels;
  private long reports;
  private long fills;

  VenuePeer(String bootstrap) {
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrap),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> topics =
        List.of(
            new TopicPartition(ResultTable.ORDERS.topic(), 0),
            new TopicPartition(ResultTable.TRADES.topic(), 0));
    consumer.assign(topics);
    consumer.seekToBeginning(topics);
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrap, "linger.ms", 0),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    thread.execute(this::run);
  }

  private void run() {
    try {
      while (!closed) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(50))) {
          if (record.topic().equals(ResultTable.TRADES.topic())) {
            JsonNode trade = JSON.readTree(record.value());
            lastPrices.put(
                trade.get("instrument").asText(), new BigDecimal(trade.get("price").asText()));
          } else {
            onOrder(orders.decode(record.value()));
          }
        }
      }
    } catch (Exception | AssertionError e) {
      failure = e;
    }
  }

  private synchronized void onOrder(Order order) {
    if (!seen.add(order.kind() + order.clientOrderId())) {
      count("repeated");
    } else if (order.kind() == Order.Kind.CANCEL) {
      onCancel(order);
    } else if (order.type() == OrderType.MARKET) {
      onMarketOrder(order, marketOrders++ % 5);
    } else {
      resting.put(order.clientOrderId(), order);
      count("resting");
      send(order, Status.NEW, 0, 0, order.quantity(), "");
    }
  }

  private void onMarketOrder(Order order, int turn) {
    long all = order.quantity();
    long step = instrument(order).lotSize();
    long half = all / 2 / step * step;
    if (turn == 4) {
      count("rejected");
      send(order, Status.REJECTED, 0, 0, 0, "VENUE_SAYS_NO");
    } else if (turn == 1 && half > 0) {
      count("in parts");
      ProducerRecord<byte[], byte[]> first =
          send(order, Status.PARTIALLY_FILLED, half, half, all - half, "");
      deliver(first);
      send(order, Status.FILLED, all - half, all, 0, "");
    } else {
      count("filled");
      send(order, Status.FILLED, all, all, 0, "");
    }
  }

  private void onCancel(Order cancel) {
    Order order = resting.remove(cancel.clientOrderId());
    if (order == null) {
      count("cancel of an unknown order");
      return;
    }
    count("cancelled");
    send(order, Status.CANCELED, 0, 0, 0, "");
    if (++cancels % 4 == 0) {
      count("filled after the cancel");
      send(order, Status.FILLED, order.quantity(), order.quantity(), 0, "");
    }
  }

  private ProducerRecord<byte[], byte[]> send(
      Order order, Status status, long last, long cumulative, long leaves, String reason) {
    Instrument instrument = instrument(order);
    BigDecimal price =
        Objects.requireNonNull(lastPrices.get(instrument.id()), "no trade before the order");
    long scaled = price.movePointRight(instrument.priceDecimals()).longValueExact();
    ExecutionReport report =
        new ExecutionReport(
            "v-" + ++reports,
            order.clientOrderId(),
            order.account(),
            order.strategy(),
            instrument.id(),
            order.side(),
            status,
            last,
            last == 0 ? 0 : scaled,
            cumulative,
            leaves,
            last == 0 ? 0 : 0.25,
            false,
            reason,
            order.eventTimeNs());
    if (last > 0) {
      fills++;
      BigDecimal quantity = BigDecimal.valueOf(last, instrument.quantityDecimals());
      positions.merge(
          order.strategy() + " " + instrument.id(),
          order.side() == Side.BUY ? quantity : quantity.negate(),
          BigDecimal::add);
    }
    ResultRow row = encoders.fill(report, instrument);
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(ResultTable.FILLS.topic(), row.key(), row.json());
    deliver(record);
    return record;
  }

  private void deliver(ProducerRecord<byte[], byte[]> record) {
    try {
      producer.send(record).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the fills topic takes nothing", e);
    }
  }

  private Instrument instrument(Order order) {
    return Objects.requireNonNull(catalogue.find(order.instrument()));
  }

  private void count(String what) {
    counts.merge(what, 1, Integer::sum);
  }

  /** Signed quantity by strategy and instrument, zero positions left out, as the venue counts. */
  synchronized Map<String, BigDecimal> positions() {
    if (failure != null) {
      throw new IllegalStateException("the peer failed", failure);
    }
    Map<String, BigDecimal> open = new TreeMap<>();
    positions.forEach(
        (key, quantity) -> {
          if (quantity.signum() != 0) {
            open.put(key, quantity.stripTrailingZeros());
          }
        });
    return open;
  }

  /** Fills, each counted once however often it was reported. */
  synchronized long fills() {
    return fills;
  }

  /** What happened how often. */
  synchronized Map<String, Integer> counts() {
    return new TreeMap<>(counts);
  }

  @Override
  public void close() throws InterruptedException {
    closed = true;
    thread.shutdown();
    thread.awaitTermination(10, TimeUnit.SECONDS);
    consumer.close();
    producer.close();
  }
}
