/** The rules of options in the public API. Not part of the public API itself. */
@NullMarked
package io.github.scaler4j.options;

import org.jspecify.annotations.NullMarked;
