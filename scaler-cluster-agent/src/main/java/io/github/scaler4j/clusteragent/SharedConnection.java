package io.github.scaler4j.clusteragent;

import io.github.scaler4j.engine.ConnectionsByHost;
import java.util.function.BooleanSupplier;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.Protocol;

/**
 * A connection that all requests to an agent may use while it is open.
 *
 * @param connection the connection
 * @param givenUp whether new requests avoid it, because it stopped answering
 */
record SharedConnection(Connection connection, BooleanSupplier givenUp) {

  static SharedConnection of(Connection connection, Call call) {
    return new SharedConnection(connection, ConnectionsByHost.givenUp(call));
  }

  /** Returns whether it carries several requests at once. */
  boolean isMultiplexed() {
    Protocol protocol = connection.protocol();
    return protocol != Protocol.HTTP_1_1 && protocol != Protocol.HTTP_1_0;
  }

  /**
   * Returns whether a new request would use it, as far as can be seen from here: an open connection
   * may take no more requests.
   */
  boolean isOpen() {
    return !connection.socket().isClosed() && !givenUp.getAsBoolean();
  }
}
