package dev.aos.demo.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps a number of connections busy from a single thread.
 *
 * <p>It shares the machine with the server that it measures, so it does next to nothing for each
 * answer: one read, one comparison of bytes, one write.
 */
public final class LoadClient implements AutoCloseable {
  private static final long LOOK_MILLIS = 200;

  private final InetSocketAddress server;
  private final Duration patience;
  private final AnswerCheck check;
  private final Selector selector;
  private final List<LoadConnection> connections = new ArrayList<>();

  /** A request without an answer for longer than {@code patience} ends the run. */
  public LoadClient(int port, Duration patience, AnswerCheck check) throws IOException {
    this.server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    this.patience = patience;
    this.check = check;
    this.selector = Selector.open();
  }

  /** Opens connections, each of which asks for the targets in turn. */
  public void connect(int count, List<Target> targets) throws IOException {
    for (int number = 0; number < count; number++) {
      connections.add(new LoadConnection(server, selector, targets, number));
    }
  }

  /**
   * Puts load on the server, first without and then with recording, and waits for the last answers.
   *
   * @return the figures of each path, of the answers that came in the recorded time
   */
  public Map<Endpoint, EndpointFigures> run(
      Duration settle, Duration measure, LoadListener listener) throws IOException, LoadException {
    long start = System.nanoTime();
    long measureFrom = start + settle.toNanos();
    long end = measureFrom + measure.toNanos();
    Recording recording = new Recording(measureFrom, end);
    for (LoadConnection connection : connections) {
      connection.ask();
    }
    long nextLook = start;
    int busy = connections.size();
    while (busy > 0) {
      selector.select(LOOK_MILLIS);
      long now = System.nanoTime();
      busy -= readAnswers(recording, now < end);
      if (now - nextLook >= 0) {
        nextLook = now + LOOK_MILLIS * 1_000_000;
        checkPatience(now);
        listener.onProgress(Duration.ofNanos(now - start), recording.answers);
      }
    }
    return recording.figures(measure);
  }

  private int readAnswers(Recording recording, boolean askAgain) throws IOException, LoadException {
    int rested = 0;
    for (SelectionKey key : selector.selectedKeys()) {
      LoadConnection connection = (LoadConnection) key.attachment();
      if (connection.isResting()) {
        throw new LoadException("the server closed a connection or sent what nobody asked for");
      }
      if (connection.readAnswer(check)) {
        recording.add(connection.asked().endpoint(), connection.askedAt());
        if (askAgain) {
          connection.ask();
        } else {
          connection.rest();
          rested++;
        }
      }
    }
    selector.selectedKeys().clear();
    return rested;
  }

  private void checkPatience(long now) throws LoadException {
    for (LoadConnection connection : connections) {
      if (!connection.isResting() && now - connection.askedAt() > patience.toNanos()) {
        throw new LoadException(
            "no answer to GET "
                + connection.asked().uri()
                + " within "
                + patience.toSeconds()
                + " s: the server hangs");
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (LoadConnection connection : connections) {
      connection.close();
    }
    selector.close();
  }

  private static final class Recording {
    private final Map<Endpoint, Latencies> latencies = new EnumMap<>(Endpoint.class);
    private final long from;
    private final long to;
    private long answers;

    Recording(long from, long to) {
      this.from = from;
      this.to = to;
      for (Endpoint endpoint : Endpoint.values()) {
        latencies.put(endpoint, new Latencies());
      }
    }

    void add(Endpoint endpoint, long askedAt) {
      long now = System.nanoTime();
      answers++;
      if (now >= from && now < to) {
        latencies.get(endpoint).add(now - askedAt);
      }
    }

    Map<Endpoint, EndpointFigures> figures(Duration measured) {
      Map<Endpoint, EndpointFigures> figures = new EnumMap<>(Endpoint.class);
      double seconds = measured.toNanos() / 1e9;
      latencies.forEach((endpoint, all) -> figures.put(endpoint, EndpointFigures.of(all, seconds)));
      return figures;
    }
  }
}
