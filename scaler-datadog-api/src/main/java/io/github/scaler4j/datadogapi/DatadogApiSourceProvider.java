package io.github.scaler4j.datadogapi;

import io.github.scaler4j.source.MetricSource;
import io.github.scaler4j.source.MetricSourceProvider;
import io.github.scaler4j.source.SourceContext;

/** Makes a {@link DatadogApiSource} with its defaults, for {@link java.util.ServiceLoader}. */
public final class DatadogApiSourceProvider implements MetricSourceProvider {

  /** For {@link java.util.ServiceLoader}. */
  public DatadogApiSourceProvider() {}

  @Override
  public MetricSource create(SourceContext context) {
    return DatadogApiSource.create(context, DatadogApiOptions.defaults());
  }
}
