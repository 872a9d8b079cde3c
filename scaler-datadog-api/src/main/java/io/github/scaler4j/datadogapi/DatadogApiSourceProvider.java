package io.github.scaler4j.datadogapi;

import static java.util.Objects.requireNonNull;

import io.github.scaler4j.source.MetricSource;
import io.github.scaler4j.source.MetricSourceProvider;
import io.github.scaler4j.source.SourceContext;
import okhttp3.Call;
import org.jspecify.annotations.Nullable;

/**
 * Creates a {@link DatadogApiSource}; with defaults if {@link java.util.ServiceLoader} finds it.
 */
public final class DatadogApiSourceProvider implements MetricSourceProvider {

  private final DatadogApiOptions options;
  private final Call.@Nullable Factory calls;

  /** For {@link java.util.ServiceLoader}. */
  public DatadogApiSourceProvider() {
    this(DatadogApiOptions.defaults(), null);
  }

  DatadogApiSourceProvider(DatadogApiOptions options, Call.@Nullable Factory calls) {
    this.options = requireNonNull(options, "options");
    this.calls = calls;
  }

  @Override
  public MetricSource create(SourceContext context) {
    return calls == null
        ? DatadogApiSource.create(context, options)
        : DatadogApiSource.create(context, options, calls);
  }
}
