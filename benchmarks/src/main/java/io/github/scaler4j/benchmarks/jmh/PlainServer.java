package io.github.scaler4j.benchmarks.jmh;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * HTTP/1.1 as cheap as can be, so that what is measured is the client: a thread for each
 * connection, one ready-made write for each answer.
 */
final class PlainServer {

  private static final int POINTS = 20;

  private final long latencyMillis;
  private final ServerSocket listener;
  private final Map<Integer, byte[]> answers = new ConcurrentHashMap<>();

  PlainServer(long latencyMillis) throws IOException {
    this.latencyMillis = latencyMillis;
    this.listener = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
    startDaemon(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        startDaemon(() -> serve(socket));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void startDaemon(Runnable task) {
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    thread.start();
  }

  private void serve(Socket socket) {
    try (socket;
        InputStream in = socket.getInputStream();
        OutputStream out = socket.getOutputStream()) {
      socket.setTcpNoDelay(true);
      Head head = new Head(in);
      while (head.read()) {
        if (latencyMillis > 0) {
          Thread.sleep(latencyMillis);
        }
        out.write(head.answer);
      }
    } catch (IOException e) {
      return; // The client has gone.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private byte[] answerTo(String requestLine) {
    int query = requestLine.indexOf("query=");
    return answers.computeIfAbsent(
        query < 0 ? 0 : queries(requestLine.substring(query)), PlainServer::answer);
  }

  private static int queries(String escaped) {
    return escaped.toUpperCase(Locale.ROOT).split(",|%2C", -1).length;
  }

  private static byte[] answer(int queries) {
    byte[] body = queries == 0 ? Payloads.agentList() : Payloads.series(queries, POINTS);
    String head =
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
            + "X-RateLimit-Limit: 1000000000\r\nX-RateLimit-Period: 3600\r\n"
            + "X-RateLimit-Remaining: 999999999\r\nX-RateLimit-Reset: 3600\r\n"
            + ("Content-Length: " + body.length + "\r\n\r\n");
    byte[] answer = Arrays.copyOf(head.getBytes(ISO_8859_1), head.length() + body.length);
    System.arraycopy(body, 0, answer, head.length(), body.length);
    return answer;
  }

  /** The heads of one connection's requests, which have no body and wait for their answers. */
  private final class Head {
    private final InputStream in;
    private byte[] bytes = new byte[1 << 14];
    private byte[] line = {};
    private byte[] answer = {};

    Head(InputStream in) {
      this.in = in;
    }

    boolean read() throws IOException {
      int length = 0;
      do {
        int n = in.read(bytes, length, bytes.length - length);
        if (n < 0) {
          return false;
        }
        length += n;
        if (length == bytes.length) {
          bytes = Arrays.copyOf(bytes, 2 * length);
        }
      } while (!endsWithBlankLine(length));
      if (line.length == 0
          || !Arrays.equals(bytes, 0, Math.min(line.length, length), line, 0, line.length)) {
        int end = 0;
        while (bytes[end] != '\r') {
          end++;
        }
        line = Arrays.copyOf(bytes, end + 1);
        answer = answerTo(new String(line, ISO_8859_1));
      }
      return true;
    }

    private boolean endsWithBlankLine(int length) {
      return length >= 4
          && bytes[length - 1] == '\n'
          && bytes[length - 2] == '\r'
          && bytes[length - 3] == '\n';
    }
  }
}
