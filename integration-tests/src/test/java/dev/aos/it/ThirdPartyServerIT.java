package dev.aos.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aos.it.harness.ChildJvm;
import dev.aos.it.harness.Directories;
import dev.aos.it.harness.EveryJdk;
import dev.aos.it.harness.Http;
import dev.aos.it.harness.Jars;
import dev.aos.it.harness.Jdk;
import dev.aos.it.harness.Report;
import dev.aos.it.harness.Run;
import dev.aos.it.harness.RunningJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A server from Maven Central, unmodified: Netty's own HTTP file server, which opens and asks files
 * on the event loop. With the agent it serves the same bytes.
 */
class ThirdPartyServerIT {

  private static final String SERVER = "io.netty.example.http.file.HttpStaticFileServer";
  private static final Pattern LISTENS = Pattern.compile(":(\\d+)\\] ACTIVE");

  private static final String RULES =
      """
      version: 1
      event-loops:
        - classes: ["io.netty.example.http.file.**"]
      offload:
        - java.io.RandomAccessFile.new
        - java.io.RandomAccessFile.length
        - java.io.File
      """;

  private static final List<String> PATHS =
      List.of(
          "/site/small.txt",
          "/site/large.bin",
          "/site/",
          "/site",
          "/none",
          "/site/empty.txt",
          "/..%2f..%2fetc%2fpasswd");

  @EveryJdk
  void theSameBytesAreServed(Jdk jdk) throws IOException {
    Path directory = directory();
    Map<String, String> without = new LinkedHashMap<>();
    serve(child(jdk, directory), without);
    Map<String, String> with = new LinkedHashMap<>();
    Run run = serve(child(jdk, directory).agent(RULES), with);
    assertEquals(without, with);
    assertTrue(with.get("/site/large.bin").length() > 1_000_000);
    assertTrue(with.get("/site/small.txt").startsWith("HTTP/1.1 200"));
    assertTrue(with.get("not modified").startsWith("HTTP/1.1 304"));
    assertTrue(with.get("/none").startsWith("HTTP/1.1 404"));
    run.stdoutIs("").stderrHas("Open your web browser").stderrHasNo("Exception");
    report(jdk, run.report());
  }

  private static void report(Jdk jdk, Report report) {
    String count = jdk.suspends() ? " suspended the handler" : " ran directly";
    String handler = "HttpStaticFileServerHandler.";
    report
        .has("woven", handler + "channelRead0", "java.io.RandomAccessFile.new", count)
        .has("woven", handler + "channelRead0", "java.io.RandomAccessFile.length", count)
        .has("woven", handler + "channelRead0", "java.io.File.exists", count)
        .has("woven", handler + "channelRead0", "java.io.File.isHidden", count)
        .has("woven", handler + "sendListing", "java.io.File.listFiles", count)
        .hasNo("woven", "java.io.File.getName")
        .hasNo("pinned");
  }

  private static ChildJvm child(Jdk jdk, Path directory) {
    return ChildJvm.on(jdk)
        .directory(directory)
        .classPath(Jars.child("netty-example"), Jars.child("javax.activation"))
        .main(SERVER)
        .jvmArgument("-Dport=0");
  }

  private static Path directory() throws IOException {
    Path directory = Directories.create("site");
    Path site = Files.createDirectory(directory.resolve("site"));
    byte[] large = new byte[1_234_567];
    new Random(7).nextBytes(large);
    Files.write(site.resolve("large.bin"), large);
    Path small = Files.writeString(site.resolve("small.txt"), "small\n");
    Files.setLastModifiedTime(small, FileTime.fromMillis(1_700_000_000_000L));
    Files.writeString(site.resolve("empty.txt"), "");
    return directory;
  }

  private static Run serve(ChildJvm child, Map<String, String> answers) {
    try (RunningJvm server = child.start()) {
      Matcher listens = LISTENS.matcher(server.awaitErrorLine("] ACTIVE"));
      assertTrue(listens.find());
      int port = Integer.parseInt(listens.group(1));
      String modified = "If-Modified-Since: Tue, 14 Nov 2023 22:13:20 GMT";
      for (String path : PATHS) {
        answers.put(path, get(port, path));
      }
      answers.put("not modified", get(port, "/site/small.txt", modified));
      IntStream.range(0, 20)
          .parallel()
          .forEach(i -> assertEquals(answers.get("/site/large.bin"), get(port, "/site/large.bin")));
      return server.stop();
    }
  }

  private static String get(int port, String path, String... headers) {
    return Http.withoutTimes(Http.get(port, path, headers));
  }
}
