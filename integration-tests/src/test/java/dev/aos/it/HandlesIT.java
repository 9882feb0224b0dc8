package dev.aos.it;

import dev.aos.it.fixture.handles.Everything;
import dev.aos.it.fixture.handles.InMemory;
import dev.aos.it.fixture.handles.Loops;
import dev.aos.it.harness.ChildJvm;
import dev.aos.it.harness.Directories;
import dev.aos.it.harness.EveryJdk;
import dev.aos.it.harness.InContainers;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a call returns blocks later: none of that blocks the loop. */
@InContainers
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

  /** A site of a loop that writes into a buffer or decodes one: its calls, and how many hopped. */
  private static final Pattern BUFFERED =
      Pattern.compile(
          "woven .*Loops[.](?:integers|writeData|print|characters):.* ([0-9,]+) calls:"
              + "(?: ([0-9,]+) suspended the handler)?");

  private static final Pattern LONG_FILE =
      Pattern.compile("linesOfLongFile:.*readLine  100,001 calls: ([0-9,]+) suspended the handler");

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

  /** One hop a buffer, whatever is around it, not one an item. */
  @SuspendingJdk
  void whatFitsIntoABufferNeedsNoWorker(Jdk jdk) throws IOException {
    Run run = loops(jdk, LOOPS, folder());
    int checked = 0;
    for (String line : run.report().text().lines().toList()) {
      Matcher site = BUFFERED.matcher(line);
      int calls = site.find() ? number(site.group(1)) : 0;
      if (calls > 1_000) {
        checked++;
        run.check(number(site.group(2)) <= calls / 10, line);
      }
    }
    run.check(checked >= 10, "only " + checked + " sites of buffers are in the report");
  }

  /** By the reader's buffer it would be 184 hops. */
  @SuspendingJdk
  void aLongFileIsReadBlockByBlock(Jdk jdk) throws IOException {
    Run run = loops(jdk, LOOPS, folder());
    Matcher site = LONG_FILE.matcher(run.report().text());
    run.check(site.find() && number(site.group(1)) < 90, "few of 100,000 lines hop");
  }

  private static int number(String digits) {
    return digits == null ? 0 : Integer.parseInt(digits.replace(",", ""));
  }

  @SuspendingJdk
  void wrappersOfMemoryNeedNoWorker(Jdk jdk) {
    Run run =
        ChildJvm.on(jdk)
            .agent(LOOPS.replace("handles.Loops", "handles.InMemory"))
            .main(InMemory.class)
            .run()
            .succeeds()
            .stdoutIs("ok");
    int checked = 0;
    for (String line : run.report().text().lines().toList()) {
      checked += line.contains("answered from memory") ? 1 : 0;
      run.check(!line.contains("suspended the handler,"), line);
    }
    run.check(checked > 30, "only " + checked + " sites were answered from memory");
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
