package io.github.scaler4j;

import io.github.scaler4j.error.InvalidTriggerException;
import io.github.scaler4j.manifest.ScaleTrigger;
import io.github.scaler4j.manifest.ScaledObject;
import io.github.scaler4j.manifest.TriggerResolver;
import io.github.scaler4j.source.SourceContext;
import io.github.scaler4j.trigger.TriggerMetadata;
import java.util.Optional;
import java.util.function.Function;

/**
 * Opens the triggers of an object, each with the reader of its type.
 *
 * @param scalers opens a trigger of type {@code datadog}
 * @param resolver finds the objects that such a trigger refers to; may block
 * @param others reads triggers of other types; empty to refuse them
 * @param context what readers share
 */
record TriggerOpener(
    Function<TriggerMetadata, DatadogScaler> scalers,
    TriggerResolver resolver,
    Optional<OtherTriggers> others,
    SourceContext context) {

  /**
   * Opens all triggers.
   *
   * @throws InvalidTriggerException if something is missing or not valid, a type has no reader, two
   *     triggers have the same metric name, or a target is too small
   */
  ObjectTriggers open(ScaledObject object) {
    return ObjectTriggers.open(object, trigger -> open(object, trigger));
  }

  private ObservedTrigger open(ScaledObject object, ScaleTrigger trigger) {
    if (trigger.type().equals(ScaledObject.DATADOG)) {
      return new ObservedDatadogTrigger(() -> resolver.resolve(object, trigger), scalers, context);
    }
    OtherTriggers reader =
        others.orElseThrow(
            () ->
                InvalidTriggerException.of(
                    object + " triggers[" + trigger.index() + "]",
                    "is of type "
                        + trigger.type()
                        + "; set a reader for it with AutoscalerOptions.otherTriggers"));
    return new ObservedOtherTrigger(trigger, reader, context);
  }
}
