package dev.aos.demo.load;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Asks the server one thing on a connection of its own, and waits for the answer. */
public final class SingleRequest {
  private static final int LARGEST = 1 << 20;

  private final int port;
  private final Duration patience;

  /** Asks the server on a port; an answer that takes longer than {@code patience} is an error. */
  public SingleRequest(int port, Duration patience) {
    this.port = port;
    this.patience = patience;
  }

  /** The whole response, header and body, ready to be read. */
  public ByteBuffer response(String uri) throws IOException, LoadException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(Math.toIntExact(patience.toMillis()));
      socket.getOutputStream().write(Target.requestFor(uri));
      return read(socket.getInputStream(), uri);
    }
  }

  /** The body of a response as text. */
  public String text(String uri) throws IOException, LoadException {
    ByteBuffer response = response(uri);
    int bodyAt = ResponseFrame.bodyStart(response.duplicate().position(response.limit()));
    byte[] body = new byte[response.limit() - bodyAt];
    response.get(bodyAt, body);
    return new String(body, StandardCharsets.UTF_8);
  }

  private static ByteBuffer read(InputStream in, String uri) throws IOException, LoadException {
    ByteBuffer received = ByteBuffer.allocate(LARGEST);
    int length = ResponseFrame.UNKNOWN;
    while (length == ResponseFrame.UNKNOWN || received.position() < length) {
      int count = in.read(received.array(), received.position(), received.remaining());
      if (count <= 0) {
        throw new LoadException("the answer to GET " + uri + " ended early or is too long");
      }
      received.position(received.position() + count);
      length = ResponseFrame.length(received);
    }
    return received.flip();
  }
}
