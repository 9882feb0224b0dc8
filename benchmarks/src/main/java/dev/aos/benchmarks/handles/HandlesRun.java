package dev.aos.benchmarks.handles;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.local.LocalIoHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Prints how long an item of each kind of loop takes in a handler: {@code LINES 71.3}. */
public final class HandlesRun {
  private static final int LINES = 100_000;
  private static final int ENTRIES = 2_000;
  private static final int ELEMENTS = 100_000;

  /** Of two thousand entries it takes hundreds of rounds until the JIT has done with them. */
  private static final long WARM_UP_NANOS = 2_000_000_000;

  private static final int ROUNDS = 15;
  private static final int PATIENCE_SECONDS = 60;

  private HandlesRun() {}

  /** Makes its files in the folder that is the argument. */
  public static void main(String[] arguments) throws Exception {
    Path file = Path.of(arguments[0], "lines.txt");
    Path folder = Path.of(arguments[0], "entries");
    makeFiles(file, folder);
    BlockingQueue<Long> nanos = new LinkedBlockingQueue<>();
    List<String> list = new ArrayList<>(Collections.nCopies(ELEMENTS, "element"));
    EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, LocalIoHandler.newFactory());
    Channel channel = new LocalChannel();
    channel.pipeline().addLast(new HandleLoops(file, folder, list, nanos::add));
    group.register(channel).sync();
    for (HandleLoops.Way way : HandleLoops.Way.values()) {
      long start = System.nanoTime();
      while (System.nanoTime() - start < WARM_UP_NANOS) {
        round(channel, way, nanos);
      }
      List<Long> measured = new ArrayList<>();
      for (int i = 0; i < ROUNDS; i++) {
        measured.add(round(channel, way, nanos));
      }
      Collections.sort(measured);
      System.out.println(way + " " + (double) measured.get(ROUNDS / 2) / items(way));
    }
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
  }

  private static long round(Channel channel, HandleLoops.Way way, BlockingQueue<Long> nanos)
      throws InterruptedException {
    channel.eventLoop().execute(() -> channel.pipeline().fireChannelRead(way));
    Long round = nanos.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (round == null || round < 0) {
      throw new IllegalStateException(way + " did not come to an end");
    }
    return round;
  }

  private static int items(HandleLoops.Way way) {
    return switch (way) {
      case LINES -> LINES;
      case LIST -> ELEMENTS;
      default -> ENTRIES;
    };
  }

  private static void makeFiles(Path file, Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.write(file, Collections.nCopies(LINES, "a line of a file, as long as lines are in logs"));
    for (int i = 0; i < ENTRIES; i++) {
      Path entry = folder.resolve("entry-" + i);
      if (!Files.exists(entry)) {
        Files.createFile(entry);
      }
    }
  }
}
