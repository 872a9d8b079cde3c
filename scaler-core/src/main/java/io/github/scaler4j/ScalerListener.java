package io.github.scaler4j;

import io.github.scaler4j.source.SourceListener;

/** Is told what scalers and their sources do. See {@link SourceListener} for the rules. */
public interface ScalerListener extends SourceListener {

  /** Listens to nothing. */
  ScalerListener NONE = new ScalerListener() {};
}
