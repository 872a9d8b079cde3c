package io.github.scaler4j.source;

/** Creates a source with default options; found by {@link java.util.ServiceLoader}. */
public interface MetricSourceProvider {

  /**
   * Creates a source.
   *
   * @param context the objects that all sources of one factory share
   * @return a new source, to be closed by the caller
   */
  MetricSource create(SourceContext context);
}
