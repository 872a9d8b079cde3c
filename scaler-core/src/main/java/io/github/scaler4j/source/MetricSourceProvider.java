package io.github.scaler4j.source;

/**
 * Creates a {@link MetricSource}. {@link java.util.ServiceLoader} finds the providers of sources
 * with default options.
 */
public interface MetricSourceProvider {

  /**
   * Creates a source.
   *
   * @param context the objects that all sources of one factory share
   * @return a new source, to be closed by the caller; never null
   * @throws RuntimeException if the source can't be created; it propagates to the call that needs
   *     the source
   */
  MetricSource create(SourceContext context);
}
