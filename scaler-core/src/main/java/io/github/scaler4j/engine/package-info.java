/** What both sources share and nobody else sees. */
@NullMarked
package io.github.scaler4j.engine;

import org.jspecify.annotations.NullMarked;
