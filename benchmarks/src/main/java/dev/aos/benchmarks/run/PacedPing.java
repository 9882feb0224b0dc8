package dev.aos.benchmarks.run;

import dev.aos.demo.load.Latencies;
import dev.aos.demo.load.LoadException;
import dev.aos.demo.load.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * An unrelated connection: asks for something that needs no call, a thousand times a second, and
 * takes the time. It has a thread of its own, since the load's is busy.
 */
final class PacedPing implements AutoCloseable {
  private static final long PACE_NANOS = 1_000_000;

  private final Socket socket;
  private final Target ping;
  private final byte[] request;

  PacedPing(int port, Target ping) throws IOException {
    this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
    this.ping = ping;
    this.request = Target.requestFor(ping.uri());
    socket.setTcpNoDelay(true);
  }

  /** The p99 in milliseconds, of those asked in the time that counts. */
  double p99Millis(Duration settle, Duration measure) throws IOException, LoadException {
    Latencies latencies = new Latencies();
    long from = System.nanoTime() + settle.toNanos();
    long end = from + measure.toNanos();
    byte[] answer = new byte[ping.answer().remaining()];
    for (long asked = System.nanoTime(); asked < end; asked = System.nanoTime()) {
      ask(answer);
      long answered = System.nanoTime();
      if (asked >= from) {
        latencies.add(answered - asked);
      }
      LockSupport.parkNanos(asked + PACE_NANOS - answered);
    }
    return latencies.percentileMillis(0.99);
  }

  private void ask(byte[] answer) throws IOException, LoadException {
    socket.getOutputStream().write(request);
    int read = socket.getInputStream().readNBytes(answer, 0, answer.length);
    if (read < answer.length || !ping.answer().equals(ByteBuffer.wrap(answer))) {
      throw new LoadException("a wrong answer to GET " + ping.uri());
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
