package dev.aos.demo.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.List;

/** One keep-alive connection that sends the next request when the last one is answered. */
final class LoadConnection implements AutoCloseable {
  private static final int SPARE = 64 * 1024;

  private final SocketChannel channel;
  private final List<Target> targets;
  private final ByteBuffer received;
  private int next;
  private Target asked;
  private long askedAt;

  /** Connects; {@code first} is the target to begin with, so that connections differ. */
  LoadConnection(InetSocketAddress server, Selector selector, List<Target> targets, int first)
      throws IOException {
    this.targets = targets;
    this.next = first % targets.size();
    int longest = targets.stream().mapToInt(target -> target.answer().remaining()).max().orElse(0);
    this.received = ByteBuffer.allocateDirect(longest + SPARE);
    this.channel = SocketChannel.open(server);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_READ, this);
  }

  void ask() throws IOException {
    asked = targets.get(next);
    next = (next + 1) % targets.size();
    received.clear();
    ByteBuffer request = asked.request();
    askedAt = System.nanoTime();
    while (request.hasRemaining()) {
      channel.write(request); // a few bytes into an empty socket buffer
    }
  }

  /** Reads what has come; true if the answer is complete, which is checked then. */
  boolean readAnswer(AnswerCheck check) throws IOException, LoadException {
    if (channel.read(received) < 0) {
      throw new LoadException("the server closed a connection while it was asked " + asked.uri());
    }
    ByteBuffer expected = asked.answer();
    if (received.position() == expected.limit() && received.duplicate().flip().equals(expected)) {
      check.right();
      return true;
    }
    int length = ResponseFrame.length(received);
    if (length == ResponseFrame.UNKNOWN || received.position() < length) {
      if (!received.hasRemaining()) {
        throw new LoadException("the answer to " + asked.uri() + " is too long");
      }
      return false;
    }
    check.wrong(asked, ResponseFrame.text(received, received.position()));
    return true;
  }

  Target asked() {
    return asked;
  }

  long askedAt() {
    return askedAt;
  }

  /** The request is answered and no other one is out. */
  void rest() {
    asked = null;
  }

  boolean isResting() {
    return asked == null;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
