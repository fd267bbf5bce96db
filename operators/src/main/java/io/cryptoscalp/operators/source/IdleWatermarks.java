package io.cryptoscalp.operators.source;

import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * Watermarks of a stream that says nothing about time: it is idle from the start and stays so,
 * whatever it carries, so that a stage which joins it with others follows the others' time alone.
 *
 * @param <T> type of the elements
 */
public final class IdleWatermarks<T> implements WatermarkGenerator<T> {
  private IdleWatermarks() {}

  /** The strategy. */
  public static <T> WatermarkStrategy<T> strategy() {
    return WatermarkStrategy.forGenerator(context -> new IdleWatermarks<>());
  }

  @Override
  public void onEvent(T event, long timestamp, WatermarkOutput output) {
    output.markIdle();
  }

  @Override
  public void onPeriodicEmit(WatermarkOutput output) {
    output.markIdle();
  }
}
