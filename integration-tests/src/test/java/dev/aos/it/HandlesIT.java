package dev.aos.it;

import dev.aos.it.fixture.handles.Everything;
import dev.aos.it.fixture.handles.Loops;
import dev.aos.it.harness.ChildJvm;
import dev.aos.it.harness.Directories;
import dev.aos.it.harness.EveryJdk;
import dev.aos.it.harness.Jars;
import dev.aos.it.harness.Jdk;
import dev.aos.it.harness.Run;
import dev.aos.it.harness.SuspendingJdk;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a call returns blocks later: none of that blocks the loop. */
class HandlesIT {

  private static final String PACKS =
      """
        - {include: jdk/files, order: none}
        - {include: jdk/streams, order: none}
        - {include: jdk/net, order: none}
        - {include: jdk/process, order: none}
        - {include: jdbc, order: none}
      """;

  /** The calls alone: the handles and the test around them are left as they are. */
  private static final String CALLS =
      "version: 1\nevent-loops: ['dev.aos.it.fixture.handles.CallsOf*']\noffload:\n" + PACKS;

  private static final String LOOPS =
      """
      version: 1
      event-loops: [dev.aos.it.fixture.handles.Loops]
      offload:
        - {include: jdk/files}
        - {include: jdk/streams}
      """;

  @EveryJdk
  void everyMethodOfAHandleRunsOnAWorkerOrIsDeclaredHarmless(Jdk jdk) throws IOException {
    Set<String> harmless = harmless();
    Run run =
        ChildJvm.on(jdk)
            .agent(CALLS)
            .classPath(Jars.asm())
            .file("handles.txt", text("types.txt"))
            .main(Everything.class)
            .arguments("handles.txt", "answers.txt")
            .run()
            .succeeds();
    List<String> onTheLoop = new ArrayList<>();
    int workers = 0;
    for (String answer : run.file("answers.txt").lines().toList()) {
      String method = answer.substring(0, Math.max(0, answer.indexOf('(')));
      workers += answer.endsWith(" worker") ? 1 : 0;
      if (answer.contains("loop") && !harmless.contains(method)) {
        onTheLoop.add(answer);
      }
    }
    if (jdk.suspends()) {
      run.check(onTheLoop.isEmpty(), "on the loop: " + onTheLoop);
      run.check(workers > 1000, "only " + workers + " ran on workers");
    } else {
      run.check(workers == 0, workers + " ran on workers, though nothing can be suspended");
    }
  }

  private static Set<String> harmless() throws IOException {
    Set<String> methods = new HashSet<>();
    for (String line : text("on-the-loop.txt").lines().toList()) {
      if (!line.startsWith("#")) {
        String type = line.substring(0, line.indexOf(':'));
        for (String name : line.substring(type.length() + 2).split(" ")) {
          methods.add(type + "." + name);
        }
      }
    }
    return methods;
  }

  @SuspendingJdk
  void loopsOverHandlesReadOnWorkersAndTakeFromMemory(Jdk jdk) throws IOException {
    Path folder = folder();
    String woven = loops(jdk, LOOPS, folder).stdout();
    Run run = ChildJvm.on(jdk).main(Loops.class).arguments(folder).run().succeeds();
    String expected = run.stdout();
    run.check(
        withoutThreads(woven).equals(withoutThreads(expected)), "expected " + expected + woven);
    Set<String> inMemory =
        Set.of("a reader of memory", "bytes of memory", "a list", "a stream of memory");
    for (String line : woven.lines().toList()) {
      boolean memory = inMemory.contains(line.substring(0, Math.max(0, line.indexOf(':'))));
      run.check(memory || !line.contains("loop"), line);
    }
  }

  /** What is opened, read and closed by the rules of one pack has one executor. */
  @SuspendingJdk
  void aHandleKeepsTheExecutorOfItsPackWhenItIsClosedToo(Jdk jdk) throws IOException {
    String rules =
        LOOPS.replace("jdk/streams", "jdk/streams, executor: disk")
            + "executors:\n  disk: {threads: 2}\n";
    Run run = loops(jdk, rules, folder());
    for (String line : run.stdout().lines().toList()) {
      run.check(!line.contains("worker"), line);
    }
    run.stdoutHas("lines of a reader: 5000 to line 4999, disk\n")
        .stdoutHas("a directory of its own: 3 to c, disk\n")
        .report()
        .has("answered from memory");
  }

  private static String withoutThreads(String lines) {
    return lines.replaceAll("(?m), [^,]*$", "");
  }

  private static Run loops(Jdk jdk, String rules, Path folder) {
    return ChildJvm.on(jdk)
        .agent(rules)
        .main(Loops.class)
        .arguments(folder)
        .run()
        .succeeds()
        .stdoutHas("\nok");
  }

  private static Path folder() throws IOException {
    Path folder = Directories.create("entries");
    for (int i = 0; i < 1_500; i++) {
      Files.writeString(folder.resolve("file" + i), "one\ntwo\n");
    }
    return folder;
  }

  private static String text(String name) throws IOException {
    try (InputStream text = HandlesIT.class.getResourceAsStream("/handles/" + name)) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
