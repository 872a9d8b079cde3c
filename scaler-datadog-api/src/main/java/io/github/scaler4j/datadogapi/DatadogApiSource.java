package io.github.scaler4j.datadogapi;

import io.github.scaler4j.source.MetricAnswer;
import io.github.scaler4j.source.MetricSource;
import io.github.scaler4j.source.SourceContext;
import io.github.scaler4j.trigger.ApiTrigger;
import io.github.scaler4j.trigger.DatadogTrigger;
import java.util.concurrent.CompletableFuture;

/** Reads API triggers from Datadog's REST API. */
public final class DatadogApiSource implements MetricSource {

  private DatadogApiSource() {}

  /**
   * Makes a source.
   *
   * @param context what the factory shares
   * @param options the settings
   * @return a new source
   */
  public static DatadogApiSource create(SourceContext context, DatadogApiOptions options) {
    return new DatadogApiSource();
  }

  @Override
  public boolean supports(DatadogTrigger trigger) {
    return trigger instanceof ApiTrigger;
  }

  @Override
  public CompletableFuture<MetricAnswer> fetch(DatadogTrigger trigger) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
