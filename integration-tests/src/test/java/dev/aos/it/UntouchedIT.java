package dev.aos.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aos.it.harness.ChildJvm;
import dev.aos.it.harness.Directories;
import dev.aos.it.harness.EveryJdk;
import dev.aos.it.harness.Http;
import dev.aos.it.harness.JarBuilder;
import dev.aos.it.harness.Jars;
import dev.aos.it.harness.Jdk;
import dev.aos.it.harness.Run;
import dev.aos.it.harness.RunningJvm;
import dev.aos.it.observer.Observer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;

/** A class that no rule names leaves the agent byte for byte as it came. */
class UntouchedIT {

  private static final String OBSERVED = "observed.txt";
  private static final String SERVER = "dev/aos/demo/server/";

  /** Where Netty enters handlers, and where its loops end: what the loop definition names. */
  private static final Set<String> NETTYS_ENTRIES =
      Set.of(
          "io/netty/channel/AbstractChannelHandlerContext",
          "io/netty/channel/AbstractChannelHandlerContext$WriteTask",
          "io/netty/channel/DefaultChannelPipeline$HeadContext",
          "io/netty/channel/nio/AbstractNioByteChannel$NioByteUnsafe",
          "io/netty/channel/nio/NioIoHandler",
          "io/netty/util/concurrent/AbstractEventExecutor",
          "io/netty/util/concurrent/DefaultPromise",
          "io/netty/util/concurrent/PromiseTask",
          "io/netty/util/concurrent/ScheduledFutureTask",
          "io/netty/util/concurrent/SingleThreadEventExecutor");

  private static Path observer;

  @BeforeAll
  static void buildTheObserver() throws IOException {
    observer = JarBuilder.agent(Directories.create("observer").resolve("o.jar"), Observer.class);
  }

  @EveryJdk
  void ofTheDemoOnlyTheNamedClassesChange(Jdk jdk) throws IOException {
    Run run = serve(jdk, "");
    Set<String> same = classes(run, "same ");
    Set<String> changed = classes(run, "changed ");
    assertTrue(same.size() > 1000, () -> "only " + same.size() + " classes were compared");
    Set<String> expected = new TreeSet<>(Set.of(SERVER + "FileEndpoint", SERVER + "QueryEndpoint"));
    if (jdk.suspends()) {
      expected.add("io/netty/channel/DefaultChannelPipeline$HeadContext");
    }
    Set<String> others = new TreeSet<>(changed);
    others.removeIf(name -> name.startsWith(SERVER) || NETTYS_ENTRIES.contains(name));
    assertEquals(Set.of(), others);
    assertTrue(changed.containsAll(expected), () -> "changed are only " + changed);
    assertTrue(same.contains(SERVER + "Reply"), "a class without such calls was changed");
  }

  @EveryJdk
  void inReportModeNothingChanges(Jdk jdk) throws IOException {
    Run run = serve(jdk, ",mode=report").stderrHas("mode=report");
    Set<String> changed = new TreeSet<>(classes(run, "changed "));
    assertEquals(Set.of(), changed);
    assertTrue(classes(run, "same ").contains(SERVER + "FileEndpoint"));
  }

  private static Run serve(Jdk jdk, String moreArguments) throws IOException {
    String rules = Files.readString(Jars.demo().resolve("aos.yaml"));
    ChildJvm child =
        ChildJvm.on(jdk)
            .agentFrom(observer, "before")
            .file("aos.yaml", rules)
            .agentWith("aos.yaml" + moreArguments)
            .agentFrom(observer, "after=" + OBSERVED)
            .jar(Jars.demo().resolve("target/aos-demo-app.jar"));
    try (RunningJvm server = child.start()) {
      int port = Integer.parseInt(server.awaitLine("listening on "));
      for (String path : new String[] {"/ping", "/query?id=1", "/file/file-3.bin", "/nothing"}) {
        Http.get(port, path);
      }
      return server.stop();
    }
  }

  private static Set<String> classes(Run run, String prefix) {
    return run.file(OBSERVED)
        .lines()
        .filter(line -> line.startsWith(prefix))
        .map(line -> line.substring(prefix.length()))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
