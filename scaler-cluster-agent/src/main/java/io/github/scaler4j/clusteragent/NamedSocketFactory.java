package io.github.scaler4j.clusteragent;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;

/**
 * Creates TLS sockets that ask the server for a certificate of a given name (SNI) instead of the
 * host's. Like any TLS client, it does not send a name without a dot, such as {@code localhost}.
 */
final class NamedSocketFactory extends SSLSocketFactory {

  private final SSLSocketFactory delegate;
  private final Optional<String> serverName;

  NamedSocketFactory(SSLSocketFactory delegate, Optional<String> serverName) {
    this.delegate = delegate;
    this.serverName = serverName;
  }

  @Override
  public Socket createSocket(Socket socket, String host, int port, boolean autoClose)
      throws IOException {
    return delegate.createSocket(socket, serverName.orElse(host), port, autoClose);
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    throw layeredOnly();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort)
      throws IOException {
    throw layeredOnly();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    throw layeredOnly();
  }

  @Override
  public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
      throws IOException {
    throw layeredOnly();
  }

  private static IOException layeredOnly() {
    return new IOException("this factory only adds TLS to a connected socket");
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return delegate.getDefaultCipherSuites();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return delegate.getSupportedCipherSuites();
  }
}
