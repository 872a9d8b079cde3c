/** Code that both sources share. Not part of the public API. */
@NullMarked
package io.github.scaler4j.engine;

import org.jspecify.annotations.NullMarked;
