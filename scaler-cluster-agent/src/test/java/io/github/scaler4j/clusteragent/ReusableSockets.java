package io.github.scaler4j.clusteragent;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import javax.net.ServerSocketFactory;

/**
 * Makes listening sockets whose port can be had again at once, and whose answers leave at once.
 *
 * <p>Connections inherit SO_REUSEADDR from the socket that accepted them. MockWebServer leaves it
 * off on a free port, so a connection that it closed would keep the port for a minute.
 *
 * <p>With Nagle's algorithm, which MockWebServer leaves on, a body would wait some 40 ms for the
 * acknowledgement of its headers; no real server does that.
 */
final class ReusableSockets extends ServerSocketFactory {

  @Override
  public ServerSocket createServerSocket() throws IOException {
    return new ServerSocket() {
      @Override
      public void setReuseAddress(boolean ignored) throws SocketException {
        super.setReuseAddress(true);
      }

      @Override
      public Socket accept() throws IOException {
        Socket accepted = super.accept();
        accepted.setTcpNoDelay(true);
        return accepted;
      }
    };
  }

  @Override
  public ServerSocket createServerSocket(int port) {
    throw new UnsupportedOperationException("MockWebServer binds by itself");
  }

  @Override
  public ServerSocket createServerSocket(int port, int backlog) {
    throw new UnsupportedOperationException("MockWebServer binds by itself");
  }

  @Override
  public ServerSocket createServerSocket(int port, int backlog, InetAddress address) {
    throw new UnsupportedOperationException("MockWebServer binds by itself");
  }
}
