package dev.aos.it.overlap;

import dev.aos.it.fixture.support.ClassFileLoader;
import dev.aos.it.fixture.support.Loop;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Runs random programs as they are and woven, on an event loop, and stops at the first one that
 * comes to something else. Arguments: seed, number of the first program, number of programs.
 */
public final class Overlap {

  private static final String PLAIN = "dev/aos/it/overlap/plain/Program";
  private static final String WOVEN = "dev/aos/it/overlap/woven/Program";
  private static final int[] FAILURES_IN_THOUSAND = {0, 60, 200};

  private Overlap() {
    // no instances
  }

  public static void main(String[] arguments) throws Exception {
    long seed = Long.parseLong(arguments[0]);
    int first = Integer.parseInt(arguments[1]);
    int count = Integer.parseInt(arguments[2]);
    // On an executor that resumes by itself.
    Loop loop = Loop.start();
    for (int number = first; number < first + count; number++) {
      List<String> plain = outcomes(loop, seed, number, PLAIN);
      List<String> woven = outcomes(loop, seed, number, WOVEN);
      for (int i = 0; i < plain.size(); i++) {
        if (!plain.get(i).equals(woven.get(i))) {
          Files.write(Path.of("Program.class"), Scrap.compile(seed, number, WOVEN));
          System.out.println(
              "seed "
                  + seed
                  + ", program "
                  + number
                  + ", input "
                  + i
                  + "\nexpected: "
                  + plain.get(i)
                  + "\nbut was:  "
                  + woven.get(i));
          System.exit(1);
        }
      }
    }
    System.out.printf("%d programs, %d calls overlapped%n", count, Shelf.overlapped());
  }

  private static List<String> outcomes(Loop loop, long seed, int number, String name)
      throws Exception {
    byte[] classFile = Scrap.compile(seed, number, name);
    ClassFileLoader loader = new ClassFileLoader(Map.of(name, classFile));
    Class<?> type = loader.loadClass(name.replace('/', '.'));
    MethodHandle run =
        MethodHandles.publicLookup()
            .findStatic(type, Scrap.RUN, MethodType.methodType(String.class));
    List<String> outcomes = new ArrayList<>();
    for (int failures : FAILURES_IN_THOUSAND) {
      Shelf.begin(number + failures, failures);
      type.getField("fieldText").set(null, "text");
      type.getField("fieldInt").set(null, 1);
      BlockingQueue<String> result = new LinkedBlockingQueue<>();
      loop.execute(() -> result.add(result(run, name)));
      outcomes.add(
          result.take()
              + Shelf.log()
              + type.getField("fieldText").get(null)
              + type.getField("fieldInt").get(null));
    }
    return outcomes;
  }

  private static String result(MethodHandle run, String name) {
    try {
      return "returned " + (String) run.invokeExact();
    } catch (VerifyError | BootstrapMethodError | IncompatibleClassChangeError wrongCode) {
      return name + " is wrong: " + wrongCode;
    } catch (Throwable thrown) {
      // Below the program are the frames of the loop, with or without the agent's.
      StringBuilder text = new StringBuilder();
      StackTraceElement[] frames = thrown.getStackTrace();
      for (int index = frames.length - 1; index >= 0; index--) {
        StackTraceElement frame = frames[index];
        if ("Scrap".equals(frame.getFileName())) {
          text.append(frame.getMethodName()).append(frame.getLineNumber()).append(' ');
        } else if (text.length() > 0 && frame.getClassName().startsWith("dev.aos.runtime")) {
          text.append("the agent ");
        }
      }
      return "threw " + thrown + " at " + text;
    }
  }
}
