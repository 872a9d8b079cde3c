package io.github.scaler4j;

import static java.util.Objects.requireNonNull;

import io.github.scaler4j.hpa.AutoscalerState;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Settings of a {@link ScaledObjectAutoscaler}. Immutable. */
public final class AutoscalerOptions {

  private static final AutoscalerOptions DEFAULTS = builder().build();

  private final Optional<OtherTriggers> otherTriggers;
  private final Optional<AutoscalerState> state;

  private AutoscalerOptions(Builder builder) {
    this.otherTriggers = Optional.ofNullable(builder.otherTriggers);
    this.state = Optional.ofNullable(builder.state);
  }

  /**
   * Returns the settings for an object that has only {@code datadog} triggers and no stored state.
   *
   * @return the defaults
   */
  public static AutoscalerOptions defaults() {
    return DEFAULTS;
  }

  /**
   * Starts with the defaults.
   *
   * @return a new builder, to be used by one thread
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Starts with these settings.
   *
   * @return a new builder, to be used by one thread
   */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.otherTriggers = otherTriggers.orElse(null);
    builder.state = state.orElse(null);
    return builder;
  }

  /**
   * Returns the reader of triggers of other types than {@code datadog}.
   *
   * @return empty if they are refused
   */
  public Optional<OtherTriggers> otherTriggers() {
    return otherTriggers;
  }

  /**
   * Returns the stored state to resume from.
   *
   * @return empty for a new object
   */
  public Optional<AutoscalerState> state() {
    return state;
  }

  /** Collects the settings; not thread-safe. */
  public static final class Builder {
    private @Nullable OtherTriggers otherTriggers;
    private @Nullable AutoscalerState state;

    private Builder() {}

    /**
     * Sets the reader of triggers of other types than {@code datadog}.
     *
     * @param triggers the caller's reader. Unless set, an object with such a trigger is refused:
     *     leaving the trigger out could deactivate a workload that it keeps active
     */
    public Builder otherTriggers(OtherTriggers triggers) {
      this.otherTriggers = requireNonNull(triggers, "triggers");
      return this;
    }

    /**
     * Sets the state that an earlier autoscaler of the same object left, for example before a
     * restart.
     *
     * @param state the result of {@link ScaledObjectAutoscaler#state}; ignored if the object was
     *     created after it. Unless set, the object counts as never active
     */
    public Builder state(AutoscalerState state) {
      this.state = requireNonNull(state, "state");
      return this;
    }

    /**
     * Builds the settings.
     *
     * @return new settings
     */
    public AutoscalerOptions build() {
      return new AutoscalerOptions(this);
    }
  }
}
