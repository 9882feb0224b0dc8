package dev.aos.benchmarks.handles;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/** Does one loop for every message, in the way that is its name, and says how long it took. */
public final class HandleLoops extends ChannelInboundHandlerAdapter {

  /** The ways. */
  enum Way {
    LINES,
    ENTRIES,
    FILTERED_ENTRIES,
    LISTED_ENTRIES,
    LIST
  }

  private final Path file;
  private final Path folder;
  private final List<String> list;
  private final LongConsumer nanos;

  /**
   * @param file a file with lines
   * @param folder a directory
   * @param list something in memory
   * @param nanos hears how long each loop took
   */
  HandleLoops(Path file, Path folder, List<String> list, LongConsumer nanos) {
    this.file = file;
    this.folder = folder;
    this.list = list;
    this.nanos = nanos;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) throws IOException {
    long start = System.nanoTime();
    long found =
        switch ((Way) message) {
          case LINES -> lines();
          case ENTRIES -> entries(Files.newDirectoryStream(folder));
          case FILTERED_ENTRIES -> entries(Files.newDirectoryStream(folder, entry -> true));
          case LISTED_ENTRIES -> listed();
          case LIST -> elements();
        };
    nanos.accept(found < 0 ? found : System.nanoTime() - start);
  }

  private long lines() throws IOException {
    long length = 0;
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        length += line.length();
      }
    }
    return length;
  }

  private static long entries(DirectoryStream<Path> directory) throws IOException {
    long length = 0;
    try (directory) {
      for (Path entry : directory) {
        length += entry.getNameCount();
      }
    }
    return length;
  }

  private long listed() throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.mapToLong(Path::getNameCount).sum();
    }
  }

  private long elements() {
    long length = 0;
    for (String element : list) {
      length += element.length();
    }
    return length;
  }
}
